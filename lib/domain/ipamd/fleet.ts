import { BLOCK_SIZE, cidrSize, parseCidr } from "@/lib/domain/ip/cidr";
import { drain } from "@/lib/domain/ipamd/drain";
import { createDelayState, type Ec2DelayState } from "@/lib/domain/ipamd/ec2-delays";
import { type FleetPlan, type PlannedNode, planFleet } from "@/lib/domain/ipamd/fleet-plan";
import { createNodePools, type NewNodePool, nodePoolCopier } from "@/lib/domain/ipamd/node-pool";
import {
  copyNodeProcess,
  createNodeProcess,
  lookCount,
  NOT_LAUNCHED,
  type NodeProcess,
  type PodWait,
  unservedWait,
} from "@/lib/domain/ipamd/node-process";
import type { Scenario, ScenarioSubnet } from "@/lib/domain/ipamd/scenario";
import type { SimulatedAccount } from "@/lib/domain/ipamd/simulated-ec2";
import {
  copySubnetSpace,
  createSubnetSpace,
  isReserved,
  type SubnetSpace,
  takeAddress,
} from "@/lib/domain/ipamd/subnet-space";
import { takeOver } from "@/lib/domain/ipamd/take-over";
import { createTrunkState } from "@/lib/domain/ipamd/trunk-eni";
import { doubleAt } from "@/lib/domain/ipamd/typed-array";
import { ascendingOrder, type VisitOrder } from "@/lib/domain/ipamd/visit-order";
import { copyWakeQueue, createWakeQueue, setWakeTime, type WakeQueue } from "@/lib/domain/ipamd/wake-queue";

/** What stands for the device of a pod that has no address. */
export const NO_DEVICE = 255;

/** The state of a simulation: plain data that a checkpoint copies. Lists are by node number. */
export interface Fleet {
  readonly plan: FleetPlan;
  /** The last instant that was dealt with; -1 before the first. */
  now: number;
  readonly processes: NodeProcess[];
  readonly account: SimulatedAccount;
  readonly order: VisitOrder;
  /** Null where EC2's calls take no time. */
  readonly delays: Ec2DelayState | null;
  /** When each node is due next: to start ipamd, for its trunk ENI, to try its waiting pods, to end EC2 calls, to look at its pool. */
  readonly starts: WakeQueue;
  readonly trunks: WakeQueue;
  readonly retries: WakeQueue;
  readonly completions: WakeQueue;
  readonly looks: WakeQueue;
  nextEvent: number;
  /** By pod: the ENI's device number (NO_DEVICE without an address, BRANCH_DEVICE on a branch ENI) and its entry's address. */
  readonly podDevice: Uint8Array;
  readonly podEntry: Uint32Array;
  podsAssigned: number;
  /** In no particular order. */
  readonly waits: PodWait[];
}

/**
 * The state before the scenario's first instant. The scenario must have passed `parseScenario`.
 * `order` defaults to ascending, which is the order of the traces.
 */
export const init = (scenario: Scenario, order: VisitOrder = ascendingOrder()): Fleet =>
  initPlan(planFleet(scenario), scenario.subnets, { order });

/**
 * The same from a plan, for who plans other than `planFleet` does. `discoverable` is `{ node → the subnets that discovery
 * may choose }`; by default the node's own subnet and all that are tagged for the CNI.
 */
export function initPlan(plan: FleetPlan, subnets: readonly ScenarioSubnet[], options: FleetOptions): Fleet {
  const fleet = drain(createFleetSteps(plan, subnets, options));
  for (let node = 0; node < plan.nodes.length; node++) placeNode(fleet, node);
  return fleet;
}

/** `discoverable`: see `initPlan`. */
export interface FleetOptions {
  readonly order: VisitOrder;
  readonly discoverable?: readonly (readonly number[])[];
}

/** The same in parts, for who must not be away for long: every node has to be placed then, in the order of the numbers. */
export function* createFleetSteps(
  plan: FleetPlan,
  subnets: readonly ScenarioSubnet[],
  { order, discoverable }: FleetOptions,
): Generator<undefined, Fleet> {
  const nodeCount = plan.nodes.length;
  const specs = plan.nodes.map(poolSpec);
  yield;
  const pools = createNodePools(specs);
  yield;
  const processes = pools.map((pool, index) => {
    const trunk = plan.nodes[index]?.trunk;
    return createNodeProcess(pool, trunk ? createTrunkState(trunk) : null);
  });
  yield;
  return {
    plan,
    now: -1,
    processes,
    account: {
      subnets: subnets.map(createSubnet),
      discoverable: discoverable ?? discoverableSubnets(plan, subnets),
      nextEni: 0,
    },
    order: { ...order },
    delays: plan.delays && createDelayState(plan.delays),
    starts: createWakeQueue(nodeCount),
    trunks: createWakeQueue(nodeCount),
    retries: createWakeQueue(nodeCount),
    completions: createWakeQueue(nodeCount),
    looks: createWakeQueue(nodeCount),
    nextEvent: 0,
    podDevice: new Uint8Array(plan.events.podCount).fill(NO_DEVICE),
    podEntry: new Uint32Array(plan.events.podCount),
    podsAssigned: 0,
    waits: [],
  };
}

/** Puts a planned node into a fleet that has just been created. */
export function placeNode(fleet: Fleet, node: number): void {
  const planned = fleet.plan.nodes[node];
  if (!planned) throw new RangeError(`no node number ${node}`);
  if (planned.observed) takeOver(fleet, node, planned.observed);
  else setWakeTime(fleet.starts, node, planned.startAt);
}

function poolSpec({ targets, subnet, podSubnet, limits, observed }: PlannedNode, node: number): NewNodePool {
  const enis = observed?.enis ?? [];
  const devices = [...enis.map(({ device }) => device), ...(observed?.unmanagedDevices ?? [])];
  const used = enis.map(({ addresses, prefixes }) => addresses.length + prefixes.length);
  return {
    node,
    targets,
    subnet,
    podSubnet,
    deviceCapacity: Math.max(limits.maxEnis, ...devices.map((device) => device + 1)),
    slotCapacity: Math.max(limits.ipv4PerEni - 1, ...used),
  };
}

/** An independent copy of the state; running one leaves the other as it is. */
export const checkpoint = (fleet: Fleet): Fleet => drain(checkpointSteps(fleet));

/** So many nodes are copied without a break. */
const NODES_A_STEP = 2_000;

/** The same in steps of some milliseconds. */
export function* checkpointSteps(fleet: Fleet): Generator<undefined, Fleet> {
  const copyPool = nodePoolCopier(fleet.processes.map(({ pool }) => pool));
  const processes: NodeProcess[] = [];
  for (const process of fleet.processes) {
    if (processes.length % NODES_A_STEP === NODES_A_STEP - 1) yield;
    processes.push(copyNodeProcess(process, copyPool(process.pool)));
  }
  yield;
  return {
    ...fleet,
    processes,
    account: { ...fleet.account, subnets: fleet.account.subnets.map(copySubnetSpace) },
    order: { ...fleet.order },
    delays: structuredClone(fleet.delays),
    starts: copyWakeQueue(fleet.starts),
    trunks: copyWakeQueue(fleet.trunks),
    retries: copyWakeQueue(fleet.retries),
    completions: copyWakeQueue(fleet.completions),
    looks: copyWakeQueue(fleet.looks),
    podDevice: fleet.podDevice.slice(),
    podEntry: fleet.podEntry.slice(),
    waits: fleet.waits.slice(),
  };
}

/** A state to run on from a checkpoint, which stays as it is and can be restored again. */
export const restore = (saved: Fleet): Fleet => checkpoint(saved);

/** Nodes, by number, that EC2 had no primary address for so far. */
export const nodesNotLaunched = ({ plan, processes }: Fleet): number[] =>
  [...processes.keys()].filter((node) => node < plan.nodeCount && processes[node]?.status === NOT_LAUNCHED);

/** Pool-manager steps of running nodes up to now, whether or not anything could change in them; a further network card counts as a node. */
export const nodeStepCount = (fleet: Fleet): number =>
  fleet.processes.reduce((sum, process) => sum + lookCount(process, fleet.now), 0);

/** All waits, those of pods that still wait included, by pod number as in the scenario. */
export function podWaits(fleet: Fleet): PodWait[] {
  const pending = fleet.processes.flatMap(({ waiting, trunk }) =>
    [...waiting, ...(trunk?.waiting ?? [])].map((pod) => unservedWait(pod, fleet.now)),
  );
  return [...fleet.waits, ...pending]
    .map((wait) => ({ ...wait, pod: doubleAt(fleet.plan.events.podNumber, wait.pod) }))
    .sort((a, b) => a.pod - b.pod);
}

function createSubnet(subnet: ScenarioSubnet): SubnetSpace {
  const cidr = parseCidr(subnet.cidr);
  if (!cidr) throw new RangeError(`subnet ${subnet.id}: ${subnet.cidr} is no CIDR`);
  const space = createSubnetSpace(cidrSize(cidr), subnet.prefixBlocks);
  for (const [first, count] of subnet.preAllocated) {
    for (let offset = first; offset < first + count; offset++) {
      if (!isReserved(space, Math.floor(offset / BLOCK_SIZE))) takeAddress(space, offset);
    }
  }
  return space;
}

/** The node's own subnet and all that are tagged for the CNI, in listed order; nodes of one subnet share one list. */
function discoverableSubnets(plan: FleetPlan, subnets: readonly ScenarioSubnet[]): number[][] {
  const known = new Map<number, number[]>();
  return plan.nodes.map((node) => {
    const list =
      known.get(node.subnet) ??
      subnets.flatMap((subnet, number) => (number === node.subnet || subnet.roleCni === true ? [number] : []));
    known.set(node.subnet, list);
    return list;
  });
}
