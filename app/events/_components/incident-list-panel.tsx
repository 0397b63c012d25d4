import { ExportLinks } from "@/app/events/_components/export-links";
import { IncidentTable } from "@/app/events/_components/incident-table";
import { type EventsAddress, eventsHref } from "@/app/events/search-params";
import { Anchor } from "@/components/ui/anchor";
import { Panel } from "@/components/ui/panel";
import type { EventsView } from "@/lib/domain/api/event";
import { formatCount, formatNoun } from "@/lib/format";

interface IncidentListPanelProps {
  readonly events: EventsView;
  readonly address: EventsAddress;
  readonly empty: string;
}

/** The incidents of the range, a page of them. */
export function IncidentListPanel({ events, address, empty }: IncidentListPanelProps) {
  const { reading, incidents, incidentCount, nextIncidents } = events;
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
      {incidentCount === 0 ? null : (
        <p className="mt-2 text-sm text-muted">
          {isPaged
            ? `${formatCount(incidents.length)} of ${formatNoun(incidentCount, "incident")}, newest first. `
            : ""}
          <ExportLinks
            address={address}
            rows="incidents"
            what={`all incidents ${reading.isComplete ? "of the range" : "read so far"}`}
          />
        </p>
      )}
    </Panel>
  );
}
