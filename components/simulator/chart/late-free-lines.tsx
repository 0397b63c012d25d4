"use client";

import dynamic from "next/dynamic";
import { CHART_HEIGHT_PX } from "@/components/simulator/chart/plot-frame";

/** The chart's library is as large as the rest of the page: it comes when there is something to draw. */
export const LateFreeLines = dynamic(
  () => import("@/components/simulator/chart/free-lines").then((module) => module.FreeLines),
  {
    ssr: false,
    loading: () => (
      <p className="grid place-items-center text-muted" style={{ height: CHART_HEIGHT_PX }}>
        The chart is being drawn.
      </p>
    ),
  },
);
