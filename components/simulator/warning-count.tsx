import { WARNINGS_ID } from "@/components/simulator/warning-list";
import type { SimulationResult } from "@/lib/domain/simulation/simulation-result";
import type { SimulationWarning } from "@/lib/domain/simulation/simulation-warning";
import { formatCount, formatNoun } from "@/lib/format";

export interface WarningSum {
  readonly count: number;
  /** What the count is of, with what else there is. */
  readonly words: string;
  readonly tone: "warn" | "harm";
}

/** How much speaks against the proposal, the gravest first; null: nothing. */
export function warningSum(warnings: SimulationResult["warnings"]): WarningSum | null {
  const count = (severity: SimulationWarning["severity"]) =>
    warnings.filter((warning) => warning.severity === severity).length;
  const [critical, grave] = [count("critical"), count("warning")];
  if (critical > 0) {
    return { count: critical, words: `critical${grave > 0 ? `, ${formatNoun(grave, "warning")}` : ""}`, tone: "harm" };
  }
  return grave === 0 ? null : { count: grave, words: grave === 1 ? "warning" : "warnings", tone: "warn" };
}

/** The gravest of them as a link in running text. */
export function WarningCount({ warnings }: { readonly warnings: SimulationResult["warnings"] }) {
  const sum = warningSum(warnings);
  if (sum === null) return null;
  const [gravest = ""] = sum.words.split(",");
  return (
    <a
      href={`#${WARNINGS_ID}`}
      className={`font-semibold underline decoration-dotted underline-offset-3 ${sum.tone === "harm" ? "text-harm" : "text-warn"}`}
    >
      {formatCount(sum.count)} {gravest}
    </a>
  );
}
