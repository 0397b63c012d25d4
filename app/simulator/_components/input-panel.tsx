import { type ReactNode, useId, useState } from "react";

interface InputPanelProps {
  readonly title: string;
  readonly note?: string;
  /** What stands in it while it is folded. */
  readonly summary: string;
  /** Of its fields, how many cannot be run. */
  readonly problemCount: number;
  /** Folded at first where inputs and results are one column. */
  readonly isFoldedAtFirst?: boolean;
  readonly children: ReactNode;
}

/** From here on the inputs stand beside each other, and there is room for all of them. */
const ROOMY = "(min-width: 48rem)";

/**
 * A section of the inputs, which can be folded where they stand above the results; beside them it is always open. Neither
 * a fault nor the field that mends it is ever hidden unasked.
 */
export function InputPanel(props: InputPanelProps) {
  const { title, note, summary, problemCount, isFoldedAtFirst = false, children } = props;
  const id = useId();
  const [isOpen, setOpen] = useState(() => !isFoldedAtFirst || matchMedia(ROOMY).matches);
  const [known, setKnown] = useState(0);
  if (problemCount !== known) {
    setKnown(problemCount);
    if (problemCount > known) setOpen(true);
  }
  return (
    <section aria-label={title} className="min-w-0 rounded-lg border border-line bg-panel p-4">
      <div className={`flex flex-wrap items-baseline gap-x-3 lg:mb-2.5 ${isOpen ? "mb-2.5" : ""}`}>
        <h2 className="font-semibold">
          <span className="max-lg:hidden">{title}</span>
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setOpen(!isOpen)}
            className="-my-1 inline-flex items-baseline gap-2 py-1 hover:text-accent lg:hidden"
          >
            <svg aria-hidden="true" viewBox="0 0 8 8" className={`size-2 fill-muted ${isOpen ? "rotate-90" : ""}`}>
              <path d="M1 0l6 4-6 4z" />
            </svg>
            {title}
          </button>
        </h2>
        {note === undefined ? null : (
          <div className={`min-w-0 text-muted ${isOpen ? "" : "max-lg:hidden"}`}>{note}</div>
        )}
        {isOpen ? null : (
          <p className="min-w-0 text-sm text-muted wrap-anywhere lg:hidden">
            {problemCount > 0 ? <span className="font-semibold text-harm">cannot be run · </span> : null}
            {summary}
          </p>
        )}
      </div>
      <div id={id} className={isOpen ? undefined : "max-lg:hidden"}>
        {children}
      </div>
    </section>
  );
}
