"use client";

import { memo } from "react";
import { Bar, BarChart, CartesianGrid, ReferenceArea, Tooltip, XAxis, YAxis } from "recharts";
import { SHORTAGE_WORDS } from "@/components/events/event-words";
import { bucketWords } from "@/components/events/timeline-words";
import type { TimelineBucketView } from "@/lib/domain/api/event";
import { SHORTAGE_KINDS } from "@/lib/domain/shortage/shortage-kind";
import { DAY_MS } from "@/lib/domain/time-units";
import { formatCount, formatUtcDateTime, formatUtcTime } from "@/lib/format";

interface EventBarsProps {
  readonly buckets: readonly TimelineBucketView[];
  readonly width: number;
  readonly height: number;
  /** A bucket was pressed: show its time alone. */
  readonly onChoose: (bucket: TimelineBucketView) => void;
}

const TICK = { fill: "var(--muted)", fontSize: 12 } as const;
const FILLS = { capacity: "var(--shortage-capacity)", fragmentation: "url(#event-bars-hatch)" } as const;

/** The drawing alone; the words and the table beside it have the same figures. */
export const EventBars = memo(function EventBars({ buckets, width, height, onChoose }: EventBarsProps) {
  const rows = buckets.map((bucket, index) => ({ index, ...bucket.counts }));
  const spanMs = (buckets.at(-1)?.toMs ?? 0) - (buckets[0]?.fromMs ?? 0);
  // The first may be cut short by the range; days alone would be told over and over where a bucket is shorter than one.
  const bucketMs = (buckets[1]?.toMs ?? 0) - (buckets[1]?.fromMs ?? 0);
  const timeOf = (index: number) => {
    const at = buckets[index]?.fromMs ?? 0;
    if (spanMs <= 2 * DAY_MS) return formatUtcTime(at).slice(0, 5);
    return formatUtcDateTime(at).slice(5, bucketMs < DAY_MS ? 16 : 10);
  };
  return (
    <BarChart
      width={width}
      height={height}
      data={rows}
      margin={{ top: 6, right: 4, bottom: 0, left: 0 }}
      barCategoryGap={1}
      accessibilityLayer={false}
      tabIndex={-1}
      onClick={({ activeTooltipIndex }) => {
        const bucket = buckets[Number(activeTooltipIndex ?? -1)];
        if (bucket !== undefined) onChoose(bucket);
      }}
    >
      <defs>
        <Hatch id="event-bars-hatch" stroke="var(--shortage-fragmentation)" />
        <Hatch id="event-bars-unread" stroke="var(--line-strong)" />
      </defs>
      <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
      {unreadRuns(buckets).map(([from, to]) => (
        <ReferenceArea key={from} x1={from} x2={to} fill="url(#event-bars-unread)" fillOpacity={0.5} stroke="none" />
      ))}
      <XAxis
        dataKey="index"
        tickFormatter={timeOf}
        tick={TICK}
        tickLine={false}
        axisLine={{ stroke: "var(--line-strong)" }}
        minTickGap={28}
      />
      <YAxis
        allowDecimals={false}
        tickFormatter={formatCount}
        tick={TICK}
        tickLine={false}
        axisLine={false}
        width={44}
      />
      <Tooltip
        isAnimationActive={false}
        cursor={{ fill: "var(--sunken)", fillOpacity: 0.7 }}
        content={({ active, label }) => {
          const bucket = active ? buckets[Number(label)] : undefined;
          return bucket === undefined ? null : (
            <p className="rounded border border-line-strong bg-panel px-2 py-1 text-sm">{bucketWords(bucket)}</p>
          );
        }}
      />
      {SHORTAGE_KINDS.map((kind) => (
        <Bar
          key={kind}
          dataKey={kind}
          name={SHORTAGE_WORDS[kind].short}
          stackId="calls"
          fill={FILLS[kind]}
          stroke={kind === "fragmentation" ? "var(--shortage-fragmentation)" : "none"}
          isAnimationActive={false}
        />
      ))}
    </BarChart>
  );
});

function Hatch({ id, stroke }: { readonly id: string; readonly stroke: string }) {
  return (
    <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <path d="M0 0V5" stroke={stroke} strokeWidth="3" />
    </pattern>
  );
}

/** The first and last index of each run of buckets that were not, or not wholly, read. */
function unreadRuns(buckets: readonly TimelineBucketView[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const [index, { reading }] of buckets.entries()) {
    if (reading === "read") continue;
    const last = runs.at(-1);
    if (last !== undefined && last[1] === index - 1) last[1] = index;
    else runs.push([index, index]);
  }
  return runs;
}
