import { cidrSize, parseCidr } from "@/lib/domain/ip/cidr";
import { type FleetPlan, planFleet } from "@/lib/domain/ipamd/fleet-plan";
import { copyNodePool, createNodePool, type NodePool } from "@/lib/domain/ipamd/node-pool";
import type { Scenario, ScenarioSubnet } from "@/lib/domain/ipamd/scenario";
import type { SimulatedAccount } from "@/lib/domain/ipamd/simulated-ec2";
import { copySubnetSpace, createSubnetSpace, type SubnetSpace, takeAddress } from "@/lib/domain/ipamd/subnet-space";
import { ascendingOrder, type VisitOrder } from "@/lib/domain/ipamd/visit-order";
import { copyWakeQueue, createWakeQueue, setWakeTime, type WakeQueue } from "@/lib/domain/ipamd/wake-queue";

export const NOT_STARTED = 0;
export const RUNNING = 1;
/** ipamd ended at its start and will be started again. */
export const FAILED = 2;
/** EC2 had no address for the instance's primary ENI; it is not tried again. */
export const NOT_LAUNCHED = 3;

/** What stands for the device of a pod that has no address. */
export const NO_DEVICE = 255;

/** A pod whose tries for an address have failed so far, the first of them at `since`. */
export interface WaitingPod {
  readonly pod: number;
  readonly since: number;
}

/** How long a pod waited: failed tries, and the time to its address or null if it never got one. */
export interface PodWait {
  readonly pod: number;
  readonly attempts: number;
  readonly waitMs: number | null;
}

/** The state of a simulation: plain data that a checkpoint copies. Columns are by node number. */
export interface Fleet {
  readonly plan: FleetPlan;
  /** The last instant that was dealt with; -1 before the first. */
  now: number;
  readonly pools: NodePool[];
  readonly account: SimulatedAccount;
  readonly order: VisitOrder;
  /** NOT_STARTED, RUNNING, FAILED or NOT_LAUNCHED: whether ipamd runs on the node. */
  readonly status: Uint8Array;
  /** When ipamd last became ready: its steps are 2.5 s, 7.5 s, … later. */
  readonly readyAt: Float64Array;
  /** Steps of the node's earlier ipamd processes. */
  readonly earlierSteps: Float64Array;
  readonly initFailures: Int32Array;
  readonly initFailuresInRow: Int32Array;
  readonly starts: WakeQueue;
  readonly retries: WakeQueue;
  readonly steps: WakeQueue;
  nextEvent: number;
  /** By pod: the ENI's device number (NO_DEVICE without an address) and its entry's address. */
  readonly podDevice: Uint8Array;
  readonly podEntry: Uint32Array;
  podsAssigned: number;
  readonly waiting: WaitingPod[][];
  readonly waits: PodWait[];
  /** Pods that left while ipamd did not run: their addresses are unassigned when it rebuilds its store. */
  readonly leftWhileDown: { device: number; entry: number }[][];
}

/**
 * The state before the scenario's first instant. The scenario must have passed `parseScenario`.
 * `order` defaults to ascending, which is the order of the traces.
 */
export function init(scenario: Scenario, order: VisitOrder = ascendingOrder()): Fleet {
  const plan = planFleet(scenario);
  const nodeCount = plan.nodes.length;
  const fleet: Fleet = {
    plan,
    now: -1,
    pools: plan.nodes.map((node, index) =>
      createNodePool({
        node: index,
        targets: node.targets,
        subnet: node.subnet,
        podSubnet: node.podSubnet,
        deviceCapacity: node.limits.maxEnis,
        slotCapacity: node.limits.ipv4PerEni - 1,
      }),
    ),
    account: {
      subnets: scenario.subnets.map(createSubnet),
      discoverable: discoverableSubnets(plan, scenario.subnets),
      nextEni: 0,
    },
    order: { ...order },
    status: new Uint8Array(nodeCount),
    readyAt: new Float64Array(nodeCount),
    earlierSteps: new Float64Array(nodeCount),
    initFailures: new Int32Array(nodeCount),
    initFailuresInRow: new Int32Array(nodeCount),
    starts: createWakeQueue(nodeCount),
    retries: createWakeQueue(nodeCount),
    steps: createWakeQueue(nodeCount),
    nextEvent: 0,
    podDevice: new Uint8Array(plan.events.podCount).fill(NO_DEVICE),
    podEntry: new Uint32Array(plan.events.podCount),
    podsAssigned: 0,
    waiting: plan.nodes.map(() => []),
    waits: [],
    leftWhileDown: plan.nodes.map(() => []),
  };
  plan.nodes.forEach((node, index) => {
    setWakeTime(fleet.starts, index, node.startAt);
  });
  return fleet;
}

/** Nodes, by number, that EC2 had no primary address for so far. */
export const nodesNotLaunched = (fleet: Fleet): number[] =>
  [...fleet.status.keys()].filter((node) => fleet.status[node] === NOT_LAUNCHED);

/** An independent copy of the state; running one leaves the other as it is. */
export const checkpoint = (fleet: Fleet): Fleet => ({
  ...fleet,
  pools: fleet.pools.map(copyNodePool),
  account: { ...fleet.account, subnets: fleet.account.subnets.map(copySubnetSpace) },
  order: { ...fleet.order },
  status: fleet.status.slice(),
  readyAt: fleet.readyAt.slice(),
  earlierSteps: fleet.earlierSteps.slice(),
  initFailures: fleet.initFailures.slice(),
  initFailuresInRow: fleet.initFailuresInRow.slice(),
  starts: copyWakeQueue(fleet.starts),
  retries: copyWakeQueue(fleet.retries),
  steps: copyWakeQueue(fleet.steps),
  podDevice: fleet.podDevice.slice(),
  podEntry: fleet.podEntry.slice(),
  waiting: fleet.waiting.map((pods) => pods.slice()),
  waits: fleet.waits.slice(),
  leftWhileDown: fleet.leftWhileDown.map((places) => places.slice()),
});

function createSubnet(subnet: ScenarioSubnet): SubnetSpace {
  const cidr = parseCidr(subnet.cidr);
  if (!cidr) throw new RangeError(`subnet ${subnet.id}: ${subnet.cidr} is no CIDR`);
  const space = createSubnetSpace(cidrSize(cidr));
  for (const [first, count] of subnet.preAllocated) {
    for (let offset = first; offset < first + count; offset++) takeAddress(space, offset);
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
