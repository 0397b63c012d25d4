import { performance } from "node:perf_hooks";
import { gzipSync } from "node:zlib";
import { liveScope, SHIPPED, type TypeName } from "@/lib/domain/simulation/fixtures/live-scope";
import { simulateWith } from "@/lib/domain/simulation/simulate";
import { defaultInput, type Load, NO_LOAD, type SimulationInput } from "@/lib/domain/simulation/simulation-input";
import { Simulator } from "@/lib/domain/simulation/simulator";

/*
 * How long the simulator takes from a knob's change to the lines of both sides, and to all of it, in Node on one core:
 * `node bin/run.mjs bench-simulator` or `npx tsx bench/simulator.ts [nodes …]`. Prints JSON.
 */

const KINDS: readonly TypeName[] = ["t3.2xlarge", "m5.xlarge", "m5.large", "m5.4xlarge"];

const scopeOf = (nodeCount: number) =>
  liveScope({
    nodes: Array.from({ length: nodeCount }, (_, node) => ({
      type: KINDS[node % KINDS.length] ?? "m5.large",
      subnet: node % 12,
      pods: (node * 7) % 23,
    })),
    subnets: Array.from({ length: 12 }, (_, number) => ({ cidr: `10.${number}.0.0/16` })),
  });

const LOADS: Readonly<Record<string, Load>> = {
  quiet: NO_LOAD,
  churn: { ...NO_LOAD, churn: { podsPerMinutePerNode: 1, meanLifeSeconds: 300 } },
  burst: { ...NO_LOAD, burst: { pods: 600, nodes: 100, withinSeconds: 30, atSeconds: 900 } },
};

/** The knob is turned from one value to the next, as a person would. */
const KNOB = ["2", "3", "4", "5", "6", "7", "8"];

function inputAt(warmIpTarget: string, load: Load): SimulationInput {
  const input = defaultInput(SHIPPED, true);
  const env = { ...SHIPPED, WARM_IP_TARGET: warmIpTarget, MINIMUM_IP_TARGET: "10" };
  return { ...input, proposal: { env, movedNodes: null }, load, ec2: "assumed" };
}

interface Timing {
  readonly linesMs: number;
  readonly allMs: number;
  readonly longestStepMs: number;
}

function turn(simulator: Simulator, input: SimulationInput): Timing {
  const startedAt = performance.now();
  let linesMs = 0;
  let last = startedAt;
  let longestStepMs = 0;
  const step = (): boolean => {
    const now = performance.now();
    longestStepMs = Math.max(longestStepMs, now - last);
    last = now;
    return false;
  };
  const outcome = simulateWith(simulator, input, {
    shouldStop: step,
    onResult: () => {
      linesMs ||= performance.now() - startedAt;
    },
  });
  if (outcome.kind !== "done") throw new Error(`the run came to ${outcome.kind}`);
  return { linesMs, allMs: performance.now() - startedAt, longestStepMs };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const round = (value: number): number => Math.round(value * 10) / 10;

const sizes = process.argv.slice(2).map(Number);
const report: Record<string, unknown> = {};
for (const nodeCount of sizes.length > 0 ? sizes : [1_000, 10_000]) {
  const scope = scopeOf(nodeCount);
  const text = JSON.stringify(scope);
  const preparedAt = performance.now();
  const simulator = new Simulator(scope);
  const prepareMs = performance.now() - preparedAt;
  const byLoad: Record<string, unknown> = {};
  for (const [name, load] of Object.entries(LOADS)) {
    const [first, ...turns] = KNOB.map((value) => turn(simulator, inputAt(value, load)));
    byLoad[name] = {
      firstLinesMs: round(first?.linesMs ?? 0),
      linesMs: round(median(turns.map(({ linesMs }) => linesMs))),
      allMs: round(median(turns.map(({ allMs }) => allMs))),
      longestStepMs: round(Math.max(...turns.map(({ longestStepMs }) => longestStepMs))),
    };
  }
  report[nodeCount] = {
    scope: { bytes: text.length, compressedBytes: gzipSync(text).length, prepareMs: round(prepareMs) },
    rssMb: Math.round(process.memoryUsage.rss() / 1e6),
    ...byLoad,
  };
}
console.log(JSON.stringify(report, null, 2));
