import type { Metadata } from "next";
import { OutcomeView } from "@/app/_components/outcome-view";
import { EventFilters } from "@/app/events/_components/event-filters";
import { EventsKpis } from "@/app/events/_components/events-kpis";
import { FindingPanel } from "@/app/events/_components/finding-panel";
import { IncidentListPanel } from "@/app/events/_components/incident-list-panel";
import { IncidentPanel } from "@/app/events/_components/incident-panel";
import { OtherPanel } from "@/app/events/_components/other-panel";
import { TimelinePanel } from "@/app/events/_components/timeline-panel";
import { type EventsAddress, eventsParams } from "@/app/events/search-params";
import { ReadingNotice } from "@/components/events/reading-notice";
import { readBackTo, readingWords } from "@/components/events/reading-words";
import { UntilOpen } from "@/components/events/until-open";
import { PageTitle } from "@/components/ui/page-title";
import { UnreadLink } from "@/components/ui/unread-link";
import { type PageQuery, readPageQuery, unreadInPageQuery } from "@/components/url-state/url-param";
import type { EventsView } from "@/lib/domain/api/event";
import { formatUtcDateTime } from "@/lib/format";
import { type EventsAsked, getEvents } from "@/lib/inventory/events/get-events";

export const metadata: Metadata = { title: "Shortage events" };

interface EventsPageProps {
  readonly searchParams: PageQuery;
}

const PER_PAGE = { limit: 100, incidentLimit: 100 };

export default async function EventsPage({ searchParams }: EventsPageProps) {
  const address = await readPageQuery(eventsParams, searchParams);
  const { outcome, unused } = await askFor(address);
  const unread = [...(await unreadInPageQuery(eventsParams, searchParams)), ...unused];
  return (
    <OutcomeView outcome={outcome} title="Shortage events">
      {({ data }) => <Events address={address} events={data} unread={unread} />}
    </OutcomeView>
  );
}

/** A range or a place in a list that makes no sense is left out, and said: the rest of the link still holds. */
async function askFor(address: EventsAddress) {
  const given = Object.fromEntries(Object.entries(address).filter(([, value]) => value !== null)) as EventsAsked;
  const outcome = await getEvents({ ...given, ...PER_PAGE });
  if (outcome.kind !== "invalid") return { outcome, unused: [] };
  const { from: _from, to: _to, after: _after, incidentsAfter: _incidentsAfter, ...rest } = given;
  const unused = outcome.problem.parameter === undefined ? [] : [outcome.problem.parameter];
  return { outcome: await getEvents({ ...rest, ...PER_PAGE }), unused };
}

interface EventsProps {
  readonly address: EventsAddress;
  readonly events: EventsView;
  /** Names of the link's parameters in whose place defaults stand. */
  readonly unread: readonly string[];
}

function Events({ address, events, unread }: EventsProps) {
  const { reading, range, incident } = events;
  return (
    <>
      <PageTitle
        title="Shortage events"
        crumbs={[{ label: "All VPCs", href: "/" }]}
        detail={
          <>
            <span>
              {formatUtcDateTime(range.fromMs).slice(0, 16)} – {formatUtcDateTime(range.toMs).slice(0, 16)} UTC
            </span>
            <span>· {readingWords(reading, range)}</span>
          </>
        }
      />
      <UnreadLink names={unread} />
      <UntilOpen reading={reading} />
      <ReadingNotice reading={reading} range={range} />
      <EventFilters address={address} facets={events.facets} />
      <EventsKpis events={events} />
      <TimelinePanel events={events} address={address} />
      <IncidentListPanel events={events} address={address} empty={emptyWords(events, "shortage")} />
      {incident === null ? null : <IncidentPanel incident={incident} address={address} />}
      <FindingPanel events={events} address={address} incident={incident} empty={emptyWords(events, "failed call")} />
      <OtherPanel events={events} address={address} empty={emptyWords(events, "look-alike")} />
    </>
  );
}

/** "None" is said only of time that was read. */
function emptyWords({ reading, range, facets }: EventsView, what: string): string {
  if (facets.kind.length > 0) return `No ${what} in this range passes the filters.`;
  if (reading.isComplete) return `No ${what} in this range, which was read completely.`;
  if (readBackTo(reading) === null) return `Not known: ${readingWords(reading, range)}.`;
  return `No ${what} in what was read so far: ${readingWords(reading, range)}.`;
}
