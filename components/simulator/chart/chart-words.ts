import { bandOf, type ChartSource, countsOf, sampleAt, type TimeSpan } from "@/components/simulator/chart/chart-rows";
import { runTime, signedCount } from "@/components/simulator/figure-words";
import type { ActualCurve, ResultMeasure } from "@/components/simulator/results-props";
import { endOf, lowestOf } from "@/components/simulator/subnet-order";
import { formatCount, formatNoun, formatRange } from "@/lib/format";

export const MEASURE_WORDS: Readonly<Record<ResultMeasure, { readonly title: string; readonly one: string }>> = {
  addresses: { title: "Free addresses", one: "free address" },
  blocks: { title: "Free /28 blocks", one: "free /28 block" },
};

/** `2 free addresses`, `1 free /28 block`. */
export const freeWords = (count: number, measure: ResultMeasure): string =>
  formatNoun(count, MEASURE_WORDS[measure].one, measure === "addresses" ? "free addresses" : "free /28 blocks");

/** When in the run a moment lies, seen from the rollout; empty where nothing is rolled out. */
export function phaseWords(atMs: number, { fromMs, toMs }: TimeSpan): string {
  if (toMs <= fromMs) return "";
  if (atMs < fromMs) return "before the rollout";
  return atMs <= toMs ? "during the rollout" : "after the rollout";
}

/** `lowest: 2 free, +1:20 min, during the rollout`; `lowest: 39 free, at the start` */
export function lowestWords(
  { atMs, count }: { readonly atMs: number; readonly count: number },
  rollout: TimeSpan,
): string {
  const phase = phaseWords(atMs, rollout);
  const when = atMs <= 0 ? "at the start" : `${runTime(atMs)}${phase === "" ? "" : `, ${phase}`}`;
  return `lowest: ${formatCount(count)} free, ${when}`;
}

/** What the curves say at one moment. */
export interface MomentFigures {
  readonly atMs: number;
  readonly today: number;
  readonly proposed: number;
  readonly band: { readonly low: number; readonly high: number } | null;
  /** The newest reading of the account that is not after the moment. */
  readonly actual: number | null;
}

export function figuresAt(source: ChartSource, points: ActualCurve["points"], atMs: number): MomentFigures {
  const { times, today, proposed, measure } = source;
  const sample = sampleAt(times, atMs);
  const band = bandOf(proposed, measure);
  const lowest = lowestOf(proposed, measure);
  const count = lowest.atMs === atMs ? lowest.count : (countsOf(proposed, measure)[sample] ?? 0);
  return {
    atMs,
    today: countsOf(today, measure)[sample] ?? 0,
    proposed: count,
    band:
      band === null
        ? null
        : { low: Math.min(count, band.low[sample] ?? 0), high: Math.max(count, band.high[sample] ?? 0) },
    actual: points.findLast((point) => point.atMs <= atMs)?.free ?? null,
  };
}

/** `118`, or with its band `118 (112–126)`. */
export const countWithBand = ({ proposed, band }: Pick<MomentFigures, "proposed" | "band">): string =>
  band === null || band.low === band.high ? formatCount(proposed) : `${formatCount(proposed)} (${formatRange(band)})`;

/** One moment as a sentence, for the slider's reader. */
export function momentSentence({ atMs, today, proposed, band, actual }: MomentFigures, isUnchanged: boolean): string {
  const parts = isUnchanged
    ? [`today ${formatCount(today)} free`]
    : [
        `proposed ${countWithBand({ proposed, band })} free`,
        `today ${formatCount(today)}`,
        `${signedCount(proposed - today)}`,
      ];
  if (actual !== null) parts.push(`read from the account ${formatCount(actual)}`);
  return `${runTime(atMs)}: ${parts.join(", ")}`;
}

/** The chart in two sentences: its text alternative. */
export function chartSentence(source: ChartSource, label: string, rollout: TimeSpan, isUnchanged: boolean): string {
  const { today, proposed, measure } = source;
  const what = `${MEASURE_WORDS[measure].title} in ${label} over ${runTime(source.times.at(-1) ?? 0).replace("+", "")}`;
  const start = endWords("today’s settings", endOf(today, measure));
  if (isUnchanged) return `${what}: ${start}; ${lowestWords(lowestOf(today, measure), rollout)}.`;
  const end = endWords("the proposal", endOf(proposed, measure));
  return `${what}: ${start}, ${end}. Under the proposal ${lowestWords(lowestOf(proposed, measure), rollout)}.`;
}

const endWords = (side: string, count: number): string => `under ${side} ${formatCount(count)} in the end`;

/**
 * The moments that the slider stops at, ascending: every sample of the span and the lowest point of both sides, so that
 * arrows lead to it.
 */
export function scrubStops({ times, today, proposed, measure, span }: ChartSource): readonly number[] {
  const stops = new Set([...times].filter((time) => time >= span.fromMs && time <= span.toMs));
  for (const curve of [today, proposed]) {
    const { atMs } = lowestOf(curve, measure);
    if (atMs >= span.fromMs && atMs <= span.toMs) stops.add(atMs);
  }
  return [...stops].sort((a, b) => a - b);
}

/** The stop that a key leads to from a moment; null for other keys. */
export function stopAfterKey(stops: readonly number[], atMs: number, key: string): number | null {
  const here = Math.max(
    0,
    stops.findLastIndex((stop) => stop <= atMs),
  );
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowUp: 1,
    ArrowLeft: -1,
    ArrowDown: -1,
    PageUp: 10,
    PageDown: -10,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  };
  const step = steps[key];
  if (step === undefined) return null;
  return stops[Math.min(stops.length - 1, Math.max(0, here + step))] ?? null;
}

const EVEN_MOMENTS = 12;

/** The moments of the chart's table, ascending: even ones, both ends of the rollout, and the lowest points. */
export function tableMoments(source: ChartSource, rollout: TimeSpan): readonly number[] {
  const { times, today, proposed, measure, span } = source;
  const end = times.at(-1) ?? 0;
  const even = Array.from(
    { length: EVEN_MOMENTS + 1 },
    (_, index) => Math.round((end * index) / EVEN_MOMENTS / 1_000) * 1_000,
  );
  const ends = rollout.toMs > rollout.fromMs ? [rollout.fromMs, rollout.toMs] : [];
  const lowest = [lowestOf(today, measure).atMs, lowestOf(proposed, measure).atMs];
  return [...new Set([...even, ...ends, ...lowest])]
    .filter((atMs) => atMs >= span.fromMs && atMs <= span.toMs)
    .sort((a, b) => a - b);
}
