import { LateOtherTable } from "@/app/events/_components/late-tables";
import { type EventsAddress, eventsHref } from "@/app/events/search-params";
import { Anchor } from "@/components/ui/anchor";
import { Panel } from "@/components/ui/panel";
import type { EventsView } from "@/lib/domain/api/event";
import { formatNoun } from "@/lib/format";

interface OtherPanelProps {
  readonly events: EventsView;
  readonly address: EventsAddress;
  readonly empty: string;
}

/** What is not a shortage, apart from the shortages: it is taken for one often enough. */
export function OtherPanel({ events, address, empty }: OtherPanelProps) {
  return (
    <Panel title="Look-alikes and other failures" note="no shortage of addresses: nothing above counts them">
      <LateOtherTable others={events.others} address={address} empty={empty} />
      {events.unreadableCount === 0 ? null : (
        <p className="mt-2">
          {formatNoun(events.unreadableCount, "record")} could not be read, and may be anything:{" "}
          <Anchor
            href={eventsHref(
              address,
              { kind: "unreadable", incident: null, after: null, incidentsAfter: null },
              "#calls",
            )}
            className="text-accent underline"
          >
            show them
          </Anchor>
        </p>
      )}
    </Panel>
  );
}
