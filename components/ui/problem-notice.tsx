import { Notice } from "@/components/ui/notice";
import type { Problem } from "@/lib/domain/problem";

/** An expected failure in words, with what to do about it. */
export function ProblemNotice({ problem }: { readonly problem: Pick<Problem, "code" | "message" | "remedy"> }) {
  return (
    <Notice tone="harm" role="alert" title={problem.message}>
      <p>{problem.remedy}</p>
      <p className="mt-1 text-sm text-muted">Code: {problem.code}</p>
    </Notice>
  );
}
