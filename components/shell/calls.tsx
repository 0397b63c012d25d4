import { Tag } from "@/components/ui/tag";
import type { ApiOutcomeView, SnapshotHeader } from "@/lib/domain/api/common";
import { formatCount, formatDuration, formatNoun, formatUtcDateTime, formatUtcTime } from "@/lib/format";

export const CALLS_ID = "calls";

const TONES = { ok: "plain", denied: "harm", failed: "harm", throttled: "warn", absent: "warn" } as const;

function Outcome({ outcome }: { readonly outcome: ApiOutcomeView }) {
  return (
    <>
      <tr className="align-top">
        <th scope="row" className="py-1 pr-4 text-left font-normal">
          {outcome.api}
        </th>
        <td className="py-1 pr-4">
          <Tag tone={TONES[outcome.status]}>{outcome.status}</Tag>
        </td>
        <td className="py-1 pr-4 text-right">{formatCount(outcome.callCount)}</td>
        <td className="py-1 pr-4 text-right">{formatCount(outcome.itemCount)}</td>
        <td className="py-1 pr-4 text-right whitespace-nowrap">{formatDuration(outcome.tookMs)}</td>
        <td className="py-1 text-right">{formatUtcTime(outcome.finishedAt)}</td>
      </tr>
      {outcome.status === "ok" ? null : (
        <tr>
          <td colSpan={6} className="pb-2 text-sm wrap-anywhere">
            {outcome.status === "denied" ? (
              <p>
                IAM action to grant: <code>{outcome.iamAction}</code>
              </p>
            ) : null}
            <p>{outcome.remedy}</p>
            <p className="text-muted">
              {outcome.code === null ? "" : `${outcome.code}: `}
              {outcome.message}
            </p>
          </td>
        </tr>
      )}
    </>
  );
}

function Defects({ defects }: Pick<SnapshotHeader, "defects">) {
  if (defects.length === 0) return null;
  return (
    <>
      <h3 className="mt-4 mb-1 font-semibold">Records that could not be read in full</h3>
      <ul className="list-disc pl-5 text-sm wrap-anywhere">
        {defects.map((defect) => (
          <li key={`${defect.api} ${defect.where} ${defect.problem}`}>
            {defect.api} {defect.where}: {defect.problem}
            {defect.count === 1 ? "" : ` (${formatNoun(defect.count, "time")})`}
          </li>
        ))}
      </ul>
    </>
  );
}

const HEADS = ["Status", "Calls", "Items", "Took", "At, UTC"] as const;

/** Every EC2 read behind the page and how it fared, in a popover that needs no script to open. */
export function Calls({ snapshot }: { readonly snapshot: SnapshotHeader }) {
  return (
    <div
      id={CALLS_ID}
      popover="auto"
      role="dialog"
      aria-label="API calls"
      className="m-auto max-h-[calc(100dvh-4rem)] w-[44rem] max-w-[calc(100vw-2rem)] overflow-auto rounded-lg border border-line-strong bg-panel p-5 text-ink"
    >
      <h2 className="text-lg font-semibold">API calls</h2>
      <p className="mb-3 text-muted wrap-anywhere">
        Read {formatUtcDateTime(snapshot.takenAt)} in {formatDuration(snapshot.tookMs)} from {snapshot.source.label}.
        Eniscope only reads; {formatNoun(snapshot.callCount, "request")} since it started
        {snapshot.eventCalls === null
          ? "."
          : `, ${formatCount(snapshot.eventCalls.requestCount)} of them CloudTrail's ${snapshot.eventCalls.api}.`}
      </p>
      <table className="w-full">
        <thead>
          <tr className="text-muted">
            <th scope="col" className="pr-4 text-left font-medium">
              API
            </th>
            {HEADS.map((head) => (
              <th
                key={head}
                scope="col"
                className={`font-medium ${head === "Status" ? "text-left" : "text-right"} ${head === "At, UTC" ? "" : "pr-4"}`}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {snapshot.apis.map((outcome) => (
            <Outcome key={outcome.api} outcome={outcome} />
          ))}
        </tbody>
      </table>
      <Defects defects={snapshot.defects} />
      <button
        type="button"
        popoverTarget={CALLS_ID}
        popoverTargetAction="hide"
        className="mt-4 rounded border border-line-strong px-3 py-1 hover:bg-sunken"
      >
        Close
      </button>
    </div>
  );
}
