import type { Ec2Delays } from "@/lib/domain/ipamd/ec2-delays";
import { type NodeLimits, type NodeTargets, targetsFor } from "@/lib/domain/ipamd/node-targets";
import type { Scenario, ScenarioEvent, ScenarioNode } from "@/lib/domain/ipamd/scenario";
import { parseSettings } from "@/lib/domain/ipamd/settings";
import { doubleAt } from "@/lib/domain/ipamd/typed-array";

/** The pods' comings and goings in the order in which they happen, in columns. */
export interface PlannedEvents {
  readonly count: number;
  readonly time: Float64Array;
  readonly node: Int32Array;
  readonly isAdd: Uint8Array;
  /** Pods by their first mention, 0 to `podCount - 1`. */
  readonly pod: Int32Array;
  readonly podCount: number;
  /** `{ pod → its number in the scenario }` */
  readonly podNumber: Float64Array;
}

export interface PlannedNode {
  readonly id: string;
  readonly subnet: number;
  readonly podSubnet: number;
  readonly startAt: number;
  readonly limits: NodeLimits;
  readonly targets: NodeTargets;
  /** From when on the patch holds for this node, with its targets; Infinity without a patch. */
  readonly patchAt: number;
  readonly patchedTargets: NodeTargets;
}

/** A scenario made ready to run; nothing of it changes while it runs, so checkpoints share it. */
export interface FleetPlan {
  readonly endAt: number;
  readonly subnetIds: readonly string[];
  readonly nodes: readonly PlannedNode[];
  readonly events: PlannedEvents;
  /** Null where EC2's calls take no time. */
  readonly delays: Ec2Delays | null;
}

export function planFleet(scenario: Scenario): FleetPlan {
  const subnetIds = scenario.subnets.map((subnet) => subnet.id);
  const subnetNumber = new Map(subnetIds.map((id, number) => [id, number]));
  const { patch } = scenario;
  const before = targetsByLimits(scenario.env);
  const after = patch ? targetsByLimits(patch.env) : before;
  const nodes = scenario.nodes.map((node, index) => ({
    id: node.id,
    subnet: subnetNumber.get(node.subnet) ?? -1,
    podSubnet: node.podSubnet === undefined ? -1 : (subnetNumber.get(node.podSubnet) ?? -1),
    startAt: node.startAt,
    limits: limitsOf(node),
    targets: before(node),
    patchAt: patch ? patch.at + index * patch.staggerMs : Number.POSITIVE_INFINITY,
    patchedTargets: after(node),
  }));
  return { endAt: scenario.endAt, subnetIds, nodes, events: planEvents(scenario.events), delays: scenario.ec2 ?? null };
}

const limitsOf = (node: ScenarioNode): NodeLimits => ({
  maxEnis: node.maxENIs,
  ipv4PerEni: node.ipv4PerENI,
  supportsPrefixDelegation: node.pdSupported,
  maxPods: node.maxPods,
});

/** Nodes of equal limits share one object of targets. */
function targetsByLimits(env: Scenario["env"]): (node: ScenarioNode) => NodeTargets {
  const settings = parseSettings(env);
  const known = new Map<string, NodeTargets>();
  return (node) => {
    const key = `${node.maxENIs} ${node.ipv4PerENI} ${node.pdSupported} ${node.maxPods}`;
    const targets = known.get(key) ?? targetsFor(settings, limitsOf(node));
    known.set(key, targets);
    return targets;
  };
}

function planEvents(events: readonly ScenarioEvent[]): PlannedEvents {
  const ordered = inOrder(events) ? events : events.toSorted(compareEvents);
  const count = ordered.length;
  const plan = {
    count,
    time: new Float64Array(count),
    node: new Int32Array(count),
    isAdd: new Uint8Array(count),
    pod: new Int32Array(count),
  };
  const podIndex = new Map<number, number>();
  for (let index = 0; index < count; index++) {
    const event = ordered[index] as ScenarioEvent;
    const pod = podIndex.get(event.pod) ?? podIndex.size;
    if (pod === podIndex.size) podIndex.set(event.pod, pod);
    plan.time[index] = event.t;
    plan.node[index] = event.node;
    plan.isAdd[index] = event.op === "add" ? 1 : 0;
    plan.pod[index] = pod;
  }
  return { ...plan, podCount: podIndex.size, podNumber: Float64Array.from(podIndex.keys()) };
}

/** At one instant removals come before additions; else events stay in listed order. */
const compareEvents = (a: ScenarioEvent, b: ScenarioEvent): number => a.t - b.t || rank(a) - rank(b);

const rank = (event: ScenarioEvent): number => (event.op === "remove" ? 0 : 1);

function inOrder(events: readonly ScenarioEvent[]): boolean {
  for (let index = 1; index < events.length; index++) {
    if (compareEvents(events[index - 1] as ScenarioEvent, events[index] as ScenarioEvent) > 0) return false;
  }
  return true;
}

/** When the event at that position happens; Infinity behind the last. */
export const eventTime = (plan: PlannedEvents, index: number): number =>
  index < plan.count ? doubleAt(plan.time, index) : Number.POSITIVE_INFINITY;
