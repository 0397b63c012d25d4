import type { Scenario, ScenarioEvent, ScenarioNode } from "@/lib/domain/ipamd/scenario";
import type { Environment } from "@/lib/domain/ipamd/settings";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/time-units";

export const BENCH_SETTINGS = {
  default: { WARM_ENI_TARGET: "1" },
  warmip: { WARM_IP_TARGET: "2", MINIMUM_IP_TARGET: "10" },
  pd: { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" },
} as const satisfies Record<string, Environment>;

export type BenchSettings = keyof typeof BENCH_SETTINGS;

const SUBNETS = 16;
const MEAN_LIFE_MS = 14 * MINUTE_MS;

/**
 * A fleet under churn: m5.xlarge nodes over sixteen roomy subnets, a pod more a minute on each, living a quarter of an
 * hour on average, so about fifteen on a node. The same arguments give the same scenario.
 */
export function benchScenario(settings: BenchSettings, nodeCount: number, hours: number): Scenario {
  const random = mulberry32(1);
  const below = (bound: number): number => Math.floor(random() * bound);
  const endAt = Math.round(hours * HOUR_MS);
  const nodes: ScenarioNode[] = [];
  const events: ScenarioEvent[] = [];
  let pod = 0;
  for (let node = 0; node < nodeCount; node++) {
    nodes.push(m5Xlarge(node, below(5_000)));
    for (let t = 5_000 + below(MINUTE_MS); t < endAt; t += MINUTE_MS / 2 + below(MINUTE_MS)) {
      events.push({ t, node, op: "add", pod: ++pod });
      const end = t + MINUTE_MS + Math.floor(-Math.log(1 - random()) * MEAN_LIFE_MS);
      if (end < endAt) events.push({ t: end, node, op: "remove", pod });
    }
  }
  events.sort((a, b) => a.t - b.t);
  const subnets = Array.from({ length: SUBNETS }, (_, index) => ({
    id: `s${index}`,
    cidr: `10.${index * 16}.0.0/20`,
    preAllocated: [],
  }));
  return { id: `bench-${settings}`, subnets, nodes, env: BENCH_SETTINGS[settings], patch: null, endAt, events };
}

const m5Xlarge = (node: number, startAt: number): ScenarioNode => ({
  id: `n${node}`,
  instanceType: "m5.xlarge",
  maxENIs: 4,
  ipv4PerENI: 15,
  pdSupported: true,
  maxPods: 58,
  startAt,
  subnet: `s${node % SUBNETS}`,
});

/** Numbers of 0 to below 1 (mulberry32). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
