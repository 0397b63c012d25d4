import { Notice } from "@/components/ui/notice";
import { PartialNotice } from "@/components/ui/problem-notice";
import type { SnapshotHeader } from "@/lib/domain/api/common";
import { formatNoun, formatUtcDateTime } from "@/lib/format";

/** What the reader must know about the snapshot before its figures: that it is old, or what it lacks. */
export function SnapshotNotices({ snapshot }: { readonly snapshot: SnapshotHeader }) {
  const missing = snapshot.apis.filter(({ status }) => status !== "ok");
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
      {missing.map((outcome) => (
        <PartialNotice key={outcome.api} outcome={outcome} />
      ))}
      {defectCount === 0 ? null : (
        <Notice tone="warn" title={`${formatNoun(defectCount, "record")} could not be read in full`}>
          What could be read is shown; which ones and why is listed under the API calls.
        </Notice>
      )}
    </>
  );
}
