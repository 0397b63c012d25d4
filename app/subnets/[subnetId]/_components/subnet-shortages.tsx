import { eventsHref } from "@/app/events/search-params";
import { Advice } from "@/components/events/advice";
import { MessageList } from "@/components/events/message-list";
import { NodeLink } from "@/components/events/node-link";
import { readingWords, unreadBecause } from "@/components/events/reading-words";
import { ShortageKindMark } from "@/components/events/shortage-kind-mark";
import { SparkBars } from "@/components/events/spark-bars";
import { Anchor } from "@/components/ui/anchor";
import { Missing } from "@/components/ui/missing";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import type { Incident, SubnetShortages } from "@/lib/domain/api/event";
import type { SubnetDetail } from "@/lib/domain/api/subnet";
import { formatNoun, formatRange, formatUtcDateTime, formatUtcSpan } from "@/lib/format";
import type { RecentShortages } from "@/lib/inventory/events/get-recent-shortages";

interface SubnetShortagesProps {
  readonly subnet: SubnetDetail;
  /** Null while nothing is known. */
  readonly recent: RecentShortages | null;
}

const MOST_INCIDENTS = 3;

/** The failed calls of the last 24 hours in this subnet: what AWS said, who failed, what helps. */
export function SubnetShortagesPanel({ subnet, recent }: SubnetShortagesProps) {
  const incidents = recent?.incidents.filter((each) => each.subnet?.id === subnet.id) ?? [];
  const figures = recent?.subnets.find((each) => each.subnet?.id === subnet.id);
  const incidentCount = Math.max(incidents.length, figures?.incidentCount ?? 0);
  const because = unreadBecause(recent?.reading ?? null, recent?.range ?? null);
  const all = eventsHref({ subnet: subnet.id });
  return (
    <Panel
      id="shortages"
      title="Shortages, last 24 h"
      note={
        recent === null || figures === undefined ? undefined : (
          <Summary figures={figures} recent={recent} because={because} />
        )
      }
      actions={
        <Anchor href={all} className="text-accent underline">
          All events of this subnet
        </Anchor>
      }
    >
      {incidents.length === 0 ? (
        <p className="text-muted">
          {because === null ? (
            "No failed call; the 24 h were read completely."
          ) : (
            <Unread because={because} recent={recent} />
          )}
        </p>
      ) : (
        <div className="grid gap-4">
          {incidents.slice(0, MOST_INCIDENTS).map((incident) => (
            <IncidentBrief key={incident.id} incident={incident} />
          ))}
          {incidentCount <= MOST_INCIDENTS ? null : (
            <p>
              <Anchor href={all} className="text-accent underline">
                {formatNoun(incidentCount - Math.min(MOST_INCIDENTS, incidents.length), "earlier incident")}
              </Anchor>
            </p>
          )}
        </div>
      )}
    </Panel>
  );
}

function Unread({ because, recent }: { readonly because: string; readonly recent: RecentShortages | null }) {
  return (
    <>
      <Missing because={because} isSpelledOut />
      {recent?.reading.status !== "denied" || recent.reading.problem === null
        ? null
        : `. ${recent.reading.problem.remedy}`}
    </>
  );
}

interface SummaryProps {
  readonly figures: SubnetShortages;
  readonly recent: RecentShortages;
  readonly because: string | null;
}

function Summary({ figures, recent: { reading, range, timeline }, because }: SummaryProps) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3">
      <span>
        {because === null ? "" : "≥ "}
        {formatNoun(figures.incidentCount, "incident")}, {formatNoun(figures.callCount, "failed call")} of{" "}
        {formatNoun(figures.nodeCount, "node")}
      </span>
      <SparkBars
        counts={figures.buckets}
        isRead={timeline.map((bucket) => bucket.reading === "read")}
        label="Failed calls in this subnet over 24 h"
      />
      <span>{readingWords(reading, range)}</span>
    </span>
  );
}

function IncidentBrief({ incident }: { readonly incident: Incident }) {
  const { id, firstAt, lastAt, isOngoing, kinds, callCount, messages, freeThen, subnet } = incident;
  return (
    <article aria-label={`Incident of ${formatUtcDateTime(firstAt)}`} className="border-l-3 border-harm pl-3">
      <p className="flex flex-wrap items-center gap-x-3">
        <Anchor
          href={eventsHref({ subnet: subnet?.id ?? null, incident: id }, {}, "#incident")}
          className="font-semibold text-accent underline"
        >
          {formatUtcSpan(firstAt, lastAt)}
        </Anchor>
        {isOngoing ? <Tag tone="harm">going on</Tag> : null}
        {kinds.map((kind) => (
          <ShortageKindMark key={kind} kind={kind} />
        ))}
        <span>{formatNoun(callCount, "failed call")}</span>
        <span className="text-muted">
          free then:{" "}
          {freeThen === null ? <Missing because="no snapshot was taken at that time" /> : formatRange(freeThen)}
        </span>
      </p>
      <MessageList messages={messages} />
      <FailingNodes incident={incident} />
      <Advice incident={incident} />
    </article>
  );
}

const MOST_CALLERS = 8;

function FailingNodes({ incident: { callers, callerCount } }: { readonly incident: Incident }) {
  return (
    <p className="my-1">
      Failed:{" "}
      {callers.slice(0, MOST_CALLERS).map((caller, index) => (
        <span key={`${caller.kind} ${caller.id}`}>
          {index === 0 ? "" : ", "}
          <NodeLink caller={caller} />
        </span>
      ))}
      {callerCount <= MOST_CALLERS ? "" : ` and ${formatNoun(callerCount - MOST_CALLERS, "more caller")}`}
    </p>
  );
}
