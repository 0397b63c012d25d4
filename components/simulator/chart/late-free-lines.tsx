"use client";

import { CHART_HEIGHT_PX } from "@/components/simulator/chart/plot-frame";
import { late } from "@/components/ui/late";

/** The chart's library is as large as the rest of the page: it comes when there is something to draw. */
export const LateFreeLines = late(
  async () => {
    // A library is run as a whole when the first of it is asked for, in one task: what every chart needs goes ahead.
    await import("@/components/simulator/chart/chart-base");
    await new Promise((next) => setTimeout(next));
    return (await import("@/components/simulator/chart/free-lines")).FreeLines;
  },
  <p className="grid place-items-center text-muted" style={{ height: CHART_HEIGHT_PX }}>
    The chart is being drawn.
  </p>,
);
