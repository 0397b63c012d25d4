import type { Metadata } from "next";
import type { ComponentProps } from "react";
import { OutcomeView } from "@/app/_components/outcome-view";
import { EventFilters } from "@/app/events/_components/event-filters";
import { EventsKpis } from "@/app/events/_components/events-kpis";
import { FindingPanel } from "@/app/events/_components/finding-panel";
import { IncidentListPanel } from "@/app/events/_components/incident-list-panel";
import { IncidentPanel } from "@/app/events/_components/incident-panel";
import { OtherPanel } from "@/app/events/_components/other-panel";
import { TellingNotice } from "@/app/events/_components/telling-notice";
import { TimelinePanel } from "@/app/events/_components/timeline-panel";
import { type ShownStep, ToldLater } from "@/app/events/_components/told-later";
import { type EventsAddress, eventsHref, eventsParams } from "@/app/events/search-params";
import { ReadingNotice } from "@/components/events/reading-notice";
import { readBackTo, readingWords } from "@/components/events/reading-words";
import { UntilOpen } from "@/components/events/until-open";
import { PageTitle } from "@/components/ui/page-title";
import { UnreadLink } from "@/components/ui/unread-link";
import { type PageQuery, readPageQuery, unreadInPageQuery } from "@/components/url-state/url-param";
import type { EventReading, EventsView } from "@/lib/domain/api/event";
import { formatUtcDateTime } from "@/lib/format";
import { type BegunEvents, beginEvents, type EventsAsked, type EventsStep } from "@/lib/inventory/events/get-events";

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
  const outcome = await beginEvents({ ...given, ...PER_PAGE });
  if (outcome.kind !== "invalid") return { outcome, unused: [] };
  const { from: _from, to: _to, after: _after, incidentsAfter: _incidentsAfter, ...rest } = given;
  const unused = outcome.problem.parameter === undefined ? [] : [outcome.problem.parameter];
  return { outcome: await beginEvents({ ...rest, ...PER_PAGE }), unused };
}

interface EventsProps {
  readonly address: EventsAddress;
  readonly events: BegunEvents;
  /** Names of the link's parameters in whose place defaults stand. */
  readonly unread: readonly string[];
}

function Events({ address, events: { range, reading, first, later }, unread }: EventsProps) {
  const show = (step: EventsStep): ShownStep => ({
    isWhole: step.kind === "told",
    node:
      step.kind === "told" ? (
        <Told address={address} events={step.view} isStoreLost={isLost(step.view.reading) && !isLost(reading)} />
      ) : (
        <Untold address={address} range={range} soFar={step.soFar} />
      ),
  });
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
      <ToldLater question={eventsHref(address)} first={show(first)} later={later && shownSteps(later, show)} />
    </>
  );
}

const isLost = ({ store }: EventReading): boolean => store.status === "unavailable";

const shownSteps = (steps: AsyncIterable<EventsStep>, show: (step: EventsStep) => ShownStep) => ({
  async *[Symbol.asyncIterator]() {
    for await (const step of steps) yield show(step);
  },
});

/** The filters come first in both, so that they stay as they are, a choice half made included. */
function Untold({ address, range, soFar }: ComponentProps<typeof TellingNotice> & { readonly address: EventsAddress }) {
  return (
    <>
      <EventFilters address={address} facets={null} />
      <TellingNotice range={range} soFar={soFar} />
    </>
  );
}

interface ToldProps {
  readonly address: EventsAddress;
  readonly events: EventsView;
  /** The store was open when the page began: the page does not say so yet. */
  readonly isStoreLost: boolean;
}

function Told({ address, events, isStoreLost }: ToldProps) {
  const { reading, range, incident } = events;
  return (
    <>
      <EventFilters address={address} facets={events.facets} />
      {isStoreLost ? <ReadingNotice reading={reading} range={range} /> : null}
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
