import { formatCount, formatNoun } from "@/lib/format";

interface SparkBarsProps {
  readonly counts: readonly number[];
  /** Of each bucket; one that was not read is hatched, not empty. */
  readonly isRead?: readonly boolean[];
  readonly width?: number;
  /** What the bars are, for assistive technology: `Failed calls in subnet nodes-a over 24 h`. */
  readonly label: string;
}

const HEIGHT = 16;

/** A timeline in a table's cell: bars of counts, scaled to their largest; the words beside it have the figures. */
export function SparkBars({ counts, isRead, width = 96, label }: SparkBarsProps) {
  const most = Math.max(1, ...counts);
  const step = width / Math.max(1, counts.length);
  const unread = isRead?.filter((known) => !known).length ?? 0;
  const words = `${label}: ${counts.some((count) => count > 0) ? `at most ${formatCount(most)} in one of ${counts.length} parts` : "none"}${
    unread === 0 ? "" : `, ${formatNoun(unread, "part")} not read`
  }`;
  return (
    <svg
      role="img"
      aria-label={words}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      width={width}
      height={HEIGHT}
      className="inline-block shrink-0 align-middle"
    >
      <path d={`M0 ${HEIGHT - 0.5}H${width}`} stroke="var(--line-strong)" strokeWidth="1" />
      <path d={barsPath(counts, most, step)} fill="var(--shortage-capacity)" />
      {isRead === undefined ? null : (
        <path d={unreadPath(isRead, step)} stroke="var(--line-strong)" strokeWidth="2" strokeDasharray="1 2" />
      )}
    </svg>
  );
}

/** One path for all bars: an element each would weigh more than the picture. Of any count a pixel is seen. */
function barsPath(counts: readonly number[], most: number, step: number): string {
  const gap = step > 3 ? 0.5 : 0;
  return counts
    .map((count, index) => {
      if (count === 0) return "";
      const height = Math.max(2, Math.round((count / most) * (HEIGHT - 2)));
      return `M${(index * step).toFixed(1)} ${HEIGHT - 1}v${-height}h${(step - gap).toFixed(1)}v${height}z`;
    })
    .join("");
}

const unreadPath = (isRead: readonly boolean[], step: number): string =>
  isRead
    .map((known, index) => (known ? "" : `M${(index * step).toFixed(1)} ${HEIGHT - 3}h${step.toFixed(1)}`))
    .join("");
