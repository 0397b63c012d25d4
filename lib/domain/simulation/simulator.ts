import type { SimulationScope } from "@/lib/domain/api/simulation";
import { drain } from "@/lib/domain/ipamd/drain";
import { nodeStepCount } from "@/lib/domain/ipamd/fleet";
import { assumptionsOf } from "@/lib/domain/simulation/assumptions";
import { inputProblems, reasonNotToSimulate } from "@/lib/domain/simulation/check-input";
import { type Comparison, compare, type NamedProposal } from "@/lib/domain/simulation/comparison";
import { withBands } from "@/lib/domain/simulation/curves";
import { type Frame, frameOf } from "@/lib/domain/simulation/frame";
import { goBack } from "@/lib/domain/simulation/go-back";
import { hasLoad } from "@/lib/domain/simulation/load";
import { nodeMomentOf, Replay } from "@/lib/domain/simulation/node-moment";
import { type PreparedScope, prepareScope } from "@/lib/domain/simulation/prepared-scope";
import { type RecommendationOutcome, recommend } from "@/lib/domain/simulation/recommend";
import type { RecommendationGoal } from "@/lib/domain/simulation/recommendation";
import { releaseOf } from "@/lib/domain/simulation/release";
import { RestingPools } from "@/lib/domain/simulation/resting-pools";
import type { Recording } from "@/lib/domain/simulation/run-side";
import { type RunOfSide, SideRunner, type Variant } from "@/lib/domain/simulation/side-runner";
import type { InputProblem, SimulationInput } from "@/lib/domain/simulation/simulation-input";
import { NO_LOAD } from "@/lib/domain/simulation/simulation-input";
import type { NodeMoment, SimulationProgress, SimulationResult } from "@/lib/domain/simulation/simulation-result";
import type { SimulationWarning } from "@/lib/domain/simulation/simulation-warning";
import { warningsOf } from "@/lib/domain/simulation/warnings";

/** What a run gives between two of its parts. */
export type SimulationStep =
  | { readonly kind: "progress"; readonly progress: SimulationProgress }
  | { readonly kind: "result"; readonly result: SimulationResult };

export type SimulatorOutcome =
  | { readonly kind: "done"; readonly result: SimulationResult }
  | { readonly kind: "invalid"; readonly problems: readonly InputProblem[] }
  | { readonly kind: "not-simulated"; readonly because: string };

/** `{ stage → where it begins and ends in the whole, 0..1 }` */
const SHARES = {
  today: [0, 0.1],
  proposed: [0.1, 0.3],
  release: [0.3, 0.4],
  "go-back": [0.4, 0.6],
  band: [0.6, 1],
} as const;

type Stage = keyof typeof SHARES;

const BEGUN: SimulationStep = { kind: "progress", progress: { stage: "today", doneRatio: 0 } };

/** Turns shares of a stage into progress of the whole. */
function* staged<Result>(stage: Stage, steps: Generator<number, Result>): Generator<SimulationStep, Result> {
  const [from, to] = SHARES[stage];
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield { kind: "progress", progress: { stage, doneRatio: from + (to - from) * step.value } };
  }
}

/** Steps that are a part of a stage. */
function* within<Result>(
  [from, to]: readonly [number, number],
  steps: Generator<number, Result>,
): Generator<number, Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield from + (to - from) * step.value;
  }
}

interface LastRun {
  readonly frame: Frame;
  readonly replays: { readonly today: Replay; readonly proposed: Replay };
}

/**
 * Simulations on one scope, one after the other. It keeps what the next run can use again, so keep the simulator as long
 * as the scope. A run is a generator, so that its owner can stop between two steps, or let other things happen.
 */
export class Simulator {
  private readonly prepared: PreparedScope;
  private readonly runner: SideRunner;
  private last: LastRun | null = null;

  constructor(readonly scope: SimulationScope) {
    this.prepared = prepareScope(scope);
    this.runner = new SideRunner(this.prepared);
  }

  /**
   * Both sides first ("lines"), then what needs further runs: what comes back when, the band, the way back. `clock` is
   * any clock in milliseconds.
   */
  *run(input: SimulationInput, clock: () => number = () => 0): Generator<SimulationStep, SimulatorOutcome> {
    const startedAt = clock();
    const problems = inputProblems(this.prepared, input);
    yield BEGUN;
    if (problems.length > 0) return { kind: "invalid", problems };
    const because = reasonNotToSimulate(input);
    if (because !== null) return { kind: "not-simulated", because };
    const frame = frameOf(this.prepared, input);
    yield BEGUN;
    const main: Variant = { order: null, pods: input.pods };
    const today = yield* staged("today", this.runner.today(frame, main));
    const proposed = frame.isUnchanged ? today : yield* staged("proposed", this.runner.proposed(frame, main));
    this.remember(frame, main);
    const lines = this.assemble(frame, { today, proposed }, clock() - startedAt);
    yield { kind: "result", result: lines };
    const released = yield* this.release(frame, main, { ...lines, stage: "complete" }, proposed);
    const banded = yield* this.band(frame, released);
    const warnings = this.warnings(frame, banded, proposed);
    const figures = { ...banded.figures, tookMs: clock() - startedAt };
    return { kind: "done", result: { ...banded, warnings, figures } };
  }

  /** A node at a moment of the last run; null where there was none, or no such node or moment. */
  nodeAt(side: "today" | "proposed", node: number, atMs: number): NodeMoment | null {
    return drain(this.nodeAtSteps(side, node, atMs));
  }

  /** The same in steps of some milliseconds. */
  *nodeAtSteps(side: "today" | "proposed", node: number, atMs: number): Generator<unknown, NodeMoment | null> {
    if (!this.last) return null;
    const { frame, replays } = this.last;
    const nodes = side === "today" ? frame.nodes : frame.proposedNodes;
    if (!(atMs >= 0 && atMs <= frame.endAtMs) || !nodes[node]) return null;
    return nodeMomentOf(yield* replays[side].at(Math.floor(atMs)), node, this.scope);
  }

  /** Several proposals in place of the input's own, all else being equal. Does not touch what `nodeAt` looks at. */
  compare(input: SimulationInput, proposals: readonly NamedProposal[]): Generator<number, Comparison> {
    return compare({ prepared: this.prepared, runner: this.runner }, input, proposals);
  }

  /** The settings that hold the fewest addresses and stand the goal's burst; see `recommend`. */
  recommend(input: SimulationInput, goal: RecommendationGoal): Generator<number, RecommendationOutcome> {
    return recommend(this.prepared, input, goal);
  }

  private census(frame: Frame) {
    return this.runner.censusOf(frame, frame.input.pods);
  }

  private remember(frame: Frame, main: Variant): void {
    const { endAtMs, nodes, proposedNodes, terminations } = frame;
    const today = new Replay(() => this.runner.todayStartSteps(frame, main), [], { nodeCount: nodes.length, endAtMs });
    const proposed = frame.isUnchanged
      ? today
      : new Replay(() => this.runner.proposedStartSteps(frame, main), terminations, {
          nodeCount: proposedNodes.length,
          endAtMs,
        });
    this.last = { frame, replays: { today, proposed } };
  }

  private assemble(
    frame: Frame,
    { today, proposed }: { readonly today: RunOfSide; readonly proposed: RunOfSide },
    tookMs: number,
  ): SimulationResult {
    const { input, proposedNodes } = frame;
    const census = this.census(frame);
    const result: SimulationResult = {
      stage: "lines",
      snapshotId: this.scope.snapshotId,
      times: frame.times,
      rollout: frame.rollout,
      newNodes: proposedNodes
        .slice(this.scope.nodes.length)
        .map(({ instanceId, name, instanceType, subnetId, maxPods, origin, startAtMs }) => ({
          instanceId,
          name,
          instanceType,
          subnetId,
          maxPods,
          origin,
          startAtMs,
        })),
      podCount: census.podCount,
      today: today.result,
      proposed: proposed.result,
      release: null,
      goBack: null,
      warnings: [],
      assumptions: assumptionsOf(this.scope, input),
      figures: { tookMs, nodeSteps: proposed.run ? nodeStepCount(proposed.run.fleet) : 0 },
    };
    return { ...result, warnings: this.warnings(frame, result, proposed) };
  }

  private warnings(frame: Frame, result: SimulationResult, { withoutBlocks }: RunOfSide): SimulationWarning[] {
    return warningsOf({ prepared: this.prepared, frame, result, census: this.census(frame), withoutBlocks });
  }

  /** What comes back, and the way back, from a run of the proposal in which no pod comes or goes. */
  private *release(
    frame: Frame,
    main: Variant,
    result: SimulationResult,
    proposed: RunOfSide,
  ): Generator<SimulationStep, SimulationResult> {
    if (frame.isUnchanged) return result;
    const { input } = frame;
    const isQuiet = !hasLoad(input.load);
    const quiet = isQuiet ? frame : frameOf(this.prepared, { ...input, load: NO_LOAD, durationSeconds: 60 });
    const steps = isQuiet ? justGive(proposed) : this.runner.proposed(quiet, main);
    const { run, result: side } = yield* staged("release", within([0, 0.8], steps));
    if (!run) return result;
    const pools = new RestingPools();
    const { start: before, end: after } = side;
    const counting = releaseOf({ prepared: this.prepared, run, before, after, watched: quiet.watched, pools });
    const release = yield* staged("release", within([0.8, 1], counting));
    // The way back and the band are still to come.
    yield { kind: "result", result: { ...result, stage: "lines", release } };
    const back = yield* staged(
      "go-back",
      goBack({
        prepared: this.prepared,
        input,
        nodes: quiet.proposedNodes,
        targets: frame.targets,
        watched: quiet.watched,
        from: run.fleet,
        heldToday: side.start.held,
      }),
    );
    return { ...result, release, goBack: back };
  }

  private *band(frame: Frame, result: SimulationResult): Generator<SimulationStep, SimulationResult> {
    const { input } = frame;
    const variants: Variant[] = Array.from({ length: input.seededOrders }, (_, index) => ({
      order: input.seed * 1_000 + index + 1,
      pods: input.pods,
    }));
    if (input.spansPodRange && typeof input.pods !== "number") {
      for (const pods of ["low", "high"] as const) if (pods !== input.pods) variants.push({ order: null, pods });
    }
    if (variants.length === 0) return result;
    const today: Recording[] = [];
    const proposed: Recording[] = [];
    for (const [index, variant] of variants.entries()) {
      const share = (half: number): number => (index + half) / variants.length;
      const ofToday = yield* staged("band", within([share(0), share(0.5)], this.runner.today(frame, variant)));
      today.push(ofToday.recording);
      if (frame.isUnchanged) proposed.push(ofToday.recording);
      else {
        const ofProposed = yield* staged("band", within([share(0.5), share(1)], this.runner.proposed(frame, variant)));
        proposed.push(ofProposed.recording);
      }
    }
    return {
      ...result,
      today: { ...result.today, curves: withBands(result.today.curves, today) },
      proposed: { ...result.proposed, curves: withBands(result.proposed.curves, proposed) },
    };
  }
}

// biome-ignore lint/correctness/useYield: takes the place of a run that is over already
function* justGive<Value>(value: Value): Generator<number, Value> {
  return value;
}
