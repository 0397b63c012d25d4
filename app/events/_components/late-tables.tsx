"use client";

import { drawnFirst } from "@/components/ui/late";

/** The tables that not every page of events has, or that stand below the others: drawn at once, their scripts follow. */
export const LateCallerTable = drawnFirst(
  async () => (await import("@/app/events/_components/caller-table")).CallerTable,
);

export const LateFindingTable = drawnFirst(
  async () => (await import("@/app/events/_components/finding-table")).FindingTable,
);

export const LateOtherTable = drawnFirst(async () => (await import("@/app/events/_components/other-table")).OtherTable);
