import { type ClipboardEvent, useEffect, useState } from "react";
import type { Inputs } from "@/app/simulator/_components/use-inputs";
import { fitsInLink } from "@/app/simulator/_inputs/environment-link";
import { usePasteReader } from "@/app/simulator/_worker/use-paste-reader";
import type { ReadingOutcome } from "@/lib/domain/patch/read-environment";
import {
  GET_DAEMONSET,
  MAX_PASTE_LENGTH,
  placeText,
  type ReadingProblem,
  tooLarge,
} from "@/lib/domain/patch/reading-problem";

const TOO_LONG_FOR_LINK: Pick<ReadingProblem, "message" | "remedy" | "place"> = {
  message: "These settings are too long for a link, so a colleague could not see them.",
  remedy: "Paste the env list of container aws-node alone.",
  place: null,
};

const FIELD_ID = "today-paste";
const PROBLEM_ID = "today-paste-problem";
const HELP_ID = "today-paste-help";
/** While somebody still types, half a text is no fault. */
const PAUSE_MS = 250;

/** Where today's settings come from, and a field to paste them into. A text that cannot be read changes nothing. */
export function TodayPaste({ inputs }: { readonly inputs: Inputs }) {
  const { current, values } = inputs;
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<Pick<ReadingProblem, "message" | "remedy" | "place"> | null>(null);
  const take = (outcome: ReadingOutcome) => {
    if (outcome.kind === "unreadable") setProblem(outcome.problem);
    else if (!fitsInLink(outcome.environment)) setProblem(TOO_LONG_FOR_LINK);
    else {
      setProblem(null);
      inputs.set({ today: outcome.environment });
    }
  };
  const read = usePasteReader(take);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the reader asks the same worker whenever it is called
  useEffect(() => {
    if (text.trim() === "") return;
    const timer = setTimeout(() => read(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const change = (next: string) => {
    if (next.length > MAX_PASTE_LENGTH) {
      setProblem(tooLarge(next.length));
      return;
    }
    setText(next);
    if (next.trim() === "") setProblem(null);
  };
  const onPaste = (event: ClipboardEvent) => {
    const { length } = event.clipboardData.getData("text");
    if (length <= MAX_PASTE_LENGTH) return;
    // A field with millions of characters in it would stand still for seconds.
    event.preventDefault();
    setProblem(tooLarge(length));
  };
  return (
    <div className="mt-3 border-t border-line pt-2">
      <p className="text-sm text-muted">
        Today’s settings: <span className="text-ink wrap-anywhere">{current.label}</span>
        {values.today === null ? null : (
          <>
            {" · "}
            <button
              type="button"
              onClick={() => {
                change("");
                inputs.set({ today: null });
              }}
              className="text-accent hover:underline"
            >
              forget them
            </button>
          </>
        )}
      </p>
      {current.notices.map((notice) => (
        <p key={notice} className="text-sm text-muted">
          {notice}
        </p>
      ))}
      <details className="mt-1.5">
        <summary className="text-accent hover:underline">Paste your cluster’s own</summary>
        <label htmlFor={FIELD_ID} className="mt-1.5 block text-sm text-muted">
          The DaemonSet, its env list or the add-on’s configuration, as YAML or JSON
        </label>
        <textarea
          id={FIELD_ID}
          value={text}
          rows={6}
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => change(target.value)}
          onPaste={onPaste}
          aria-invalid={problem === null ? undefined : true}
          aria-describedby={problem === null ? HELP_ID : `${PROBLEM_ID} ${HELP_ID}`}
          className={`mt-1 w-full rounded border bg-panel p-1.5 font-mono text-xs ${problem === null ? "border-line-strong" : "border-harm"}`}
        />
        <div id={PROBLEM_ID} role="status" className="text-sm text-harm">
          {problem === null ? null : (
            <p className="wrap-anywhere">
              {problem.place === null ? "" : `${placeText(problem.place)}: `}
              {problem.message} <span className="text-muted">{problem.remedy} Today’s settings stay as they were.</span>
            </p>
          )}
        </div>
        <p id={HELP_ID} className="mt-1 text-sm text-muted">
          <code className="font-mono text-xs wrap-anywhere">{GET_DAEMONSET}</code>
        </p>
      </details>
    </div>
  );
}
