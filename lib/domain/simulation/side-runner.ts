import { drain } from "@/lib/domain/ipamd/drain";
import { ASSIGN, CREATE } from "@/lib/domain/ipamd/ec2-actions";
import { checkpointSteps, type Fleet } from "@/lib/domain/ipamd/fleet";
import type { PlannedEvents } from "@/lib/domain/ipamd/fleet-plan";
import { eventsByNodeSteps } from "@/lib/domain/ipamd/node-events";
import { callCounts } from "@/lib/domain/ipamd/node-pool";
import { isDatastorePoolTooLow } from "@/lib/domain/ipamd/pool-decisions";
import { atZero } from "@/lib/domain/simulation/at-zero";
import { callCurvesOf } from "@/lib/domain/simulation/call-curves";
import { curvesOf } from "@/lib/domain/simulation/curves";
import type { Frame } from "@/lib/domain/simulation/frame";
import { planPodsSteps } from "@/lib/domain/simulation/load";
import { moveLives } from "@/lib/domain/simulation/moved-pods";
import { nodeFiguresOf, typeFiguresOf } from "@/lib/domain/simulation/node-figures";
import type { Side } from "@/lib/domain/simulation/node-settings";
import { type PodCensus, takeCensusSteps } from "@/lib/domain/simulation/pod-census";
import { toEventsSteps } from "@/lib/domain/simulation/pod-lives";
import type { PreparedScope } from "@/lib/domain/simulation/prepared-scope";
import { isAtRest, type Recording, runSide, type SideRun } from "@/lib/domain/simulation/run-side";
import { type OrderSeed, startFleetSteps, withPatchSteps } from "@/lib/domain/simulation/side-plan";
import type { PodsAssumption } from "@/lib/domain/simulation/simulation-input";
import type { NodeFigures, SideResult } from "@/lib/domain/simulation/simulation-result";
import { SmallCache } from "@/lib/domain/simulation/small-cache";
import { ceilingsOf, waitFiguresOf } from "@/lib/domain/simulation/waits";

/** What makes one run differ from another of the same frame. */
export interface Variant {
  readonly order: OrderSeed;
  readonly pods: PodsAssumption;
}

/** A side's state before its first instant, and what is known of it. */
interface SideStart {
  readonly fleet: Fleet;
  readonly figures: NodeFigures;
  readonly unschedulableCount: number;
}

/** The pods of a run. */
interface PlannedRun {
  readonly events: PlannedEvents;
  readonly unschedulableCount: number;
}

/** Starts of so many nodes together are kept; one of a thousand takes some two megabytes. */
const KEPT_NODES = 20_000;

/** A side as it was run. `run` is null for today's side of before, of which only the result was kept. */
export interface RunOfSide {
  readonly result: SideResult;
  readonly recording: Recording;
  readonly run: SideRun | null;
  /** Nodes whose pools are too low for want of prefixes at the end. */
  readonly withoutBlocks: readonly number[];
}

/**
 * Runs the sides of a scope. What does not change with the proposed settings is kept from run to run: which pods are
 * where, the fleet as taken over, today's side.
 */
export class SideRunner {
  private readonly censuses = new SmallCache<PodCensus>(4);
  private readonly plans = new SmallCache<PlannedRun>(3);
  private readonly starts: SmallCache<SideStart>;
  private readonly todays = new SmallCache<RunOfSide>(16);

  constructor(private readonly prepared: PreparedScope) {
    this.starts = new SmallCache(Math.max(2, Math.min(12, Math.floor(KEPT_NODES / (prepared.nodes.length + 1)))));
  }

  censusOf(frame: Frame, pods: PodsAssumption): PodCensus {
    return drain(this.census(frame, pods));
  }

  private *census({ input, targets }: Frame, pods: PodsAssumption): Generator<number, PodCensus> {
    const key = JSON.stringify([input.today, input.isTodayAssumed, pods]);
    const known = this.censuses.get(key);
    if (known) return known;
    const census = yield* atZero(takeCensusSteps(this.prepared, targets, pods));
    this.censuses.set(key, census);
    return census;
  }

  /** Today's settings, without any rollout. */
  *today(frame: Frame, variant: Variant): Generator<number, RunOfSide> {
    const key = JSON.stringify([startKey(frame, variant, false), [...frame.times], frame.proposedNodes.length]);
    const known = this.todays.get(key);
    if (known) return known;
    const start = yield* this.start(frame, variant, false);
    yield 0;
    const fleet = yield* atZero(checkpointSteps(start.fleet));
    yield 0;
    const done = yield* this.run(frame, start, { fleet, side: "today" });
    const kept = { ...done, run: null };
    this.todays.set(key, kept);
    return kept;
  }

  /** The proposed settings, rolled out, and nodes that move. */
  *proposed(frame: Frame, variant: Variant): Generator<number, RunOfSide> {
    const start = yield* this.start(frame, variant, true);
    yield 0;
    const fleet = yield* atZero(this.patched(frame, variant, start));
    yield 0;
    return yield* this.run(frame, start, { fleet, side: "proposed" });
  }

  /** The proposal's fleet before its first instant. */
  proposedStart(frame: Frame, variant: Variant): Fleet {
    return drain(this.proposedStartSteps(frame, variant));
  }

  *proposedStartSteps(frame: Frame, variant: Variant): Generator<unknown, Fleet> {
    return yield* this.patched(frame, variant, yield* this.start(frame, variant, true));
  }

  todayStart(frame: Frame, variant: Variant): Fleet {
    return drain(this.todayStartSteps(frame, variant));
  }

  *todayStartSteps(frame: Frame, variant: Variant): Generator<unknown, Fleet> {
    const { fleet } = yield* this.start(frame, variant, false);
    return yield* checkpointSteps(fleet);
  }

  private patched(frame: Frame, { order }: Variant, { fleet }: SideStart): Generator<undefined, Fleet> {
    const { input, targets, proposedNodes: nodes, isEnvChanged } = frame;
    if (!isEnvChanged) return checkpointSteps(fleet);
    const { prepared } = this;
    return withPatchSteps(fleet, { prepared, nodes, targets, side: "proposed", rollout: input.rollout, order });
  }

  private *run(
    frame: Frame,
    start: SideStart,
    { fleet, side }: { readonly fleet: Fleet; readonly side: Side },
  ): Generator<number, RunOfSide & { readonly run: SideRun }> {
    const { times, watched, terminations, proposedNodes } = frame;
    const going = side === "proposed" ? terminations : [];
    const run = yield* runSide({ fleet, times, watched, terminations: going });
    const end = nodeFiguresOf(run.fleet, proposedNodes.length);
    yield 1;
    const waits = waitFiguresOf(run.fleet, start.unschedulableCount);
    yield 1;
    const types = typeFiguresOf(proposedNodes, end);
    yield 1;
    const result: SideResult = {
      curves: curvesOf(run, this.prepared, watched),
      calls: callCurvesOf(run, times),
      waits,
      ceilings: ceilingsOf(run.fleet),
      start: start.figures,
      end,
      types,
      notLaunchedCount: countNotLaunched(frame, end, going.length),
      atRestMs: isAtRest(run.fleet) ? run.ec2.lastChangeAt : null,
    };
    yield 1;
    return { result, recording: run.recording, run, withoutBlocks: nodesWithoutBlocks(run.fleet) };
  }

  /** Gives 0 between its parts. */
  private *start(frame: Frame, variant: Variant, isProposed: boolean): Generator<number, SideStart> {
    const withMoves = isProposed && frame.terminations.length > 0;
    const key = JSON.stringify(startKey(frame, variant, withMoves));
    const known = this.starts.get(key);
    if (known) return known;
    const { prepared } = this;
    const { input, targets, endAtMs } = frame;
    const { order, pods } = variant;
    const nodes = withMoves ? frame.proposedNodes : frame.nodes;
    const census = yield* this.census(frame, pods);
    const { events, unschedulableCount } = yield* this.plan(frame, variant, withMoves);
    const fleet = yield* atZero(startFleetSteps({ prepared, input, nodes, census, events, targets, order, endAtMs }));
    yield 0;
    const figures = nodeFiguresOf(fleet, frame.proposedNodes.length);
    const start = { fleet, figures, unschedulableCount };
    this.starts.set(key, start);
    return start;
  }

  /** The pods' comings and goings, which no order of restarts or ENIs changes. */
  private *plan(frame: Frame, { pods }: Variant, withMoves: boolean): Generator<number, PlannedRun> {
    const key = JSON.stringify(startKey(frame, { order: null, pods }, withMoves));
    const known = this.plans.get(key);
    if (known) return known;
    const census = yield* this.census(frame, pods);
    const planned = yield* atZero(planPodsSteps(frame.nodes, census, frame.input));
    yield 0;
    const lives = withMoves ? moveLives(planned.lives, frame.proposedNodes) : planned.lives;
    const events = yield* atZero(toEventsSteps(lives, frame.endAtMs));
    yield* atZero(eventsByNodeSteps(events));
    yield 0;
    const run = { events, unschedulableCount: planned.unschedulableCount };
    this.plans.set(key, run);
    return run;
  }
}

/** Everything that a start depends on: all of the input but the proposed settings. */
function startKey({ input, endAtMs }: Frame, { order, pods }: Variant, withMoves: boolean): unknown[] {
  const { today, isTodayAssumed, load, ec2, podSubnets, durationSeconds, seed, proposal } = input;
  const moves = withMoves ? proposal.movedNodes : null;
  return [today, isTodayAssumed, load, ec2, podSubnets, durationSeconds, seed, endAtMs, order, pods, moves];
}

/** A try to get prefixes has failed, and they are still short. */
const nodesWithoutBlocks = ({ processes }: Fleet): number[] =>
  [...processes.keys()].filter((node) => {
    const pool = processes[node]?.pool;
    if (!pool?.targets.prefixDelegation || !isDatastorePoolTooLow(pool)) return false;
    return callCounts(pool, ASSIGN)[1] + callCounts(pool, CREATE)[1] > 0;
  });

/** New nodes that should be there by the end and are not. */
function countNotLaunched({ nodes, proposedNodes, endAtMs }: Frame, end: NodeFigures, goingCount: number): number {
  const there = goingCount > 0 ? proposedNodes : nodes;
  return there.reduce((count, { origin, startAtMs }, node) => {
    const isMissing = origin !== "observed" && startAtMs <= endAtMs && end.exists[node] !== 1;
    return isMissing ? count + 1 : count;
  }, 0);
}
