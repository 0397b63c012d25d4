import { drain } from "@/lib/domain/ipamd/drain";
import { drawExponential, drawSome, drawsFor } from "@/lib/domain/simulation/draw";
import { type PodCensus, podCapacityOf } from "@/lib/domain/simulation/pod-census";
import { FROM_BEFORE, PodLives, STAYS } from "@/lib/domain/simulation/pod-lives";
import { NODE_READY_MS, type RunNodeSpec } from "@/lib/domain/simulation/run-nodes";
import type { Burst, Churn, Drain, Load, SimulationInput } from "@/lib/domain/simulation/simulation-input";
import { MINUTE_MS } from "@/lib/domain/time-units";

const toMs = (seconds: number): number => Math.round(seconds * 1_000);

/** The pods of a run, and how many had no node to go to. */
export interface PlannedPods {
  readonly lives: PodLives;
  /** Every node had its max pods. */
  readonly unschedulableCount: number;
}

/** Whether the load brings or takes anything. */
export const hasLoad = ({ churn, burst, drain, addedNodes }: Load): boolean =>
  churn !== null || burst !== null || drain !== null || addedNodes !== null;

/**
 * All pods of a run: those that the nodes have, and what the load brings and takes. A node never gets more pods than its
 * max pods allow, as the scheduler would see to. Equal inputs and seeds give equal pods; the settings do not matter.
 */
export const planPods = (nodes: readonly RunNodeSpec[], census: PodCensus, input: SimulationInput): PlannedPods =>
  drain(planPodsSteps(nodes, census, input));

/** The same in steps of some milliseconds. */
export function* planPodsSteps(
  nodes: readonly RunNodeSpec[],
  census: PodCensus,
  input: SimulationInput,
): Generator<undefined, PlannedPods> {
  const planner = new PodPlanner(nodes, input);
  planner.settle(census);
  yield;
  const { drain, churn, burst } = input.load;
  if (drain) planner.drain(drain);
  if (burst) planner.burst(burst);
  if (churn) yield* planner.churn(churn);
  return { lives: planner.lives, unschedulableCount: planner.unschedulableCount };
}

/** About so many pods are planned without a break. */
const PODS_A_STEP = 50_000;

class PodPlanner {
  readonly lives = new PodLives();
  unschedulableCount = 0;
  /** `{ node → its pods }` of those that come and go not by churn. */
  private readonly residents: number[][];
  private readonly endAt: number;

  constructor(
    private readonly nodes: readonly RunNodeSpec[],
    private readonly input: SimulationInput,
  ) {
    this.residents = nodes.map(() => []);
    this.endAt = toMs(input.durationSeconds);
  }

  settle({ placed, beyond }: PodCensus): void {
    for (const [node, pods] of placed.entries()) {
      for (const _ of pods) this.stay(node, FROM_BEFORE);
    }
    for (const [node, count] of beyond.entries()) for (let pod = 0; pod < count; pod++) this.stay(node, 0);
    const perNode = this.input.load.addedNodes?.podsPerNode ?? 0;
    for (const [node, { origin, startAtMs, maxPods }] of this.nodes.entries()) {
      const count = origin === "added" ? Math.min(perNode, podCapacityOf(maxPods)) : 0;
      for (let pod = 0; pod < count; pod++) this.stay(node, startAtMs + NODE_READY_MS);
    }
  }

  private stay(node: number, from: number): void {
    this.residents[node]?.push(this.lives.add(node, from, STAYS));
  }

  drain({ share, atSeconds }: Drain): void {
    const at = toMs(atSeconds);
    for (const [node, { instanceId }] of this.nodes.entries()) {
      const here = (this.residents[node] ?? []).filter((pod) => (this.lives.from[pod] ?? 0) < at);
      const draws = drawsFor(`drain ${instanceId}`, this.input.seed);
      for (const index of drawSome(draws, Math.round(share * here.length), here.length)) {
        this.lives.until[here[index] ?? -1] = at;
      }
    }
  }

  /** Short-lived pods, node by node. */
  *churn({ podsPerMinutePerNode, meanLifeSeconds }: Churn): Generator<undefined, void> {
    if (podsPerMinutePerNode === 0) return;
    let breakAt = this.lives.count + PODS_A_STEP;
    for (const [node, spec] of this.nodes.entries()) {
      if (this.lives.count >= breakAt) {
        yield;
        breakAt = this.lives.count + PODS_A_STEP;
      }
      const draws = drawsFor(`churn ${spec.instanceId}`, this.input.seed);
      const leaving: number[] = [];
      const readyAt = spec.origin === "observed" ? 0 : spec.startAtMs + NODE_READY_MS;
      let at = readyAt;
      for (;;) {
        at += drawExponential(draws, MINUTE_MS / podsPerMinutePerNode);
        if (at > this.endAt) break;
        const until = at + drawExponential(draws, meanLifeSeconds * 1_000);
        for (let index = leaving.length - 1; index >= 0; index--) {
          if ((leaving[index] ?? 0) <= at) leaving.splice(index, 1);
        }
        if (leaving.length + this.residentCount(node, at, until) >= podCapacityOf(spec.maxPods)) {
          this.unschedulableCount++;
          continue;
        }
        leaving.push(until);
        // A pod is there for a millisecond at least, so that it never leaves before it has come.
        this.lives.add(node, Math.round(at), Math.max(Math.round(at) + 1, Math.round(until)));
      }
    }
  }

  /** Pods that stay or are drained, and are on the node at any time of the span. */
  private residentCount(node: number, from: number, until: number): number {
    let count = 0;
    for (const pod of this.residents[node] ?? []) {
      if ((this.lives.from[pod] ?? 0) < until && (this.lives.until[pod] ?? 0) > from) count++;
    }
    return count;
  }

  /** The pods of a burst stay; where its nodes are full they go to any other. */
  burst({ pods, nodes: wanted, withinSeconds, atSeconds }: Burst): void {
    const at = toMs(atSeconds);
    const room = this.roomAt(at);
    const there = [...this.nodes.keys()].filter(
      (node) => (this.nodes[node]?.startAtMs ?? 0) + NODE_READY_MS <= at || this.nodes[node]?.origin === "observed",
    );
    const spread = Math.min(wanted, there.length);
    const chosen = Array.from(
      { length: spread },
      (_, index) => there[Math.floor((index * there.length) / spread)] ?? 0,
    );
    for (let pod = 0; pod < pods; pod++) {
      const node = nextWithRoom(chosen, pod, room) ?? nextWithRoom(there, pod, room);
      if (node === null) {
        this.unschedulableCount += pods - pod;
        return;
      }
      room[node] = (room[node] ?? 0) - 1;
      this.stay(node, at + Math.floor((pod * withinSeconds * 1_000) / pods));
    }
  }

  /** `{ node → pods that it can take at that time }` */
  private roomAt(at: number): number[] {
    const room = this.nodes.map(({ maxPods }) => podCapacityOf(maxPods));
    for (let pod = 0; pod < this.lives.count; pod++) {
      const node = this.lives.node[pod] ?? -1;
      if ((this.lives.from[pod] ?? 0) <= at && (this.lives.until[pod] ?? 0) > at) room[node] = (room[node] ?? 0) - 1;
    }
    return room;
  }
}

function nextWithRoom(nodes: readonly number[], turn: number, room: readonly number[]): number | null {
  for (let step = 0; step < nodes.length; step++) {
    const node = nodes[(turn + step) % nodes.length] ?? 0;
    if ((room[node] ?? 0) > 0) return node;
  }
  return null;
}
