"use client";

import { late } from "@/components/ui/late";

/** A canvas shows nothing without script: it comes when the page stands, into a place of its height. */
export const LateMiniMap = late(
  async () => (await import("@/components/address-map/mini-map")).MiniMap,
  <p className="grid h-[278px] place-items-center text-sm text-muted">The map is being drawn.</p>,
);
