import { Notice } from "@/components/ui/notice";
import type { ApiOutcomeView, SnapshotHeader } from "@/lib/domain/api/common";
import { formatNoun, formatUtcDateTime } from "@/lib/format";

const STATUS_WORDS: Readonly<Record<Exclude<ApiOutcomeView["status"], "ok">, string>> = {
  denied: "was denied",
  throttled: "was throttled",
  failed: "failed",
  absent: "is not in the capture",
};

/** What the reader must know about the snapshot before its figures: that it is old, or what it lacks. */
export function SnapshotNotices({ snapshot }: { readonly snapshot: SnapshotHeader }) {
  const defectCount = snapshot.defects.reduce((sum, defect) => sum + defect.count, 0);
  return (
    <>
      {snapshot.staleBecause === null ? null : (
        <Notice
          tone="warn"
          role="status"
          title={`The newest read failed: these are the data of ${formatUtcDateTime(snapshot.takenAt)}`}
        >
          {snapshot.staleBecause}
        </Notice>
      )}
      <MissingReads apis={snapshot.apis} />
      {defectCount === 0 ? null : (
        <Notice tone="warn" title={`${formatNoun(defectCount, "record")} could not be read in full`}>
          What could be read is shown; which ones and why is listed under the API calls.
        </Notice>
      )}
    </>
  );
}

function MissingReads({ apis }: Pick<SnapshotHeader, "apis">) {
  const missing = apis.flatMap((outcome) => (outcome.status === "ok" ? [] : [{ ...outcome, status: outcome.status }]));
  if (missing.length === 0) return null;
  return (
    <Notice
      tone="warn"
      title={`${missing.length} of ${formatNoun(apis.length, "read")} did not succeed: what only they tell is “not known” below`}
    >
      <ul>
        {missing.map((outcome) => (
          <li key={outcome.api}>
            <b className="font-semibold">{outcome.api}</b> {STATUS_WORDS[outcome.status]}. {outcome.remedy}
            {outcome.api === "DescribeInstanceTypes" ? " Eniscope’s own table of limits serves in its place." : ""}
            {outcome.message === null ? null : (
              <details className="text-sm">
                <summary className="w-fit text-muted">Details</summary>
                <p className="pb-1 pl-3">
                  {outcome.status === "denied" ? `IAM action: ${outcome.iamAction}. ` : ""}
                  {outcome.code === null ? "" : `${outcome.code}: `}
                  {outcome.message}
                </p>
              </details>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
