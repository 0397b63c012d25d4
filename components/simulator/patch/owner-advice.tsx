"use client";

import { Command } from "@/components/simulator/patch/file-view";
import { FORM_WORDS } from "@/components/simulator/patch/form-words";
import { CLUSTER_PLACEHOLDER, type PatchForm } from "@/lib/domain/patch/form";
import type { OverwriteAdvice } from "@/lib/domain/patch/overwrite-advice";

interface OwnerAdviceProps {
  readonly advice: readonly OverwriteAdvice[];
  /** Stands in the commands; null leaves the placeholder. */
  readonly clusterName: string | null;
  readonly onForm: (form: PatchForm) => void;
}

/** Who may overwrite a patched DaemonSet, how that is known, and which form lasts then. */
export function OwnerAdvice({ advice, clusterName, onForm }: OwnerAdviceProps) {
  const named = (command: string) => command.replace(CLUSTER_PLACEHOLDER, clusterName ?? CLUSTER_PLACEHOLDER);
  return (
    <div className="min-w-0">
      <h3 className="font-semibold">Who may overwrite it</h3>
      <ul className="grid gap-2.5">
        {advice.map(({ owner, evidence, message, forms, check }) => (
          <li key={owner} className="min-w-0 border-l-3 border-line-strong pl-3">
            <p>
              {message} <span className="text-muted">({evidence})</span>
            </p>
            <p className="mt-1 flex flex-wrap items-center gap-1.5 text-sm">
              <span className="text-muted">{owner === "unknown" ? "Forms:" : "Lasts as:"}</span>
              {forms.map((form) => (
                <button
                  key={form}
                  type="button"
                  onClick={() => onForm(form)}
                  className="rounded border border-line-strong px-2 hover:border-accent hover:text-accent"
                >
                  {FORM_WORDS[form].label}
                </button>
              ))}
            </p>
            {check === null ? null : (
              <div className="mt-1 flex min-w-0 flex-wrap items-baseline gap-x-2 text-sm">
                <span className="text-muted">To be sure:</span>
                <Command command={named(check)} what={`check of the owner ${owner}`} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
