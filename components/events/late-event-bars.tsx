"use client";

import dynamic from "next/dynamic";

export const EVENT_BARS_HEIGHT_PX = 190;

/** The chart's library is as large as the rest of the page: it comes when there is something to draw. */
export const LateEventBars = dynamic(
  () => import("@/components/events/event-bars").then((module) => module.EventBars),
  {
    ssr: false,
    loading: () => (
      <p className="grid place-items-center text-muted" style={{ height: EVENT_BARS_HEIGHT_PX }}>
        The chart is being drawn.
      </p>
    ),
  },
);
