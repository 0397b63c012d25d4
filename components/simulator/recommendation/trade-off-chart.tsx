"use client";

import { useMemo, useRef, useState } from "react";
import { useWidth } from "@/components/simulator/chart/use-width";
import { LateTradeOffDots, TRADE_OFF_HEIGHT_PX } from "@/components/simulator/recommendation/late-trade-off-dots";
import { pointWords } from "@/components/simulator/recommendation/point-words";
import { tradeOffPlot } from "@/components/simulator/recommendation/trade-off-plot";
import { useStable } from "@/components/simulator/use-stable";
import type { TradeOffMark } from "@/lib/domain/simulation/trade-off";
import { formatNoun } from "@/lib/format";

interface TradeOffChartProps {
  readonly marks: readonly TradeOffMark[];
  readonly allowedWait: number;
  readonly shown: TradeOffMark | null;
  readonly onChoose: (mark: TradeOffMark) => void;
}

/** Held addresses against the wait, calls as the size of a dot; a click takes a point's settings over. */
export function TradeOffChart({ marks, allowedWait, shown, onChoose }: TradeOffChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [pointed, setPointed] = useState<TradeOffMark | null>(null);
  const plot = useMemo(() => tradeOffPlot(marks, allowedWait), [marks, allowedWait]);
  const choose = useStable(onChoose);
  const told = pointed ?? shown;
  return (
    <div className="min-w-0">
      <div
        ref={box}
        role="img"
        aria-label={`Trade-off of ${formatNoun(marks.length, "setting")}: addresses held against the longest wait. The table below has the figures.`}
        className="min-w-0 overflow-hidden"
        style={{ height: TRADE_OFF_HEIGHT_PX }}
      >
        {width === null || width === 0 ? null : (
          <LateTradeOffDots
            plot={plot}
            width={width}
            height={TRADE_OFF_HEIGHT_PX}
            allowedWait={allowedWait}
            shown={shown}
            onChoose={choose}
            onPoint={setPointed}
          />
        )}
      </div>
      <p className="min-h-9 text-sm text-muted">
        {told === null ? "Point at a mark to read it, click it to propose its settings." : pointWords(told)}
      </p>
      <TradeOffLegend />
    </div>
  );
}

const SIGNS = [
  { sign: "M1 1H9V9H1Z", words: "today’s settings", look: "fill-ink stroke-ink" },
  {
    sign: "M5 0L10 5L5 10L0 5Z",
    words: "the pick, or what comes nearest",
    look: "fill-chart-proposed stroke-chart-proposed",
  },
  {
    sign: "M1 5A4 4 0 1 0 9 5A4 4 0 1 0 1 5",
    words: "on the front: nothing is better in all three",
    look: "fill-chart-proposed stroke-chart-proposed",
  },
  {
    sign: "M1 5A4 4 0 1 0 9 5A4 4 0 1 0 1 5",
    words: "behind it",
    look: "fill-chart-today/50 stroke-chart-today",
  },
  {
    sign: "M1 5A4 4 0 1 0 9 5A4 4 0 1 0 1 5",
    words: "hollow: does not meet the goal",
    look: "fill-panel stroke-chart-today",
  },
] as const;

function TradeOffLegend() {
  return (
    <ul aria-label="Legend" className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
      {SIGNS.map(({ sign, words, look }) => (
        <li key={words} className="inline-flex items-center gap-1.5">
          <svg aria-hidden="true" viewBox="-1 -1 12 12" className={`size-3 shrink-0 ${look}`}>
            <path d={sign} strokeWidth={1.5} />
          </svg>
          {words}
        </li>
      ))}
      <li>a larger mark makes more EC2 calls</li>
    </ul>
  );
}
