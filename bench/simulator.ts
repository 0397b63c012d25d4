import { gzipSync } from "node:zlib";
import { liveScope, SHIPPED, type TypeName } from "@/lib/domain/simulation/fixtures/live-scope";
import type { RecommendationGoal } from "@/lib/domain/simulation/recommendation";
import { defaultInput, type Load, NO_LOAD, type SimulationInput } from "@/lib/domain/simulation/simulation-input";
import { Simulator } from "@/lib/domain/simulation/simulator";

/** From a knob's change to the lines of both sides, and to everything; wall-clock, and the processor's time beside it. */
export interface KnobFigures {
  /** The first question after the scope has come: nothing is kept yet, and in the first load nothing compiled. */
  readonly firstLinesMs: number;
  /** The middle one of the further turns. */
  readonly linesMs: number;
  readonly linesCpuMs: number;
  readonly allMs: number;
  readonly allCpuMs: number;
  /** Between two moments at which a run can be cancelled. */
  readonly longestStepMs: number;
}

export interface SimulatorFigures {
  readonly scopeBytes: number;
  readonly scopeCompressedBytes: number;
  readonly prepareMs: number;
  readonly knob: Readonly<Record<LoadName, KnobFigures>>;
  readonly recommendation: { readonly ms: number; readonly cpuMs: number; readonly candidates: number };
}

/** What they are to reach, in Node on one core of two; the screen's own are measured in a browser. */
export const SIMULATOR_TARGETS = { linesMsOf1000Nodes: 200, linesMsOf10000Nodes: 2_000 } as const;

const KINDS: readonly TypeName[] = ["t3.2xlarge", "m5.xlarge", "m5.large", "m5.4xlarge"];
const SUBNETS = 12;

const scopeOf = (nodeCount: number) =>
  liveScope({
    nodes: Array.from({ length: nodeCount }, (_, node) => ({
      type: KINDS[node % KINDS.length] ?? "m5.large",
      subnet: node % SUBNETS,
      pods: (node * 7) % 23,
    })),
    subnets: Array.from({ length: SUBNETS }, (_, number) => ({ cidr: `10.${number}.0.0/16` })),
  });

const LOADS = {
  quiet: NO_LOAD,
  churn: { ...NO_LOAD, churn: { podsPerMinutePerNode: 1, meanLifeSeconds: 300 } },
  burst: { ...NO_LOAD, burst: { pods: 600, nodes: 100, withinSeconds: 30, atSeconds: 900 } },
} as const satisfies Record<string, Load>;

type LoadName = keyof typeof LOADS;

/** The knob is turned from one value to the next, as a person would. */
const KNOB = ["2", "3", "4", "5", "6", "7", "8"];

const GOAL: RecommendationGoal = {
  podsPerNode: 10,
  withinSeconds: 10,
  burstNodes: 20,
  maxWaitSeconds: 5,
  maxCallsPerMinute: 200,
  allowsPrefixes: true,
};

/** One hour of so many nodes. */
function inputAt(warmIpTarget: string, load: Load): SimulationInput {
  const env = { ...SHIPPED, WARM_IP_TARGET: warmIpTarget, MINIMUM_IP_TARGET: "10" };
  return { ...defaultInput(SHIPPED, true), proposal: { env, movedNodes: null }, load };
}

export function measureSimulator(nodeCounts: readonly number[] = [1_000, 10_000]): Record<string, SimulatorFigures> {
  return Object.fromEntries(nodeCounts.map((count) => [`${count} nodes`, measure(count)]));
}

function measure(nodeCount: number): SimulatorFigures {
  const scope = scopeOf(nodeCount);
  const text = JSON.stringify(scope);
  const preparedAt = performance.now();
  const simulator = new Simulator(scope);
  const prepareMs = performance.now() - preparedAt;
  const knob = Object.fromEntries(
    Object.entries(LOADS).map(([name, load]) => [
      name,
      figuresOf(KNOB.map((value) => turn(simulator, inputAt(value, load)))),
    ]),
  ) as Record<LoadName, KnobFigures>;
  return {
    scopeBytes: text.length,
    scopeCompressedBytes: gzipSync(text).length,
    prepareMs: round(prepareMs),
    knob,
    recommendation: search(simulator),
  };
}

interface Turn {
  readonly linesMs: number;
  readonly linesCpuMs: number;
  readonly allMs: number;
  readonly allCpuMs: number;
  readonly longestStepMs: number;
}

function turn(simulator: Simulator, input: SimulationInput): Turn {
  const [startedAt, cpuBefore] = [performance.now(), cpuMs()];
  let lines: { readonly ms: number; readonly cpuMs: number } | null = null;
  let last = startedAt;
  let longestStepMs = 0;
  const steps = simulator.run(input);
  for (;;) {
    const step = steps.next();
    const now = performance.now();
    longestStepMs = Math.max(longestStepMs, now - last);
    last = now;
    if (!step.done && step.value.kind === "result") lines ??= { ms: now - startedAt, cpuMs: cpuMs() - cpuBefore };
    if (!step.done) continue;
    if (step.value.kind !== "done" || !lines) throw new Error(`the run came to ${step.value.kind}`);
    return {
      linesMs: lines.ms,
      linesCpuMs: lines.cpuMs,
      allMs: now - startedAt,
      allCpuMs: cpuMs() - cpuBefore,
      longestStepMs,
    };
  }
}

function figuresOf([first, ...turns]: readonly Turn[]): KnobFigures {
  const middle = (of: (turn: Turn) => number): number => round(median(turns.map(of)));
  return {
    firstLinesMs: round(first?.linesMs ?? Number.NaN),
    linesMs: middle(({ linesMs }) => linesMs),
    linesCpuMs: middle(({ linesCpuMs }) => linesCpuMs),
    allMs: middle(({ allMs }) => allMs),
    allCpuMs: middle(({ allCpuMs }) => allCpuMs),
    longestStepMs: round(Math.max(...turns.map(({ longestStepMs }) => longestStepMs))),
  };
}

function search(simulator: Simulator): SimulatorFigures["recommendation"] {
  const [startedAt, cpuBefore] = [performance.now(), cpuMs()];
  const steps = simulator.recommend(inputAt("2", NO_LOAD), GOAL);
  for (;;) {
    const step = steps.next();
    if (!step.done) continue;
    if (step.value.kind !== "done") throw new Error(`the search came to ${step.value.kind}`);
    const candidates = step.value.recommendation.points.length;
    return { ms: round(performance.now() - startedAt), cpuMs: round(cpuMs() - cpuBefore), candidates };
  }
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const round = (value: number): number => Math.round(value * 10) / 10;
