import "server-only";
import type { LeftOutKind, ScopeEni, ScopeNode, ScopeType, SimulationScope } from "@/lib/domain/api/simulation";
import { BLOCK_SIZE } from "@/lib/domain/ip/cidr";
import { AUTO_MODE_NOT_SIMULATED } from "@/lib/domain/ipamd/not-simulated";
import { toSteps } from "@/lib/domain/simulation/offset-steps";
import { isPrimaryEni } from "@/lib/domain/vpc/cni-eni";
import { type EniHead, eniHeadAt, prefixesAt, secondaryAddressesAt } from "@/lib/domain/vpc/eni-table";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import { supportsPrefixes } from "@/lib/domain/vpc/max-pods";
import type { Node } from "@/lib/domain/vpc/node";
import type { InstanceTypeLimits } from "@/lib/domain/vpc/snapshot";
import type { ScopeSubnets } from "@/lib/inventory/scope-subnets";

const REASONS: Readonly<Record<LeftOutKind, string>> = {
  "auto-mode": AUTO_MODE_NOT_SIMULATED,
  ipv6: "not simulated, because its pods have IPv6 addresses: no target is looked at",
  "unknown-limits": "not simulated, because the ENI limits of its instance type are not known",
  efa: "not simulated, because it has an EFA interface, which ipamd fills but never gives back: the model has no such interface",
  "excluded-subnet":
    "not simulated, because its subnet is tagged kubernetes.io/role/cni=0: the model does not leave out primary ENIs",
  stopped: "not simulated, because the instance does not run",
  unreadable:
    "not simulated, because not all of its addresses could be read, or one lies outside of its subnet or is another ENI's, too",
};

/** What a node's own limit of pods is taken for where the instance type's number of vCPUs is not known. */
const ASSUMED_MAX_PODS = 110;

/** The CNI leaves such an ENI alone, unless it is the primary (awsutils.go, v1.23.1). */
const isUnmanaged = (eni: EniHead): boolean =>
  eni.interfaceType === "efa-only" || (eni.tags["node.k8s.amazonaws.com/no_manage"] === "true" && !isPrimaryEni(eni));

const cardOf = (eni: EniHead): number => eni.attachment?.networkCardIndex ?? 0;

/** A piece of what a node holds, marked in its subnet as soon as it is read, so that no second ENI can have it. */
interface Held {
  readonly subnet: number;
  readonly offset: number;
  readonly length: number;
}

/** Collects the nodes of a scope; what cannot be simulated is left out with its reason. */
export class ScopeNodes {
  readonly nodes: ScopeNode[] = [];
  readonly types: ScopeType[] = [];
  readonly clusters: string[] = [];
  private readonly out = new Map<LeftOutKind, string[]>();
  private readonly typeNumbers = new Map<string, number>();
  private readonly clusterNumbers = new Map<string, number>();
  private assumedMaxPods = 0;
  private furtherCards = 0;

  constructor(
    private readonly inventory: Inventory,
    private readonly subnets: ScopeSubnets,
    private readonly estimateOf: Inventory["estimateOf"],
  ) {}

  add(node: Node): void {
    const held: Held[] = [];
    const result = this.describe(node, held);
    if (typeof result !== "string") {
      this.nodes.push(result);
      return;
    }
    for (const { subnet, offset, length } of held) this.subnets.letGo(subnet, offset, length);
    const leftOut = this.out.get(result);
    if (leftOut) leftOut.push(node.instanceId);
    else this.out.set(result, [node.instanceId]);
  }

  leftOut(): SimulationScope["leftOut"] {
    return [...this.out].map(([kind, instanceIds]) => ({ kind, reason: REASONS[kind], instanceIds }));
  }

  notes(): string[] {
    const notes: string[] = [];
    if (this.assumedMaxPods > 0) {
      notes.push(
        `The max pods of ${this.assumedMaxPods} nodes are not known: ${ASSUMED_MAX_PODS}, the usual limit, is assumed.`,
      );
    }
    if (this.furtherCards > 0) {
      notes.push(`${this.furtherCards} nodes have ENIs on further network cards; their addresses count as taken.`);
    }
    return notes;
  }

  private describe(node: Node, held: Held[]): ScopeNode | LeftOutKind {
    const { snapshot } = this.inventory;
    if (node.isAutoMode) return "auto-mode";
    if (node.instance?.state === "stopped" || node.instance?.state === "stopping") return "stopped";
    const limits = snapshot.instanceTypes.get(node.instance?.instanceType ?? "");
    if (!limits) return "unknown-limits";
    const heads = node.eniRows.map((row) => eniHeadAt(snapshot.enis, row));
    if (heads.length === 0) return "unreadable";
    const estimate = this.estimateOf(node);
    if (estimate.podRange === null) return "ipv6";
    const ofCard = heads.filter((eni) => cardOf(eni) === 0 && eni.attachment?.deviceIndex != null);
    if (ofCard.some((eni) => eni.interfaceType === "efa")) return "efa";
    const enis = ofCard.filter((eni) => !isUnmanaged(eni)).map((eni) => this.eni(eni, limits, held));
    const sound = enis.filter((eni) => eni !== null);
    const [primary] = sound;
    if (sound.length < enis.length || primary?.device !== 0) return "unreadable";
    if (sound.some(({ subnet }) => this.subnets.isExcluded(subnet))) return "excluded-subnet";
    if (heads.some((eni) => cardOf(eni) > 0 && eni.primaryAddress !== null)) this.furtherCards++;
    if (estimate.maxPods === null) this.assumedMaxPods++;
    const unmanaged = ofCard.filter(isUnmanaged).map((eni) => eni.attachment?.deviceIndex ?? 0);
    return {
      instanceId: node.instanceId,
      name: node.name,
      cluster: node.clusterName === null ? null : this.clusterNumber(node.clusterName),
      type: this.typeNumber(limits),
      maxPods: estimate.maxPods ?? ASSUMED_MAX_PODS,
      subnet: primary.subnet,
      podSubnet: podSubnetOf(sound, primary),
      hasPrefixes: sound.some(({ prefixes }) => prefixes.length > 0),
      podRange: estimate.podRange,
      enis: sound,
      ...(unmanaged.length > 0 && { unmanagedDevices: unmanaged }),
    };
  }

  /** Null where something of the ENI is not sound. */
  private eni(eni: EniHead, { ipv4PerEni }: InstanceTypeLimits, held: Held[]): ScopeEni | null {
    const { enis } = this.inventory.snapshot;
    const subnet = this.subnets.numberOf(eni.subnetId);
    const device = eni.attachment?.deviceIndex ?? 0;
    if (subnet === null || eni.primaryAddress === null || eni.unreadableAddressCount > 0) return null;
    const own = this.offsets(subnet, [eni.primaryAddress], 1, held);
    const addresses = this.offsets(subnet, secondaryAddressesAt(enis, eni.row), 1, held);
    const prefixes = this.offsets(subnet, prefixesAt(enis, eni.row), BLOCK_SIZE, held);
    const primary = own?.[0];
    if (primary === undefined || !addresses || !prefixes || prefixes.some((offset) => offset % BLOCK_SIZE !== 0)) {
      return null;
    }
    if (addresses.length + prefixes.length > ipv4PerEni - 1) return null;
    return {
      device,
      subnet,
      primary,
      addresses: toSteps(addresses),
      prefixes: toSteps(prefixes.map((offset) => offset / BLOCK_SIZE)),
      ...(eni.interfaceType === "trunk" && { isTrunk: true as const }),
    };
  }

  /** Ascending offsets of the addresses, or null where one is not sound; what they hold is added to `held`. */
  private offsets(subnet: number, addresses: ArrayLike<number>, length: number, held: Held[]): number[] | null {
    const offsets: number[] = [];
    for (let index = 0; index < addresses.length; index++) {
      const offset = this.subnets.offsetOf(subnet, addresses[index] ?? 0, length);
      if (offset === null) return null;
      this.subnets.hold(subnet, offset, length);
      held.push({ subnet, offset, length });
      offsets.push(offset);
    }
    return offsets.sort((a, b) => a - b);
  }

  private typeNumber({ instanceType, maxEnis, ipv4PerEni, ...limits }: InstanceTypeLimits): number {
    const known = this.typeNumbers.get(instanceType);
    if (known !== undefined) return known;
    const supported = supportsPrefixes({ instanceType, maxEnis, ipv4PerEni, ...limits });
    const number = this.types.push({ instanceType, maxEnis, ipv4PerEni, supportsPrefixes: supported }) - 1;
    this.typeNumbers.set(instanceType, number);
    return number;
  }

  private clusterNumber(name: string): number {
    const known = this.clusterNumbers.get(name);
    if (known !== undefined) return known;
    const number = this.clusters.push(name) - 1;
    this.clusterNumbers.set(name, number);
    return number;
  }
}

/** ENIs elsewhere than the primary, which itself has no pods' addresses: so ENIConfigs make nodes look. */
function podSubnetOf(enis: readonly ScopeEni[], primary: ScopeEni): number | null {
  if (primary.addresses.length + primary.prefixes.length > 0) return null;
  return enis.find((eni) => eni !== primary && !eni.isTrunk && eni.subnet !== primary.subnet)?.subnet ?? null;
}
