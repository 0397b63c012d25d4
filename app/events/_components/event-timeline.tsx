"use client";

import { useRouter } from "next/navigation";
import { useRef } from "react";
import { type EventsAddress, eventsHref } from "@/app/events/search-params";
import { EVENT_BARS_HEIGHT_PX, LateEventBars } from "@/components/events/late-event-bars";
import { useWidth } from "@/components/simulator/chart/use-width";
import type { TimelineBucketView } from "@/lib/domain/api/event";
import { millis } from "@/lib/domain/brand";

interface EventTimelineProps {
  readonly buckets: readonly TimelineBucketView[];
  readonly address: EventsAddress;
  readonly label: string;
}

export function EventTimeline({ buckets, address, label }: EventTimelineProps) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const router = useRouter();
  const choose = ({ fromMs, toMs }: TimelineBucketView) =>
    router.push(
      eventsHref(address, {
        from: millis(fromMs),
        to: millis(toMs),
        incident: null,
        after: null,
        incidentsAfter: null,
      }),
    );
  return (
    <div ref={frame} role="img" aria-label={label} className="overflow-hidden" style={{ height: EVENT_BARS_HEIGHT_PX }}>
      {width === null ? null : (
        <LateEventBars buckets={buckets} width={width} height={EVENT_BARS_HEIGHT_PX} onChoose={choose} />
      )}
    </div>
  );
}
