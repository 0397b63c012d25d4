import { ASSUMED_LATENCY_MS, createDelayState, EC2_TOKEN_BUCKETS } from "@/lib/domain/ipamd/ec2-delays";
import type { Fleet } from "@/lib/domain/ipamd/fleet";
import { FIRST_LOOK_AFTER_MS, POOL_MONITOR_INTERVAL_MS } from "@/lib/domain/ipamd/pool-manager-step";
import { run } from "@/lib/domain/ipamd/run-fleet";
import type { Environment } from "@/lib/domain/ipamd/settings";
import { SETTLING_MS } from "@/lib/domain/simulation/frame";
import { ListeningEc2 } from "@/lib/domain/simulation/listening-ec2";
import { planPods } from "@/lib/domain/simulation/load";
import { nodeFiguresOf } from "@/lib/domain/simulation/node-figures";
import { TargetsBook } from "@/lib/domain/simulation/node-settings";
import { podCapacityOf, takeCensus } from "@/lib/domain/simulation/pod-census";
import { STAYS, toEvents } from "@/lib/domain/simulation/pod-lives";
import type { PreparedScope } from "@/lib/domain/simulation/prepared-scope";
import type { RecommendationGoal } from "@/lib/domain/simulation/recommendation";
import { type RunNodeSpec, runNodes } from "@/lib/domain/simulation/run-nodes";
import { restartTimes, startFleet, withPatch } from "@/lib/domain/simulation/side-plan";
import { DEFAULT_ROLLOUT, NO_LOAD, type SimulationInput } from "@/lib/domain/simulation/simulation-input";

/** After the burst's last pod: longer than EC2's back-off of two minutes, so that only pods that really get nothing still wait. */
const ECHO_MS = 600_000;
const MINUTE_SECONDS = 60;

/** What a set of settings comes to. */
export interface TrialFigures {
  readonly heldAddresses: number;
  /** The longest wait of a burst's pod; null: some pod never gets an address. */
  readonly waitSeconds: number | null;
  readonly unservedPods: number;
  readonly callsPerMinute: number;
}

/**
 * A bench on which settings are tried, all alike, today's too: the nodes as they stand, the settings rolled out while no
 * pod comes or goes until every pool rests (EC2's calls take no time meanwhile, which changes nothing of where a pool
 * rests), then the burst, with EC2 as the input has it. It comes to each node right after a look at the pool, which is the
 * worst moment: so no figure is owed to luck.
 */
export class BurstTrials {
  /** Pods of the scope's nodes, ascending. */
  readonly podsPerNode: readonly number[];
  /** Nodes and pods that the burst really has: a node takes no more than its max pods allow. */
  readonly burst: { readonly nodeCount: number; readonly podCount: number };
  private readonly start: Fleet;
  private readonly nodes: readonly RunNodeSpec[];
  private readonly input: SimulationInput;
  private readonly firstBurstPod: number;
  private readonly burstAtMs: number;
  /** How the burst finds EC2; until then its calls take no time. */
  private readonly ec2: SimulationInput["ec2"];

  constructor(
    private readonly prepared: PreparedScope,
    input: SimulationInput,
    goal: RecommendationGoal,
  ) {
    // Where pools rest does not depend on how slowly they are restarted; this takes no longer than it must.
    const rollout = { ...DEFAULT_ROLLOUT, atSeconds: 0 };
    this.input = { ...input, load: NO_LOAD, rollout, ec2: "instant", proposal: { env: input.today, movedNodes: null } };
    const nodes = runNodes(prepared.scope, this.input, false);
    // The restarts that a node discloses are those of another rollout.
    this.nodes = nodes.map((node) => ({ ...node, disclosed: null }));
    const targets = new TargetsBook(this.input);
    const census = takeCensus(prepared, targets, input.pods);
    const restarts = restartTimes({ nodes: this.nodes, rollout, order: null });
    const settledAt = restarts.reduce((last, time) => Math.max(last, time), 0) + SETTLING_MS;
    this.burstAtMs = Math.ceil(settledAt / 1_000) * 1_000;
    const { lives } = planPods(this.nodes, census, this.input);
    this.firstBurstPod = lives.count;
    const counts = this.nodes.map((_, node) => (census.placed[node]?.length ?? 0) + (census.beyond[node] ?? 0));
    const chosen = burstNodes(
      this.nodes.map(({ maxPods }, node) => podCapacityOf(maxPods) - (counts[node] ?? 0)),
      goal,
    );
    for (const { node, pods } of chosen) {
      const at = firstAfterLook(this.burstAtMs, restarts[node] ?? 0);
      for (let pod = 0; pod < pods; pod++) {
        lives.add(node, at + Math.floor((pod * goal.withinSeconds * 1_000) / pods), STAYS);
      }
    }
    this.podsPerNode = counts.sort((a, b) => a - b);
    this.burst = { nodeCount: chosen.length, podCount: lives.count - this.firstBurstPod };
    const endAtMs = this.burstAtMs + Math.ceil(goal.withinSeconds * 1_000) + POOL_MONITOR_INTERVAL_MS + ECHO_MS;
    const events = toEvents(lives, endAtMs);
    this.start = startFleet({ prepared, input: this.input, nodes, census, events, targets, order: null, endAtMs });
    this.ec2 = input.ec2;
  }

  /** Tries an environment. Gives nothing between its steps. */
  *measure(env: Environment): Generator<undefined, TrialFigures> {
    const fleet = this.patched(env);
    yield* runOn(fleet, this.burstAtMs - 1);
    const { held } = nodeFiguresOf(fleet, fleet.processes.length);
    const trial = this.ec2 === "assumed" ? withDelays(fleet) : fleet;
    const listening = new ListeningEc2(trial, [], []);
    yield* runOn(trial, trial.plan.endAt, listening);
    return {
      heldAddresses: held.reduce((sum, count) => sum + count, 0),
      ...this.waitsOf(trial),
      callsPerMinute: busiestMinute(listening.callsPerSecond),
    };
  }

  private patched(env: Environment): Fleet {
    const input = { ...this.input, proposal: { env, movedNodes: null } };
    const targets = new TargetsBook(input);
    const { prepared, nodes } = this;
    return withPatch(this.start, { prepared, nodes, targets, side: "proposed", rollout: input.rollout, order: null });
  }

  private waitsOf({ waits, processes }: Fleet): Pick<TrialFigures, "waitSeconds" | "unservedPods"> {
    const isOfBurst = ({ pod }: { readonly pod: number }): boolean => pod >= this.firstBurstPod;
    let longestMs = 0;
    for (const wait of waits) if (isOfBurst(wait)) longestMs = Math.max(longestMs, wait.waitMs ?? 0);
    const unservedPods = processes.reduce((sum, { waiting }) => sum + waiting.filter(isOfBurst).length, 0);
    return { waitSeconds: unservedPods > 0 ? null : longestMs / 1_000, unservedPods };
  }
}

/** So many stretches of a run between two steps of a trial. */
const STRETCHES = 8;

function* runOn(fleet: Fleet, untilMs: number, ec2?: ListeningEc2): Generator<undefined, void> {
  const from = Math.max(0, fleet.now);
  for (let stretch = 1; stretch <= STRETCHES; stretch++) {
    run(fleet, Math.floor(from + ((untilMs - from) * stretch) / STRETCHES), null, ec2);
    yield;
  }
}

/** The same fleet before an EC2 whose calls take time from now on. No call may be under way. */
const withDelays = (fleet: Fleet): Fleet => {
  const delays = { latencyMs: ASSUMED_LATENCY_MS, buckets: EC2_TOKEN_BUCKETS };
  return { ...fleet, plan: { ...fleet.plan, delays }, delays: createDelayState(delays) };
};

/** The first millisecond from then on that follows a look of a process that was ready at `readyAt`. */
function firstAfterLook(fromMs: number, readyAt: number): number {
  const look = readyAt + FIRST_LOOK_AFTER_MS;
  const interval = POOL_MONITOR_INTERVAL_MS;
  return look + Math.ceil((fromMs - look) / interval) * interval + 1;
}

/** The nodes that the burst meets, evenly among those with room for all of a node's share, else those with most room. */
function burstNodes(
  room: readonly number[],
  { burstNodes: wanted, podsPerNode }: RecommendationGoal,
): { readonly node: number; readonly pods: number }[] {
  const roomOf = (node: number): number => room[node] ?? 0;
  const roomy = [...room.keys()].filter((node) => roomOf(node) >= podsPerNode);
  if (roomy.length >= wanted) {
    return Array.from({ length: wanted }, (_, index) => ({
      node: roomy[Math.floor((index * roomy.length) / wanted)] ?? 0,
      pods: podsPerNode,
    }));
  }
  return [...room.keys()]
    .filter((node) => roomOf(node) > 0)
    .sort((a, b) => roomOf(b) - roomOf(a) || a - b)
    .slice(0, wanted)
    .sort((a, b) => a - b)
    .map((node) => ({ node, pods: Math.min(podsPerNode, roomOf(node)) }));
}

/** The most calls of all buckets in any sixty seconds. */
function busiestMinute(callsPerSecond: readonly Int32Array[]): number {
  const seconds = callsPerSecond[0]?.length ?? 0;
  let inMinute = 0;
  let most = 0;
  const callsIn = (second: number): number =>
    second < 0 ? 0 : callsPerSecond.reduce((sum, calls) => sum + (calls[second] ?? 0), 0);
  for (let second = 0; second < seconds; second++) {
    inMinute += callsIn(second) - callsIn(second - MINUTE_SECONDS);
    if (inMinute > most) most = inMinute;
  }
  return most;
}
