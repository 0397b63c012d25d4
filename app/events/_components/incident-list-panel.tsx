import { IncidentTable } from "@/app/events/_components/incident-table";
import { type EventsAddress, eventsHref } from "@/app/events/search-params";
import { Anchor } from "@/components/ui/anchor";
import { Panel } from "@/components/ui/panel";
import type { EventsView } from "@/lib/domain/api/event";
import { formatCount } from "@/lib/format";

interface IncidentListPanelProps {
  readonly events: EventsView;
  readonly address: EventsAddress;
  readonly empty: string;
}

/** The incidents of the range, a page of them. */
export function IncidentListPanel({ events, address, empty }: IncidentListPanelProps) {
  const { incidents, incidentCount, nextIncidents } = events;
  const isPaged = address.incidentsAfter !== null || nextIncidents !== null;
  return (
    <Panel
      id="incidents"
      title="Incidents"
      note="failures in one subnet without half an hour of silence between them, whoever called"
      actions={
        <>
          {address.incidentsAfter === null ? null : (
            <Anchor
              href={eventsHref(address, { incidentsAfter: null }, "#incidents")}
              className="text-accent underline"
            >
              Newest incidents
            </Anchor>
          )}
          {nextIncidents === null ? null : (
            <Anchor
              href={eventsHref(address, { incidentsAfter: nextIncidents }, "#incidents")}
              className="text-accent underline"
            >
              Older incidents
            </Anchor>
          )}
        </>
      }
    >
      <IncidentTable incidents={incidents} address={address} empty={empty} />
      {isPaged ? (
        <p className="mt-2 text-sm text-muted">
          {formatCount(incidents.length)} of {formatCount(incidentCount)} incidents, newest first
          {nextIncidents === null ? "; these are the oldest." : "; “Older incidents” has the rest."}
        </p>
      ) : null}
    </Panel>
  );
}
