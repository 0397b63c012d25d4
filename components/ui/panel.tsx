import type { ReactNode } from "react";
import { UnbrokenNames } from "@/components/ui/unbroken-names";

interface PanelProps {
  readonly title: string;
  /** What the figures are and where they come from, beside the title. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly id?: string;
  readonly children: ReactNode;
}

/** A titled region of a page. */
export function Panel({ title, note, actions, id, children }: PanelProps) {
  return (
    <section
      aria-label={title}
      {...(id === undefined ? {} : { id })}
      className="min-w-0 rounded-lg border border-line bg-panel p-4"
    >
      <div className="mb-2.5 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="font-semibold">
          <UnbrokenNames words={title} />
        </h2>
        {note === undefined ? null : <div className="min-w-0 text-muted">{note}</div>}
        {actions === undefined ? null : <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
