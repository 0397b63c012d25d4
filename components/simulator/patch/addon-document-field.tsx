"use client";

import { useId } from "react";
import type { AddonDocumentOutcome } from "@/lib/domain/patch/read-configuration";
import { placeText } from "@/lib/domain/patch/reading-problem";

interface AddonDocumentFieldProps {
  readonly text: string;
  /** What was read of the text; null where there is none. */
  readonly outcome: AddonDocumentOutcome | null;
  readonly onText: (text: string) => void;
}

function problemWords(outcome: AddonDocumentOutcome | null): string {
  if (outcome?.kind !== "unreadable") return "";
  const { message, remedy, place } = outcome.problem;
  return `${place ? `${placeText(place)}: ` : ""}${message} ${remedy}`;
}

/** The add-on's configuration in force, to be merged into; what cannot be read stays in the field, with the reason. */
export function AddonDocumentField({ text, outcome, onText }: AddonDocumentFieldProps) {
  const id = useId();
  const problem = problemWords(outcome);
  return (
    <details className="mb-3">
      <summary className="text-muted hover:text-ink">
        {outcome?.kind === "read"
          ? "Merged into the configuration that you gave"
          : "Merge it into the add-on’s configuration in force"}
      </summary>
      <div className="mt-1.5 grid gap-1">
        <label htmlFor={id} className="text-sm text-muted">
          Output of aws eks describe-addon, or its configurationValues, as JSON or YAML. It stays in this browser.
        </label>
        <textarea
          id={id}
          value={text}
          onChange={(event) => onText(event.target.value)}
          rows={4}
          spellCheck={false}
          aria-invalid={problem !== ""}
          aria-describedby={`${id}-problem`}
          placeholder={'{"env":{"ENABLE_POD_ENI":"true"}}'}
          className="w-full rounded border border-line-strong bg-panel px-2 py-1 font-mono text-sm placeholder:text-muted"
        />
        <p id={`${id}-problem`} role="status" className="text-sm text-harm wrap-anywhere empty:hidden">
          {problem}
        </p>
      </div>
    </details>
  );
}
