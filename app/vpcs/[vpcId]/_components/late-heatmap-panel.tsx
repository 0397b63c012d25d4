"use client";

import { drawnFirst } from "@/components/ui/late";

/** The heatmap stands in the page that the server sends; its keys and its choice of colour follow. */
export const LateHeatmapPanel = drawnFirst(
  async () => (await import("@/app/vpcs/[vpcId]/_components/heatmap-panel")).HeatmapPanel,
);
