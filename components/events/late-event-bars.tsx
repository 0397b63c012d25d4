"use client";

import { late } from "@/components/ui/late";

export const EVENT_BARS_HEIGHT_PX = 190;

/** The chart's library is as large as the rest of the page: it comes when there is something to draw. */
export const LateEventBars = late(
  async () => (await import("@/components/events/event-bars")).EventBars,
  <p className="grid place-items-center text-muted" style={{ height: EVENT_BARS_HEIGHT_PX }}>
    The chart is being drawn.
  </p>,
);
