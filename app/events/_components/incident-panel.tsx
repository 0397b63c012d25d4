import { LateCallerTable } from "@/app/events/_components/late-tables";
import { type EventsAddress, eventsHref } from "@/app/events/search-params";
import { Advice } from "@/components/events/advice";
import { MessageList } from "@/components/events/message-list";
import { rateWords } from "@/components/events/rate-words";
import { ShortageKindMark } from "@/components/events/shortage-kind-mark";
import { Anchor } from "@/components/ui/anchor";
import { Missing } from "@/components/ui/missing";
import { Panel } from "@/components/ui/panel";
import type { Incident } from "@/lib/domain/api/event";
import { formatNoun, formatRange, formatUtcSpan } from "@/lib/format";

interface IncidentPanelProps {
  readonly incident: Incident;
  readonly address: EventsAddress;
}

/** One incident: what was said, what would help, and who failed. The calls themselves are the panel below. */
export function IncidentPanel({ incident, address }: IncidentPanelProps) {
  const { subnet, kinds, callers, messages } = incident;
  return (
    <Panel
      id="incident"
      title={`Incident in ${subnet === null ? "an unknown subnet" : (subnet.name ?? subnet.id)}`}
      note={
        <span className="inline-flex flex-wrap gap-x-3">
          {kinds.map((kind) => (
            <ShortageKindMark key={kind} kind={kind} />
          ))}
          <span>{timesOf(incident)}</span>
        </span>
      }
      actions={
        <Anchor href={eventsHref(address, { incident: null, after: null })} className="text-accent underline">
          Close
        </Anchor>
      }
    >
      <div className="grid gap-4 lg:grid-cols-2">
        <div>
          <h3 className="mb-1 font-semibold">What AWS said</h3>
          <MessageList messages={messages} />
        </div>
        <div>
          <h3 className="mb-1 font-semibold">What helps</h3>
          <Advice incident={incident} />
          <p className="mt-2 text-muted">
            Free addresses then: <FreeThen incident={incident} />. Pods that waited:{" "}
            <Missing because="Kubernetes is not connected, and EC2 does not know of pods" />.
          </p>
        </div>
      </div>
      <h3 className="mt-4 mb-1 font-semibold">Who failed</h3>
      <LateCallerTable callers={callers} />
    </Panel>
  );
}

function timesOf({ firstAt, lastAt, callCount, callsPerMinute, nodeCount }: Incident): string {
  const rate = callsPerMinute === null ? "" : `, ${rateWords(callsPerMinute)} a minute`;
  return `${formatUtcSpan(firstAt, lastAt)} · ${formatNoun(callCount, "failed call")}${rate} · ${formatNoun(nodeCount, "node")}`;
}

function FreeThen({ incident: { freeThen } }: { readonly incident: Incident }) {
  if (freeThen === null) return <Missing because="no snapshot was taken at that time" />;
  return <b className="font-semibold text-ink">{formatRange(freeThen)}</b>;
}
