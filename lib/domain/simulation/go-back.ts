import { EC2_ACTIONS } from "@/lib/domain/ipamd/ec2-actions";
import { type Fleet, NO_DEVICE } from "@/lib/domain/ipamd/fleet";
import { ADD } from "@/lib/domain/ipamd/fleet-plan";
import { callCounts } from "@/lib/domain/ipamd/node-pool";
import { isDatastorePoolTooLow } from "@/lib/domain/ipamd/pool-decisions";
import { SETTLING_MS } from "@/lib/domain/simulation/frame";
import type { ListeningEc2 } from "@/lib/domain/simulation/listening-ec2";
import { nodeFiguresOf } from "@/lib/domain/simulation/node-figures";
import type { TargetsBook } from "@/lib/domain/simulation/node-settings";
import { podCapacityOf } from "@/lib/domain/simulation/pod-census";
import { numbersFrom0 } from "@/lib/domain/simulation/pod-lives";
import type { PreparedScope } from "@/lib/domain/simulation/prepared-scope";
import type { RunNodeSpec } from "@/lib/domain/simulation/run-nodes";
import { runSide } from "@/lib/domain/simulation/run-side";
import { restartTimes, withPatchSteps } from "@/lib/domain/simulation/side-plan";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";
import type { GoBack } from "@/lib/domain/simulation/simulation-result";

export interface GoBackSpec {
  readonly prepared: PreparedScope;
  readonly input: SimulationInput;
  readonly nodes: readonly RunNodeSpec[];
  readonly targets: TargetsBook;
  readonly watched: readonly number[];
  /** The proposal at rest, its pods unchanged. */
  readonly from: Fleet;
  /** `{ node → what it holds today }` */
  readonly heldToday: ArrayLike<number>;
}

/** How finely the number of further pods is told, as a share of all that could come. */
const RESOLUTION = 64;

/**
 * Rolls today's settings out again from where the proposal has come to rest: whether the subnets have what the nodes then
 * ask for, and how many more pods, spread evenly, may come before they no longer do. Gives the share done (0..1).
 */
export function* goBack(spec: GoBackSpec): Generator<number, GoBack> {
  const attempt = yield* at(0, tryBack(spec, 0));
  if (attempt.failingNodeCount > 0) return { fits: false, ...attempt, morePods: null };
  const room = spareCapacity(spec.from).reduce((sum, count) => sum + count, 0);
  const isRoomy = room === 0 || (yield* at(0.1, tryBack(spec, room))).failingNodeCount === 0;
  if (isRoomy) return { fits: true, ...attempt, morePods: null };
  let fits = 0;
  let fails = room;
  const step = Math.max(1, Math.floor(room / RESOLUTION));
  const rounds = Math.ceil(Math.log2(room / step)) + 1;
  for (let round = 1; fails - fits > step; round++) {
    const middle = Math.floor((fits + fails) / 2);
    const { failingNodeCount } = yield* at(Math.min(1, 0.1 + (0.9 * round) / rounds), tryBack(spec, middle));
    if (failingNodeCount === 0) fits = middle;
    else fails = middle;
  }
  return { fits: true, ...attempt, morePods: fits };
}

/** The same steps, all at one place of the whole. */
function* at<Result>(share: number, steps: Generator<unknown, Result>): Generator<number, Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield share;
  }
}

/** `{ node → further pods that its max pods allow }` */
const spareCapacity = ({ processes }: Fleet): number[] =>
  processes.map(({ pool, waiting }) =>
    pool.eniCount === 0 ? 0 : Math.max(0, podCapacityOf(pool.targets.maxPods) - pool.assigned - waiting.length),
  );

/** So many stretches of a run between two steps. */
const STRETCHES = 40;

/** The pods come at once and have the settling time before the rollout. */
function* tryBack(
  { prepared, input, nodes, targets, watched, from, heldToday }: GoBackSpec,
  morePods: number,
): Generator<unknown, Pick<GoBack, "failingNodeCount" | "lowest">> {
  const comeAt = Math.ceil(from.now / 1_000) * 1_000 + 1_000;
  const rollout = { ...input.rollout, atSeconds: (comeAt + (morePods > 0 ? SETTLING_MS : 0)) / 1_000 };
  // The restarts that a node discloses are those of the way there.
  const back = nodes.map((node) => ({ ...node, disclosed: null }));
  const restarts = restartTimes({ nodes: back, rollout, order: null });
  const lastRestart = restarts.reduce((last, time) => Math.max(last, time), 0);
  const endAt = lastRestart + SETTLING_MS;
  const start = withMorePods(from, { morePods, comeAt, endAt });
  yield;
  const fleet = yield* withPatchSteps(start, { prepared, nodes: back, targets, side: "today", rollout, order: null });
  yield;
  const stretch = (endAt - from.now) / STRETCHES;
  const times = Float64Array.from({ length: STRETCHES }, (_, index) => Math.ceil(from.now + (index + 1) * stretch));
  const run = yield* runSide({ fleet, times, watched, terminations: [] });
  yield;
  const { held } = nodeFiguresOf(run.fleet, run.fleet.processes.length);
  yield;
  const failing = run.fleet.processes.filter((process, node) => {
    const before = from.processes[node];
    if (process.waiting.length > (before?.waiting.length ?? 0)) return true;
    if (failedCalls(process.pool) === failedCalls(before?.pool) || !isDatastorePoolTooLow(process.pool)) return false;
    // A node that is short today, too, is back where it was; one that has moved, where its predecessor was.
    const { origin, model } = nodes[node] ?? { origin: "observed", model: null };
    const today = origin === "moved" ? (model ?? node) : node;
    return morePods > 0 || (held[node] ?? 0) < (heldToday[today] ?? 0);
  });
  return { failingNodeCount: failing.length, lowest: lowestOf(run.ec2, prepared, watched) };
}

const failedCalls = (pool: Fleet["processes"][number]["pool"] | undefined): number =>
  pool ? EC2_ACTIONS.reduce((sum, _, action) => sum + callCounts(pool, action)[1], 0) : 0;

/** The fleet with a later end, and that many pods more, spread evenly as far as max pods allow; its nodes are still the other's. */
function withMorePods(
  from: Fleet,
  { morePods, comeAt, endAt }: { readonly morePods: number; readonly comeAt: number; readonly endAt: number },
): Fleet {
  const targets = spread(morePods, spareCapacity(from));
  const count = targets.length;
  const known = from.podDevice.length;
  const podDevice = new Uint8Array(known + count).fill(NO_DEVICE);
  const podEntry = new Uint32Array(known + count);
  podDevice.set(from.podDevice);
  podEntry.set(from.podEntry);
  const events = {
    count,
    time: new Float64Array(count).fill(comeAt),
    node: targets,
    kind: new Uint8Array(count).fill(ADD),
    pod: new Int32Array(count),
    podCount: known + count,
    podNumber: numbersFrom0(known + count),
  };
  for (let index = 0; index < count; index++) events.pod[index] = known + index;
  return { ...from, podDevice, podEntry, nextEvent: 0, plan: { ...from.plan, endAt, events } };
}

/** The nodes that `count` pods go to, ascending: each gets its share of what is spare. */
function spread(count: number, spare: readonly number[]): Int32Array {
  const room = spare.reduce((sum, places) => sum + places, 0);
  const nodes = new Int32Array(room === 0 ? 0 : count);
  let before = 0;
  let first = 0;
  for (const [node, places] of spare.entries()) {
    before += places;
    const next = room === 0 ? 0 : Math.floor((before * count) / room);
    nodes.fill(node, first, next);
    first = next;
  }
  return nodes;
}

function lowestOf(ec2: ListeningEc2, { scope }: PreparedScope, watched: readonly number[]): GoBack["lowest"] {
  let lowest: GoBack["lowest"] = { subnetId: "", atMs: 0, free: Number.POSITIVE_INFINITY };
  for (const number of watched) {
    const water = ec2.levels[number]?.lowestFree;
    if (!water || water.low >= lowest.free) continue;
    lowest = { subnetId: scope.subnets[number]?.id ?? "", atMs: water.atMs, free: water.low };
  }
  return lowest;
}
