import type { DisclosedNode } from "@/lib/domain/api/simulation";
import { drain } from "@/lib/domain/ipamd/drain";
import { ASSUMED_LATENCY_MS, EC2_TOKEN_BUCKETS, type Ec2Delays } from "@/lib/domain/ipamd/ec2-delays";
import { checkpointSteps, createFleetSteps, type Fleet, placeNode } from "@/lib/domain/ipamd/fleet";
import type { FleetPlan, PlannedEvents, PlannedNode } from "@/lib/domain/ipamd/fleet-plan";
import { NOT_LAUNCHED, NOT_STARTED } from "@/lib/domain/ipamd/node-process";
import type { NodeLimits } from "@/lib/domain/ipamd/node-targets";
import { POOL_MONITOR_INTERVAL_MS } from "@/lib/domain/ipamd/pool-manager-step";
import type { ObservedNode } from "@/lib/domain/ipamd/scenario";
import { ascendingOrder, seededOrder } from "@/lib/domain/ipamd/visit-order";
import { setWakeTime } from "@/lib/domain/ipamd/wake-queue";
import { drawSome, drawsFor, hashOf } from "@/lib/domain/simulation/draw";
import { limitsOf, type ShownMode, type Side, shownBy, type TargetsBook } from "@/lib/domain/simulation/node-settings";
import type { PodCensus } from "@/lib/domain/simulation/pod-census";
import { type PreparedNode, type PreparedScope, subnetsOf } from "@/lib/domain/simulation/prepared-scope";
import { restartTime } from "@/lib/domain/simulation/rollout";
import type { RunNodeSpec } from "@/lib/domain/simulation/run-nodes";
import type { Rollout, SimulationInput } from "@/lib/domain/simulation/simulation-input";

/** What is left to chance in a run: null is the ascending order, in which restarts follow the nodes' numbers. */
export type OrderSeed = number | null;

export interface StartSpec {
  readonly prepared: PreparedScope;
  readonly input: SimulationInput;
  readonly nodes: readonly RunNodeSpec[];
  readonly census: PodCensus;
  /** Comings and goings of the census's pods, which come first, and of all others. */
  readonly events: PlannedEvents;
  readonly targets: TargetsBook;
  readonly order: OrderSeed;
  readonly endAtMs: number;
}

const REAL_DELAYS: Ec2Delays = { latencyMs: ASSUMED_LATENCY_MS, buckets: EC2_TOKEN_BUCKETS };

/** All nodes as they stand at time 0 under today's settings, ready to run to the end without any change of them. */
export const startFleet = (spec: StartSpec): Fleet => drain(startFleetSteps(spec));

/** So many nodes are put into the fleet without a break. */
const NODES_A_STEP = 1_000;

/** The same in steps of some milliseconds. */
export function* startFleetSteps(spec: StartSpec): Generator<undefined, Fleet> {
  const { prepared, input, nodes, events, order, endAtMs } = spec;
  const { scope, discoverable } = prepared;
  const seed = order ?? input.seed;
  let firstPod = 0;
  const planned: PlannedNode[] = [];
  for (const node of nodes) {
    const plannedNode = planNode(spec, node, firstPod, seed);
    firstPod += plannedNode.observed?.pods.length ?? 0;
    if (planned.push(plannedNode) % NODES_A_STEP === 0) yield;
  }
  const plan: FleetPlan = {
    endAt: endAtMs,
    subnets: new Map(scope.subnets.map(({ id }, number) => [id, number])),
    nodes: planned,
    nodeCount: planned.length,
    events,
    delays: input.ec2 === "assumed" ? REAL_DELAYS : null,
  };
  yield;
  const fleet = yield* createFleetSteps(plan, subnetsOf(prepared, seed), {
    order: order === null ? ascendingOrder() : seededOrder(order),
    discoverable: nodes.map(({ subnet, disclosed }) => disclosed?.discoverable ?? discoverable[subnet] ?? []),
  });
  for (let node = 0; node < planned.length; node++) {
    if (node % NODES_A_STEP === 0) yield;
    placeNode(fleet, node);
  }
  return fleet;
}

function planNode(
  { prepared, input, census, targets }: StartSpec,
  node: RunNodeSpec,
  firstPod: number,
  seed: number,
): PlannedNode {
  const limits = nodeLimits(prepared, node);
  const mode = modeOf(prepared, node);
  return {
    subnet: node.subnet,
    podSubnet: podSubnetOf(prepared, input, node) ?? -1,
    startAt: node.startAtMs,
    limits,
    targets: targets.targetsOf("today", mode, limits),
    patchAt: Number.POSITIVE_INFINITY,
    patchedTargets: targets.targetsOf("today", mode, limits),
    observed: node.origin === "observed" ? observe(prepared, census, node.model ?? -1, seed) : null,
    firstPod,
    trunk: null,
    cardOf: -1,
  };
}

function observe({ nodes }: PreparedScope, census: PodCensus, number: number, seed: number): ObservedNode {
  const prepared = nodes[number];
  if (!prepared) throw new RangeError(`no observed node number ${number}`);
  const { node, enis } = prepared;
  if (node.disclosed) return observeDisclosed(prepared, node.disclosed, census.placed[number] ?? []);
  return {
    // When ipamd looks cannot be seen from outside: every node has a phase of its own.
    firstStepAt: hashOf(node.instanceId, seed) % POOL_MONITOR_INTERVAL_MS,
    enis,
    unmanagedDevices: node.unmanagedDevices,
    pods: census.placed[number] ?? [],
  };
}

/** Its ipamd as it has said itself. */
function observeDisclosed(
  { node, enis }: PreparedNode,
  { enis: inner, ...disclosed }: DisclosedNode,
  pods: ObservedNode["pods"],
): ObservedNode {
  const past = (sinceMs: number | null): number | null => (sinceMs === null ? null : -sinceMs);
  const ages = new Map(inner.map(({ device, ageMs }) => [device, ageMs ?? undefined]));
  return {
    firstStepAt: disclosed.nextLookMs,
    enis: enis.map((eni) => ({ ...eni, ageMs: ages.get(eni.device) })),
    unmanagedDevices: node.unmanagedDevices,
    pods,
    process: {
      isRunning: disclosed.isRunning,
      startsAt: disclosed.startsInMs,
      initFailuresInRow: disclosed.initFailuresInRow,
      lastDecreaseAt: past(disclosed.sinceDecreaseMs),
      lastInsufficientAt: past(disclosed.sinceInsufficientMs),
      cooling: inner
        .flatMap(({ device, cooling }) =>
          cooling.map(([entry, sinceMs]) => ({ device, entry, unassignedAt: -sinceMs })),
        )
        .sort((a, b) => a.unassignedAt - b.unassignedAt),
      left: inner.flatMap(({ device, left }) =>
        left.flatMap(([entry, count]) => Array.from({ length: count }, () => ({ device, entry }))),
      ),
    },
  };
}

const modeOf = ({ scope }: PreparedScope, { model }: RunNodeSpec): ShownMode => {
  const node = model === null ? undefined : scope.nodes[model];
  return node ? shownBy(node) : { hasPrefixes: false, hasCustomNetworking: false };
};

function nodeLimits({ scope, nodes }: PreparedScope, node: RunNodeSpec): NodeLimits {
  const type = scope.types[node.type];
  if (!type) throw new RangeError(`no type number ${node.type}`);
  const observed = node.origin === "observed" ? nodes[node.model ?? -1] : undefined;
  const hasTrunk = observed?.node.disclosed?.supportsTrunk ?? observed?.shape.some(({ isTrunk }) => isTrunk) ?? false;
  return limitsOf(type, node.maxPods, hasTrunk);
}

/**
 * The ENIConfig's subnet: what the node's own ENIs show, else what is given for its zone, else what other nodes of the
 * zone show; null where nothing says it.
 */
export function podSubnetOf(prepared: PreparedScope, input: SimulationInput, node: RunNodeSpec): number | null {
  const { scope, podSubnetByZone } = prepared;
  const shown = node.origin === "observed" && node.model !== null ? scope.nodes[node.model]?.podSubnet : null;
  if (shown != null) return shown;
  const zone = scope.subnets[node.subnet]?.availabilityZone ?? null;
  const given = zone === null ? undefined : input.podSubnets[zone];
  const byInput = given === undefined ? -1 : scope.subnets.findIndex(({ id }) => id === given);
  return byInput >= 0 ? byInput : (podSubnetByZone.get(zone) ?? null);
}

/** The rollout of a side's settings over the nodes, by their numbers in the fleet. */
export interface PatchSpec {
  readonly prepared: PreparedScope;
  readonly nodes: readonly RunNodeSpec[];
  readonly targets: TargetsBook;
  readonly side: Side;
  readonly rollout: Rollout;
  readonly order: OrderSeed;
}

/**
 * A copy of a fleet, with a rolling update to the side's settings before it. Nodes that start after the update's
 * beginning start with them.
 */
export const withPatch = (start: Fleet, spec: PatchSpec): Fleet => drain(withPatchSteps(start, spec));

/** The same in steps of some milliseconds. */
export function* withPatchSteps(start: Fleet, spec: PatchSpec): Generator<undefined, Fleet> {
  const { prepared, nodes, targets, side } = spec;
  const fleet = yield* checkpointSteps(start);
  yield;
  const times = restartTimes(spec);
  yield;
  const planned: PlannedNode[] = [];
  for (const [number, plannedNode] of start.plan.nodes.entries()) {
    if (number % NODES_A_STEP === NODES_A_STEP - 1) yield;
    const node = nodes[number];
    if (!node) planned.push(plannedNode);
    else {
      const patchAt = times[number] ?? Number.POSITIVE_INFINITY;
      const inForce = start.processes[number]?.pool.targets ?? plannedNode.targets;
      const patchedTargets = targets.targetsOf(side, modeOf(prepared, node), plannedNode.limits);
      planned.push({ ...plannedNode, targets: inForce, patchAt, patchedTargets });
    }
  }
  yield;
  for (const [number, { status }] of fleet.processes.entries()) {
    const isThere = status !== NOT_STARTED && status !== NOT_LAUNCHED;
    // A start that was due anyway, after one that failed, still comes if it comes before.
    const startAt = fleet.starts.timeOf[number] ?? Number.POSITIVE_INFINITY;
    if (isThere) setWakeTime(fleet.starts, number, Math.min(startAt, times[number] ?? Number.POSITIVE_INFINITY));
  }
  return { ...fleet, plan: { ...start.plan, nodes: planned } };
}

/**
 * `{ node → when it restarts }`, cluster by cluster; a node that starts later has the new settings from its start. A node
 * that discloses its restart has it then, or not at all.
 */
export function restartTimes({ nodes, rollout, order }: Pick<PatchSpec, "nodes" | "rollout" | "order">): number[] {
  const beginsAt = rollout.atSeconds * 1_000;
  const times = nodes.map(() => beginsAt);
  const clusters = new Map<number | null, number[]>();
  for (const [number, { cluster, startAtMs, movesAtMs, disclosed }] of nodes.entries()) {
    if (disclosed) {
      times[number] = disclosed.restartAtMs ?? Number.POSITIVE_INFINITY;
      continue;
    }
    if (startAtMs >= beginsAt && startAtMs > 0) continue;
    if (movesAtMs <= beginsAt) continue;
    const members = clusters.get(cluster);
    if (members) members.push(number);
    else clusters.set(cluster, [number]);
  }
  for (const [cluster, members] of clusters) {
    const places =
      order === null ? null : drawSome(drawsFor(`restarts ${cluster}`, order), members.length, members.length);
    for (const [place, member] of members.entries()) {
      times[member] = restartTime(places?.[place] ?? place, members.length, rollout);
    }
  }
  return times;
}
