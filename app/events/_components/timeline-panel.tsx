import { EventTimeline } from "@/app/events/_components/event-timeline";
import type { EventsAddress } from "@/app/events/search-params";
import { ShortageKindMark } from "@/components/events/shortage-kind-mark";
import { countWords, timelineWords } from "@/components/events/timeline-words";
import { Panel } from "@/components/ui/panel";
import type { EventsView } from "@/lib/domain/api/event";
import { SHORTAGE_KINDS } from "@/lib/domain/shortage/shortage-kind";
import { formatUtcDateTime } from "@/lib/format";

interface TimelinePanelProps {
  readonly events: EventsView;
  readonly address: EventsAddress;
}

/** Failed calls over the range, by kind: drawn, told in a sentence and tabled. */
export function TimelinePanel({ events: { timeline, reading }, address }: TimelinePanelProps) {
  const words = timelineWords(timeline, reading.isComplete);
  return (
    <Panel title="Failed calls over time" note={words}>
      <EventTimeline buckets={timeline} address={address} label={words} />
      <ul aria-label="Legend" className="mt-1 flex flex-wrap gap-x-3.5 gap-y-1 text-sm text-muted">
        {SHORTAGE_KINDS.map((kind) => (
          <li key={kind}>
            <ShortageKindMark kind={kind} />
          </li>
        ))}
        <li className="inline-flex items-center gap-1.5">
          <i aria-hidden="true" className="unknown-fill inline-block size-[11px] rounded-xs" />
          not, or only partly, read
        </li>
        <li>a bar opens its time alone</li>
      </ul>
      <details className="mt-1 text-sm">
        <summary className="w-fit text-muted">In figures</summary>
        <ul className="columns-[18rem] gap-6">
          {timeline.map((bucket) => (
            <li key={bucket.fromMs}>
              {formatUtcDateTime(bucket.fromMs).slice(5, 16)}: {countWords(bucket)}
            </li>
          ))}
        </ul>
      </details>
    </Panel>
  );
}
