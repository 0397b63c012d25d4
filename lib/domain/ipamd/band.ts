import { type Fleet, init } from "@/lib/domain/ipamd/fleet";
import { run } from "@/lib/domain/ipamd/run-fleet";
import type { Scenario } from "@/lib/domain/ipamd/scenario";
import { ascendingOrder, seededOrder } from "@/lib/domain/ipamd/visit-order";

/** A measure over time: as the traces have it, and the least and the most over the drawn orders, the traces' among them. */
export interface Band {
  readonly line: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * Runs the scenario once in ascending order and once for each seed, and measures it at each of the ascending `times`.
 * Which ENI the real ipamd fills, thins or frees first is chance: one run is one of several possible outcomes, the band
 * holds those that were drawn. `bandOf(scenario, [60_000], (fleet) => freeAddresses(fleet), [1, 2, 3])`.
 */
export function bandOf(
  scenario: Scenario,
  times: readonly number[],
  measure: (fleet: Fleet) => number,
  seeds: readonly number[],
): Band {
  const line = measured(init(scenario, ascendingOrder()), times, measure);
  const low = line.slice();
  const high = line.slice();
  for (const seed of seeds) {
    for (const [index, value] of measured(init(scenario, seededOrder(seed)), times, measure).entries()) {
      low[index] = Math.min(low[index] ?? value, value);
      high[index] = Math.max(high[index] ?? value, value);
    }
  }
  return { line, low, high };
}

function measured(fleet: Fleet, times: readonly number[], measure: (fleet: Fleet) => number): Float64Array {
  return Float64Array.from(times, (time) => {
    run(fleet, time);
    return measure(fleet);
  });
}
