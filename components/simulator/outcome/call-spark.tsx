import { peaksBySlice } from "@/components/simulator/outcome/call-bars";
import type { CallCurve } from "@/lib/domain/simulation/simulation-result";

interface CallSparkProps {
  readonly times: Float64Array;
  readonly today: CallCurve | undefined;
  readonly proposed: CallCurve;
}

const SLICES = 60;
const BOX = { width: 180, height: 22 };

/** Calls a second over the run as bars, with the bucket's refill as a line; the figures beside it say the same. */
export function CallSpark({ times, today, proposed }: CallSparkProps) {
  const { refillPerSecond } = proposed.bucket;
  const highest = Math.max(refillPerSecond * 1.2, proposed.peak.callsPerSecond, today?.peak.callsPerSecond ?? 0);
  const y = (count: number) => BOX.height - (count / highest) * BOX.height;
  const bars = (curve: CallCurve) =>
    [...peaksBySlice(times, curve, SLICES)]
      .map((peak, slice) =>
        peak === 0 ? "" : `M${(slice + 0.5) * (BOX.width / SLICES)} ${BOX.height}V${y(peak).toFixed(1)}`,
      )
      .join("");
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${BOX.width} ${BOX.height}`}
      preserveAspectRatio="none"
      className="mt-1 h-[22px] w-full max-w-60 border-b border-line-strong"
    >
      <path d={bars(proposed)} stroke="var(--chart-proposed)" strokeWidth={2} />
      <path
        d={`M0 ${y(refillPerSecond).toFixed(1)}H${BOX.width}`}
        stroke="var(--chart-lowest)"
        strokeDasharray="3 3"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
