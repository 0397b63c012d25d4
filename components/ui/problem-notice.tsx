import { Notice } from "@/components/ui/notice";
import type { ApiOutcomeView } from "@/lib/domain/api/common";
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

const TITLES: Readonly<Record<Exclude<ApiOutcomeView["status"], "ok">, (api: string) => string>> = {
  denied: (api) => `${api} is denied: what it would tell is missing below`,
  throttled: (api) => `${api} was throttled: what it would tell is missing or incomplete below`,
  failed: (api) => `${api} failed: what it would tell is missing or incomplete below`,
  absent: (api) => `The capture holds no output of ${api}: what it would tell is missing below`,
};

/** One part of the data that could not be read. Nothing for an API that is `ok`. */
export function PartialNotice({ outcome }: { readonly outcome: ApiOutcomeView }) {
  if (outcome.status === "ok") return null;
  return (
    <Notice tone="warn" title={TITLES[outcome.status](outcome.api)}>
      {outcome.status === "denied" ? (
        <p>
          IAM action to grant: <code>{outcome.iamAction}</code>
        </p>
      ) : null}
      {outcome.remedy === null ? null : <p>{outcome.remedy}</p>}
      {outcome.message === null ? null : (
        <p className="text-sm text-muted">
          {outcome.code === null ? "" : `${outcome.code}: `}
          {outcome.message}
        </p>
      )}
    </Notice>
  );
}
