"use client";

import dynamic from "next/dynamic";

export const TRADE_OFF_HEIGHT_PX = 340;

/** The chart's library comes when there is something to draw. */
export const LateTradeOffDots = dynamic(
  () => import("@/components/simulator/recommendation/trade-off-dots").then((loaded) => loaded.TradeOffDots),
  {
    ssr: false,
    loading: () => (
      <p className="grid place-items-center text-muted" style={{ height: TRADE_OFF_HEIGHT_PX }}>
        The chart is being drawn.
      </p>
    ),
  },
);
