"use client";

import { late } from "@/components/ui/late";

export const TRADE_OFF_HEIGHT_PX = 340;

/** The chart's library comes when there is something to draw. */
export const LateTradeOffDots = late(
  async () => (await import("@/components/simulator/recommendation/trade-off-dots")).TradeOffDots,
  <p className="grid place-items-center text-muted" style={{ height: TRADE_OFF_HEIGHT_PX }}>
    The chart is being drawn.
  </p>,
);
