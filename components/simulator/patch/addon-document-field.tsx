"use client";

import { useId } from "react";
import type { AddonDocument } from "@/components/simulator/patch/use-addon-document";
import type { AddonDocumentOutcome } from "@/lib/domain/patch/read-configuration";
import { placeText } from "@/lib/domain/patch/reading-problem";

const TOO_LONG_FOR_LINK =
  "This configuration is too long for a link: it is merged into here, and a colleague has to be given it beside the link.";

function problemWords(outcome: AddonDocumentOutcome | null): string {
  if (outcome?.kind !== "unreadable") return "";
  const { message, remedy, place } = outcome.problem;
  return `${place ? `${placeText(place)}: ` : ""}${message} ${remedy}`;
}

/** The add-on's configuration in force, to be merged into; what cannot be read stays in the field, with the reason. */
export function AddonDocumentField({ addon }: { readonly addon: AddonDocument }) {
  const { text, outcome, isTooLong, onText } = addon;
  const id = useId();
  const problem = problemWords(outcome);
  return (
    <details className="mb-3">
      <summary className="text-muted hover:text-ink">
        {outcome?.kind === "read"
          ? "Merged into the configuration that was given"
          : "Merge it into the add-on’s configuration in force"}
      </summary>
      <div className="mt-1.5 grid gap-1">
        <label htmlFor={id} className="text-sm text-muted">
          Output of aws eks describe-addon, or its configurationValues, as JSON or YAML. The configuration goes into
          this page’s link, nothing else of the text.
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
        <p
          id={`${id}-problem`}
          role="status"
          className={`text-sm wrap-anywhere empty:hidden ${isTooLong ? "text-warn" : "text-harm"}`}
        >
          {isTooLong ? TOO_LONG_FOR_LINK : problem}
        </p>
      </div>
    </details>
  );
}
