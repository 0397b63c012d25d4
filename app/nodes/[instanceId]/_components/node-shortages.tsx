import { eventsHref } from "@/app/events/search-params";
import { retryWords } from "@/components/events/rate-words";
import { readingWords, unreadBecause } from "@/components/events/reading-words";
import { ShortageKindMark } from "@/components/events/shortage-kind-mark";
import { Anchor } from "@/components/ui/anchor";
import { Missing } from "@/components/ui/missing";
import { Panel } from "@/components/ui/panel";
import type { Incident } from "@/lib/domain/api/event";
import { formatNoun, formatUtcDateTime } from "@/lib/format";
import type { RecentShortages } from "@/lib/inventory/events/get-recent-shortages";

interface NodeShortagesProps {
  readonly instanceId: string;
  readonly recent: RecentShortages | null;
}

/** The node's own failed calls of the last 24 hours, by the incidents that they are part of. */
export function NodeShortages({ instanceId, recent }: NodeShortagesProps) {
  const because = unreadBecause(recent?.reading ?? null, recent?.range ?? null);
  const unknown = because ?? (recent?.isCut === true ? "more callers failed than are kept for this page" : null);
  const own = recent?.incidents.flatMap((incident) => shareOf(incident, instanceId)) ?? [];
  return (
    <Panel
      title="Shortages, last 24 h"
      note={recent === null ? undefined : readingWords(recent.reading, recent.range)}
      actions={
        <Anchor href={eventsHref({ node: instanceId })} className="text-accent underline">
          All events of this node
        </Anchor>
      }
    >
      {own.length === 0 ? (
        <p className="text-muted">
          {unknown === null ? (
            "None of its calls failed for want of addresses."
          ) : (
            <Missing because={unknown} isSpelledOut />
          )}
        </p>
      ) : (
        <ul className="grid gap-1">
          {own.map((share) => (
            <Entry key={share.incident.id} instanceId={instanceId} share={share} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

interface Share {
  readonly incident: Incident;
  readonly callCount: number;
  readonly lastAt: number;
  readonly retryEveryMs: number | null;
}

function shareOf(incident: Incident, instanceId: string): Share[] {
  return incident.callers
    .filter((caller) => caller.instanceId === instanceId)
    .map(({ callCount, lastAt, retryEveryMs }) => ({ incident, callCount, lastAt, retryEveryMs }));
}

interface EntryProps {
  readonly instanceId: string;
  readonly share: Share;
}

function Entry({ instanceId, share }: EntryProps) {
  const { incident, callCount, lastAt, retryEveryMs } = share;
  const words = incident.messages[0]?.message ?? incident.messages[0]?.code;
  return (
    <li className="flex flex-wrap items-center gap-x-3 border-b border-line py-1 last:border-0">
      <Anchor
        href={eventsHref({ node: instanceId, incident: incident.id }, {}, "#incident")}
        className="font-medium text-accent underline"
      >
        {formatUtcDateTime(lastAt).slice(0, 19)}
      </Anchor>
      {incident.kinds.map((kind) => (
        <ShortageKindMark key={kind} kind={kind} />
      ))}
      <span>{formatNoun(callCount, "failed call")}</span>
      {retryEveryMs === null ? null : <span className="text-muted">tries again {retryWords(retryEveryMs)}</span>}
      <span>
        in{" "}
        {incident.subnet === null ? (
          <Missing because="no event says which subnet" />
        ) : (
          <Anchor href={`/subnets/${incident.subnet.id}`} className="text-accent underline">
            {incident.subnet.name ?? incident.subnet.id}
          </Anchor>
        )}
      </span>
      {words === undefined || words === null ? null : <q className="wrap-anywhere text-muted">{words}</q>}
    </li>
  );
}
