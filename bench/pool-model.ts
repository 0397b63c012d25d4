import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type Fleet, initPlan, nodeStepCount } from "@/lib/domain/ipamd/fleet";
import { type FleetPlan, planFleet } from "@/lib/domain/ipamd/fleet-plan";
import { run } from "@/lib/domain/ipamd/run-fleet";
import type { Scenario } from "@/lib/domain/ipamd/scenario";
import { traceToEnd } from "@/lib/domain/ipamd/trace";
import { ascendingOrder } from "@/lib/domain/ipamd/visit-order";
import { BENCH_SETTINGS, type BenchSettings, benchScenario } from "./bench-scenario";

/** Speeds are node-steps a second on one core: steps of running nodes, whether or not anything can change in them. */
export interface PoolModelFigures {
  readonly nodeSteps: number;
  readonly podEvents: number;
  /** Of the first run in the process, with everything still to be compiled. */
  readonly firstRunPerSecond: number;
  /** The middle one of `RUNS` further runs, and the best. */
  readonly perSecond: number;
  readonly bestPerSecond: number;
  /** The same by the processor time that the further runs took together; other programs on the machine do not slow it. */
  readonly perCpuSecond: number;
  /** With every record of every node written down. */
  readonly withRecordsPerSecond: number;
  readonly planMs: number;
  /** Memory of the state after the run, its pods and waits included, the plan (which checkpoints share) left out. */
  readonly bytesPerNode: number;
}

/** What `PoolModelFigures` are to reach. */
export const POOL_MODEL_TARGETS = { perSecond: 1_500_000, bytesPerNode: 2_048 } as const;

const NODES = 2_000;
const HOURS = 1;
const RUNS = 7;

/** Measures the simulator without anything around it: no JSON, no checks of the scenario. */
export function measurePoolModel(): Record<BenchSettings, PoolModelFigures> {
  const names = Object.keys(BENCH_SETTINGS) as BenchSettings[];
  return Object.fromEntries(names.map((name) => [name, measure(benchScenario(name, NODES, HOURS))])) as Record<
    BenchSettings,
    PoolModelFigures
  >;
}

function measure(scenario: Scenario): PoolModelFigures {
  const planStart = performance.now();
  const plan = planFleet(scenario);
  const planMs = performance.now() - planStart;
  const start = (): Fleet => initPlan(plan, scenario.subnets, { order: ascendingOrder() });
  const first = timeRun(start());
  const fleets = Array.from({ length: RUNS }, start);
  const cpuStart = process.cpuUsage();
  const further = fleets.map((fleet) => timeRun(fleet).ms).sort((a, b) => a - b);
  const cpu = process.cpuUsage(cpuStart);
  const median = further[Math.floor(RUNS / 2)] ?? Number.NaN;
  const perSecond = (ms: number): number => Math.round((first.nodeSteps / ms) * 1_000);
  return {
    nodeSteps: first.nodeSteps,
    podEvents: plan.events.count,
    firstRunPerSecond: perSecond(first.ms),
    perSecond: perSecond(median),
    bestPerSecond: perSecond(further[0] ?? Number.NaN),
    perCpuSecond: perSecond((cpu.user + cpu.system) / 1_000 / RUNS),
    withRecordsPerSecond: perSecond(timeTrace(start())),
    planMs: Math.round(planMs),
    bytesPerNode: bytesPerNode(plan, start),
  };
}

function timeRun(fleet: Fleet): { readonly ms: number; readonly nodeSteps: number } {
  const started = performance.now();
  run(fleet, fleet.plan.endAt);
  return { ms: performance.now() - started, nodeSteps: nodeStepCount(fleet) };
}

function timeTrace(fleet: Fleet): number {
  const started = performance.now();
  traceToEnd(fleet);
  return performance.now() - started;
}

/** Fleets held at once, so that what the engine keeps for itself is small beside them. */
const FLEETS = 4;

function bytesPerNode(plan: FleetPlan, start: () => Fleet): number {
  const before = memoryInUse();
  const fleets = Array.from({ length: FLEETS }, start);
  for (const fleet of fleets) run(fleet, plan.endAt);
  const held = memoryInUse() - before;
  // Used after the measurement, so that they are still there at it.
  return Math.round(held / fleets.reduce((nodes, fleet) => nodes + fleet.plan.nodeCount, 0));
}

/** Bytes of the heap and of array buffers that are reachable. */
function memoryInUse(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  for (let round = 0; round < 4; round++) collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
