import { ExportLinks } from "@/app/events/_components/export-links";
import { LateFindingTable } from "@/app/events/_components/late-tables";
import { type EventsAddress, eventsHref } from "@/app/events/search-params";
import { Anchor } from "@/components/ui/anchor";
import { Panel } from "@/components/ui/panel";
import type { EventsView, Incident } from "@/lib/domain/api/event";
import { formatCount } from "@/lib/format";

interface FindingPanelProps {
  readonly events: EventsView;
  readonly address: EventsAddress;
  readonly incident: Incident | null;
  readonly empty: string;
}

/** The events themselves, a page of them, each with its JSON a click away. */
export function FindingPanel({ events, address, incident, empty }: FindingPanelProps) {
  const { reading, findings, next } = events;
  const isLost = address.incident !== null && incident === null;
  return (
    <Panel
      id="calls"
      title={incident === null ? "Calls" : "Calls of the incident"}
      note={
        isLost
          ? "the incident of this link is not in the range, or was not read yet"
          : `${incident === null ? "everything that failed in the range, look-alikes included" : "newest first"}; the time opens the event as CloudTrail has it`
      }
      actions={
        <>
          {address.after === null ? null : (
            <Anchor href={eventsHref(address, { after: null }, "#calls")} className="text-accent underline">
              Newest
            </Anchor>
          )}
          {next === null ? null : (
            <Anchor href={eventsHref(address, { after: next }, "#calls")} className="text-accent underline">
              Older
            </Anchor>
          )}
        </>
      }
    >
      <LateFindingTable findings={findings} empty={isLost ? "No call of it is in the range." : empty} />
      {findings.length === 0 ? null : (
        <p className="mt-2 text-sm text-muted">
          {next === null ? "" : `The newest ${formatCount(findings.length)} from here on; “Older” has the rest. `}
          <ExportLinks
            address={address}
            rows="calls"
            what={
              incident === null ? `all calls ${reading.isComplete ? "of the range" : "read so far"}` : "all its calls"
            }
          />
        </p>
      )}
    </Panel>
  );
}
