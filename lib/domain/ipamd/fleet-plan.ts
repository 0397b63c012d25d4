import type { Ec2Delays } from "@/lib/domain/ipamd/ec2-delays";
import { furtherCardTargets } from "@/lib/domain/ipamd/further-card";
import { type NodeLimits, type NodeTargets, targetsFor } from "@/lib/domain/ipamd/node-targets";
import type { ObservedNode, Scenario, ScenarioEvent, ScenarioNode, ScenarioTrunk } from "@/lib/domain/ipamd/scenario";
import { parseSettings, type Settings } from "@/lib/domain/ipamd/settings";
import { doubleAt } from "@/lib/domain/ipamd/typed-array";

export const REMOVE = 0;
export const ADD = 1;
const ADD_BRANCH = 2;

/** The pods' comings and goings in the order in which they happen, in columns. */
export interface PlannedEvents {
  readonly count: number;
  readonly time: Float64Array;
  readonly node: Int32Array;
  /** REMOVE, ADD or ADD_BRANCH. */
  readonly kind: Uint8Array;
  /** Pods by their first mention, those of observed nodes first, 0 to `podCount - 1`. */
  readonly pod: Int32Array;
  readonly podCount: number;
  /** `{ pod → its number in the scenario }` */
  readonly podNumber: Float64Array;
}

/** A node, or a further network card of one. Subnets are numbers, -1 for none; times are milliseconds of the scenario. */
export interface PlannedNode {
  readonly subnet: number;
  readonly podSubnet: number;
  readonly startAt: number;
  readonly limits: NodeLimits;
  readonly targets: NodeTargets;
  /** From when on the patch holds for this node, with its targets; Infinity without a patch. */
  readonly patchAt: number;
  readonly patchedTargets: NodeTargets;
  readonly observed: ObservedNode | null;
  /** The first of the observed node's pods; the others follow it. */
  readonly firstPod: number;
  readonly trunk: ScenarioTrunk | null;
  /** Of a further network card: the number of its node, which comes before it; -1 for a node. */
  readonly cardOf: number;
}

/** A scenario made ready to run; nothing of it changes while it runs, so checkpoints share it. */
export interface FleetPlan {
  readonly endAt: number;
  /** `{ id → number }` */
  readonly subnets: ReadonlyMap<string, number>;
  /** The scenario's nodes, then their further network cards, each a pool of its own. */
  readonly nodes: readonly PlannedNode[];
  readonly nodeCount: number;
  readonly events: PlannedEvents;
  /** Null where EC2's calls take no time. */
  readonly delays: Ec2Delays | null;
}

/**
 * Plans a scenario that has passed `parseScenario`: subnets and pods by number, each node's targets before and after the
 * patch, events in the order in which they happen. Node i has the patch from `patch.at + i * staggerMs` on.
 */
export function planFleet(scenario: Scenario): FleetPlan {
  const subnets = new Map(scenario.subnets.map((subnet, number) => [subnet.id, number]));
  const { patch } = scenario;
  const targetsBefore = targetsByLimits(parseSettings(scenario.env));
  const targetsAfter = patch ? targetsByLimits(parseSettings(patch.env)) : targetsBefore;
  let firstPod = 0;
  const nodes = scenario.nodes.map((node, index): PlannedNode => {
    const planned = {
      subnet: subnets.get(node.subnet) ?? -1,
      podSubnet: node.podSubnet === undefined ? -1 : (subnets.get(node.podSubnet) ?? -1),
      startAt: node.startAt,
      limits: limitsOf(node),
      targets: targetsBefore(node),
      patchAt: patch ? patch.at + index * patch.staggerMs : Number.POSITIVE_INFINITY,
      patchedTargets: targetsAfter(node),
      observed: node.observed ?? null,
      firstPod,
      trunk: node.trunk ?? null,
      cardOf: -1,
    };
    firstPod += node.observed?.pods.length ?? 0;
    return planned;
  });
  return {
    endAt: scenario.endAt,
    subnets,
    nodes: [...nodes, ...planCards(scenario, nodes)],
    nodeCount: nodes.length,
    events: planEvents(scenario),
    delays: scenario.ec2 ?? null,
  };
}

function planCards(scenario: Scenario, nodes: readonly PlannedNode[]): PlannedNode[] {
  const before = parseSettings(scenario.env);
  const after = scenario.patch ? parseSettings(scenario.patch.env) : before;
  return nodes.flatMap((node, index) =>
    (scenario.nodes[index]?.furtherCards ?? []).map(({ maxENIs }) => {
      const limits = { ...node.limits, maxEnis: maxENIs };
      const targets = furtherCardTargets(before, limits);
      const patchedTargets = furtherCardTargets(after, limits);
      return { ...node, limits, targets, patchedTargets, observed: null, trunk: null, cardOf: index };
    }),
  );
}

const limitsOf = (node: ScenarioNode): NodeLimits => ({
  maxEnis: node.maxENIs,
  ipv4PerEni: node.ipv4PerENI,
  supportsPrefixDelegation: node.pdSupported,
  maxPods: node.maxPods,
  supportsTrunk: node.trunk !== undefined,
});

/** Nodes of equal limits share one object of targets. */
function targetsByLimits(settings: Settings): (node: ScenarioNode) => NodeTargets {
  const known = new Map<string, NodeTargets>();
  return (node) => {
    const key = `${node.maxENIs} ${node.ipv4PerENI} ${node.pdSupported} ${node.maxPods} ${node.trunk !== undefined}`;
    const targets = known.get(key) ?? targetsFor(settings, limitsOf(node));
    known.set(key, targets);
    return targets;
  };
}

function planEvents({ events, nodes }: Scenario): PlannedEvents {
  const ordered = inOrder(events) ? events : events.toSorted(compareEvents);
  const count = ordered.length;
  const plan = {
    count,
    time: new Float64Array(count),
    node: new Int32Array(count),
    kind: new Uint8Array(count),
    pod: new Int32Array(count),
  };
  const podIndex = new Map<number, number>();
  for (const { observed } of nodes) {
    for (const { pod } of observed?.pods ?? []) podIndex.set(pod, podIndex.size);
  }
  for (let index = 0; index < count; index++) {
    const event = ordered[index] as ScenarioEvent;
    const pod = podIndex.get(event.pod) ?? podIndex.size;
    if (pod === podIndex.size) podIndex.set(event.pod, pod);
    plan.time[index] = event.t;
    plan.node[index] = event.node;
    plan.kind[index] = kindOf(event);
    plan.pod[index] = pod;
  }
  return { ...plan, podCount: podIndex.size, podNumber: Float64Array.from(podIndex.keys()) };
}

const kindOf = (event: ScenarioEvent): number =>
  event.op === "remove" ? REMOVE : event.branch === true ? ADD_BRANCH : ADD;

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
