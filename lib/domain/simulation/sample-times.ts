/** So many moments over the whole run, and as many again over the rollout. */
const MOMENTS = 180;

/** A span in which much happens; milliseconds. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The moments at which curves are read: whole seconds, ascending, from 0 to the end; closer over the busy spans, and at
 * their very ends. At most about 400 of them for one span.
 */
export function sampleTimes(endAtMs: number, busy: readonly Span[]): Float64Array {
  const times = new Set([0, endAtMs]);
  addEvenly(times, { fromMs: 0, toMs: endAtMs }, MOMENTS);
  for (const span of busy) addEvenly(times, { ...span, toMs: Math.min(span.toMs, endAtMs) }, MOMENTS / busy.length);
  return Float64Array.from(times).sort();
}

function addEvenly(times: Set<number>, { fromMs, toMs }: Span, count: number): void {
  if (toMs < fromMs) return;
  for (let index = 0; index <= count; index++) {
    const at = fromMs + ((toMs - fromMs) * index) / count;
    times.add(Math.min(toMs, Math.round(at / 1_000) * 1_000));
  }
}
