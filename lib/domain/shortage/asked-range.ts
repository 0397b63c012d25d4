import { type Millis, millis } from "@/lib/domain/brand";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/time-units";

/** Ranges that end now, by name. CloudTrail itself keeps 90 days. */
const SPANS = { "1h": 1, "6h": 6, "24h": 24, "3d": 72, "7d": 168, "30d": 720, "90d": 2160 } as const;
export type RangeName = keyof typeof SPANS;
export const RANGE_NAMES = Object.keys(SPANS) as RangeName[];
export const DEFAULT_RANGE: RangeName = "24h";

/** A range as a link asks for it. */
export interface AskedRange {
  readonly range?: RangeName | undefined;
  /** Together they win over `range`; `to` alone is none, `from` alone reaches to now. */
  readonly from?: Millis | undefined;
  readonly to?: Millis | undefined;
}

/** Ends of ranges are rounded up, so that what is asked twice within a minute is the same question. */
const toMinute = (at: number): Millis => millis(Math.ceil(at / MINUTE_MS) * MINUTE_MS);

/** The range that was asked for, the last 24 hours when none was; null when it is empty, backwards or a `to` without a `from`. */
export function resolveRange({ range = DEFAULT_RANGE, from, to }: AskedRange, now: number): TimeRange | null {
  if (from === undefined) {
    const toMs = toMinute(now);
    return to === undefined ? { fromMs: millis(toMs - SPANS[range] * HOUR_MS), toMs } : null;
  }
  const toMs = to ?? toMinute(now);
  return from < toMs ? { fromMs: from, toMs } : null;
}

/** `2026-03-01T14:00:00Z`, its seconds and fractions optional; null for any other text, and without a zone. */
export function parseInstant(text: string): Millis | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isFinite(at) ? millis(at) : null;
}
