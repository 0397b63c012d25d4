import type { DisclosedNode } from "@/lib/domain/api/simulation";
import { drain } from "@/lib/domain/ipamd/drain";
import type { ObservedPod } from "@/lib/domain/ipamd/scenario";
import { limitsOf, shownBy, type TargetsBook } from "@/lib/domain/simulation/node-settings";
import { type PodPlacement, placePods } from "@/lib/domain/simulation/pod-placement";
import type { PreparedNode, PreparedScope } from "@/lib/domain/simulation/prepared-scope";
import type { PodsAssumption } from "@/lib/domain/simulation/simulation-input";

/** aws-node and kube-proxy are on the host's network and among the node's max pods. */
export const HOST_NETWORK_PODS = 2;

/** The pods with addresses that a node may have at most. */
export const podCapacityOf = (maxPods: number): number => Math.max(0, maxPods - HOST_NETWORK_PODS);

/** The pods of the scope's nodes at the start. */
export interface PodCensus {
  /** `{ node → its pods with an address, and where }` */
  readonly placed: readonly (readonly ObservedPod[])[];
  /** `{ node → pods beyond what its pool has addresses for; they wait from the start }` */
  readonly beyond: readonly number[];
  /** Nodes that cannot have rested so under today's settings, and nodes that ask for more at once. */
  readonly changingNodes: readonly number[];
  readonly growingNodes: readonly number[];
  readonly podCount: number;
}

interface Settled {
  readonly pods: number;
  readonly placement: PodPlacement;
}

/**
 * Gives every node its pods: of the range that its pool allows the low end, the middle or the high end, moved to the
 * nearest number in the range with which the pool can rest; or the same number everywhere, up to the node's max pods.
 * A node that discloses its pods has those.
 */
export const takeCensus = (prepared: PreparedScope, targets: TargetsBook, assumption: PodsAssumption): PodCensus =>
  drain(takeCensusSteps(prepared, targets, assumption));

/** The same in steps of some milliseconds. */
export const takeCensusSteps = (
  prepared: PreparedScope,
  targets: TargetsBook,
  assumption: PodsAssumption,
): Generator<undefined, PodCensus> => new CensusTaker(prepared, targets, assumption).take();

/** So many nodes are counted without a break. */
const NODES_A_STEP = 500;

class CensusTaker {
  private readonly known = new Map<string, Settled>();
  private pod = 0;

  constructor(
    private readonly prepared: PreparedScope,
    private readonly targets: TargetsBook,
    private readonly assumption: PodsAssumption,
  ) {}

  *take(): Generator<undefined, PodCensus> {
    const placed: ObservedPod[][] = [];
    const beyond: number[] = [];
    const changingNodes: number[] = [];
    const growingNodes: number[] = [];
    for (const [number, node] of this.prepared.nodes.entries()) {
      if (number % NODES_A_STEP === NODES_A_STEP - 1) yield;
      if (node.node.disclosed) {
        placed.push(this.listDisclosed(node.node.disclosed));
        beyond.push(node.node.disclosed.waitingPodCount);
        continue;
      }
      const { pods, placement } = this.settle(node);
      const here = this.list(node, placement);
      placed.push(here);
      beyond.push(pods - here.length);
      if (placement.state === "changing") changingNodes.push(number);
      if (placement.state === "growing") growingNodes.push(number);
    }
    const podCount = this.pod + beyond.reduce((sum, count) => sum + count, 0);
    return { placed, beyond, changingNodes, growingNodes, podCount };
  }

  private settle(prepared: PreparedNode): Settled {
    const { node, shape, shapeKey } = prepared;
    const { low, high } = this.rangeOf(prepared);
    const canGrow = this.canGrow(prepared);
    const unmanagedEniCount = node.unmanagedDevices?.length ?? 0;
    const key = `${shapeKey}|${node.type} ${node.maxPods} ${node.hasPrefixes} ${node.podSubnet !== null} ${low} ${high} ${canGrow} ${unmanagedEniCount}`;
    const known = this.known.get(key);
    if (known) return known;
    const type = this.prepared.scope.types[node.type];
    if (!type) throw new RangeError(`no type number ${node.type}`);
    const limits = limitsOf(
      type,
      node.maxPods,
      shape.some((eni) => eni.isTrunk),
    );
    const targets = this.targets.targetsOf("today", shownBy(node), limits);
    let settled: Settled | null = null;
    for (const pods of this.candidates(low, high)) {
      const placement = placePods(shape, targets, { pods, unmanagedEniCount });
      const canRest = placement.state === "resting" || (placement.state === "growing" && !canGrow);
      settled ??= { pods, placement };
      if (!canRest) continue;
      settled = { pods, placement };
      break;
    }
    if (!settled) throw new RangeError(`node ${node.instanceId} has an empty range of pods`);
    this.known.set(key, settled);
    return settled;
  }

  private rangeOf({ node, shape }: PreparedNode): { low: number; high: number } {
    if (typeof this.assumption === "number") {
      const pods = Math.min(this.assumption, podCapacityOf(node.maxPods));
      return { low: pods, high: pods };
    }
    if (node.podRange) return node.podRange;
    const high = shape.reduce((sum, { addressCount, prefixCount }) => sum + addressCount + 16 * prefixCount, 0);
    return { low: 0, high: Math.min(high, podCapacityOf(node.maxPods)) };
  }

  /** Numbers of the range, the wanted one first, then those next to it. */
  private candidates(low: number, high: number): number[] {
    const wish = this.assumption === "low" ? low : this.assumption === "high" ? high : Math.round((low + high) / 2);
    const numbers = Array.from({ length: high - low + 1 }, (_, index) => low + index);
    return numbers.sort((a, b) => Math.abs(a - wish) - Math.abs(b - wish) || a - b);
  }

  /** Whether a try to grow could get anything: of any subnet that the node may use an address, or a block. */
  private canGrow({ node, enis }: PreparedNode): boolean {
    const { discoverable, freeOffsets, scope } = this.prepared;
    const own = node.podSubnet === null ? (discoverable[node.subnet] ?? []) : [node.podSubnet];
    const ofEnis = enis.map(({ subnet }) => scope.subnets.findIndex(({ id }) => id === subnet));
    return [...own, ...ofEnis].some((number) => {
      const hidden = scope.subnets[number]?.unexplainedAddressCount ?? 0;
      return (freeOffsets[number]?.length ?? 0) - hidden > 0;
    });
  }

  /** Where the pods are is known. */
  private listDisclosed({ enis }: DisclosedNode): ObservedPod[] {
    return enis.flatMap(({ device, pods }) =>
      pods.flatMap(([entry, count]) => Array.from({ length: count }, () => ({ pod: this.pod++, device, entry }))),
    );
  }

  private list({ enis }: PreparedNode, { counts }: PodPlacement): ObservedPod[] {
    const pods: ObservedPod[] = [];
    let place = 0;
    for (const { device, prefixes, addresses } of enis) {
      for (const entry of [...prefixes, ...addresses]) {
        for (let count = counts[place++] ?? 0; count > 0; count--) pods.push({ pod: this.pod++, device, entry });
      }
    }
    return pods;
  }
}
