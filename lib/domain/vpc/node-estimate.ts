import type { CountRange } from "@/lib/domain/api/common";
import { parseGoBool } from "@/lib/domain/ipamd/go-values";
import type { Settings } from "@/lib/domain/ipamd/settings";
import { isPrimaryEni } from "@/lib/domain/vpc/cni-eni";
import { type EniHead, type EniTable, eniHeadAt } from "@/lib/domain/vpc/eni-table";
import { maxPodsOf, supportsPrefixes } from "@/lib/domain/vpc/max-pods";
import type { Node } from "@/lib/domain/vpc/node";
import { addressesOfNode, attachedIn, type NodeAddresses, slotsOf } from "@/lib/domain/vpc/node-addresses";
import type { GrowthRoom } from "@/lib/domain/vpc/node-growth";
import type { NodePool, PodRange, PoolEni, podRange } from "@/lib/domain/vpc/pod-range";
import type { ObservedMode, PoolSettings } from "@/lib/domain/vpc/pool-settings";
import type { InstanceTypeLimits } from "@/lib/domain/vpc/snapshot";

/** A node's pool in numbers, and what its settings say about its pods. */
export interface NodeEstimate {
  readonly addresses: NodeAddresses;
  readonly limits: InstanceTypeLimits | null;
  readonly usesPrefixes: boolean;
  readonly maxPods: number | null;
  /** Pods with addresses of the pool; null where nothing bounds them, and the note says why. */
  readonly podRange: CountRange | null;
  readonly podRangeNote: string;
  /** Attached addresses without a pod: what is attached less the range of pods. */
  readonly warmEstimate: CountRange | null;
}

export interface NodeEstimateInput {
  readonly table: EniTable;
  readonly node: Node;
  readonly limits: InstanceTypeLimits | null;
  readonly settingsOf: (observed: ObservedMode) => PoolSettings;
  /** Where the settings come from, for a person. */
  readonly settingsLabel: string;
  /** Nobody read or gave the settings: where the node shows others, they do not hold. */
  readonly isAssumed: boolean;
  /** The room that the pool can grow into under the settings in force. */
  readonly roomOf: (settings: Settings) => GrowthRoom;
  /** `podRange`, or one that gives the range of an equal pool again. */
  readonly rangeOf: typeof podRange;
}

/**
 * Bounds a node's pods by its pool and the settings in force. Nothing is bounded on EKS Auto Mode, on IPv6 nodes, and
 * where the type's limits are unknown; then `podRangeNote` says so. `warmEstimate` is what is attached less the pods.
 */
export function estimateNode(input: NodeEstimateInput): NodeEstimate {
  const { table, node, limits } = input;
  const addresses = addressesOfNode(table, node);
  const enis = node.eniRows.map((row) => eniHeadAt(table, row));
  const inForce = input.settingsOf({
    hasPrefixes: addresses.prefixCount > 0,
    hasCustomNetworking: showsCustomNetworking(enis, addresses),
  });
  const { customNetworking, maxEni, prefixDelegation } = inForce.settings;
  const usesPrefixes = addresses.prefixCount > 0 || (prefixDelegation && limits !== null && supportsPrefixes(limits));
  const maxPods =
    limits && !node.isAutoMode
      ? maxPodsOf(limits, { usesPrefixes, isCustomNetworking: customNetworking, maxEni })
      : null;
  const base = { addresses, limits, usesPrefixes, maxPods };
  const obstacle = obstacleTo(input, enis, { addresses, inForce });
  if (limits === null || obstacle !== null) {
    return { ...base, podRange: null, podRangeNote: obstacle ?? "", warmEstimate: null };
  }
  const pool: NodePool = {
    maxEnis: limits.maxEnis,
    slotsPerEni: limits.ipv4PerEni - 1,
    supportsPrefixes: supportsPrefixes(limits),
    maxPods,
    enis: enis.filter(isPoolEni).map((eni) => poolEni(table, eni)),
    ...input.roomOf(inForce.settings),
  };
  const result = contradicts(input, pool, inForce)
    ? { range: { low: 0, high: addresses.attachedCount }, isAtRest: false }
    : input.rangeOf(pool, inForce.env);
  return {
    ...base,
    podRange: result.range,
    podRangeNote:
      noteOn(result, input.settingsLabel) + roomNote(result, pool, () => input.rangeOf(roomy(pool), inForce.env)),
    warmEstimate: warmFrom(addresses.attachedCount, result.range),
  };
}

/**
 * Whether assumed settings cannot be the node's own: with warm ENIs as the target ipamd fills ENIs whole, so one that is
 * part full has another target behind it, or a subnet that ran short. Either way nothing narrower is certain.
 */
const contradicts = ({ isAssumed }: NodeEstimateInput, pool: NodePool, { settings }: PoolSettings): boolean =>
  isAssumed &&
  !(settings.prefixDelegation && pool.supportsPrefixes) &&
  settings.warmIpTarget === 0 &&
  settings.minimumIpTarget === 0 &&
  pool.enis.some(
    ({ secondaryCount, isReleasable, isPrimary }) =>
      (isReleasable || isPrimary) && secondaryCount > 0 && secondaryCount < pool.slotsPerEni,
  );

const warmFrom = (attachedCount: number, pods: CountRange): CountRange => ({
  low: Math.max(attachedCount - pods.high, 0),
  high: Math.max(attachedCount - pods.low, 0),
});

/** ENIs in other subnets than the primary, which itself has none of the pods' addresses: so ENIConfigs make nodes look. */
function showsCustomNetworking(enis: readonly EniHead[], addresses: NodeAddresses): boolean {
  const primary = enis.find(isPrimaryEni);
  return (
    primary !== undefined &&
    primary.subnetId !== null &&
    attachedIn(addresses, primary.subnetId) === 0 &&
    enis.some((eni) => isPoolEni(eni) && eni.subnetId !== null && eni.subnetId !== primary.subnetId)
  );
}

/** ipamd's pool is on the default network card; `efa-only` interfaces have no addresses. */
const isPoolEni = (eni: EniHead): boolean =>
  (eni.attachment?.networkCardIndex ?? 0) === 0 && eni.interfaceType !== "efa-only";

function poolEni(table: EniTable, eni: EniHead): PoolEni {
  const slots = slotsOf(table, eni.row);
  const isPrimary = isPrimaryEni(eni);
  return {
    isPrimary,
    isReleasable: !isPrimary && eni.interfaceType !== "trunk" && eni.interfaceType !== "efa",
    secondaryCount: slots.secondaryCount + slots.unreadableCount,
    prefixCount: slots.prefixCount,
  };
}

interface Known {
  readonly addresses: NodeAddresses;
  readonly inForce: PoolSettings;
}

/** Why the node's pods cannot be bounded, for a person; null when they can. */
function obstacleTo({ node, limits }: NodeEstimateInput, enis: readonly EniHead[], known: Known): string | null {
  if (!node.isNode) return "Not a Kubernetes node: no tag and no interface marks it as one.";
  if (node.isAutoMode) return "EKS Auto Mode manages this node's addresses; the VPC CNI's settings do not apply.";
  if (enis.length === 0) return "None of the node's interfaces was read.";
  const hasIpv6Pods = known.addresses.attachedCount === 0 && enis.some((eni) => eni.ipv6PrefixCount > 0);
  if (hasIpv6Pods || parseGoBool(known.inForce.env.ENABLE_IPv6 ?? "")) {
    return "Pods of this node have IPv6 addresses; no IPv4 address waits for one.";
  }
  if (limits !== null) return null;
  return node.instance?.instanceType
    ? `The limits of ${node.instance.instanceType} are not known.`
    : "The instance type is not known, and with it the limits of the node's pool.";
}

const noteOn = ({ isAtRest }: PodRange, label: string): string =>
  isAtRest
    ? `The pods at which the pool stays as it is (${label}).`
    : `All that the pool could serve: it is changing, or its settings are others than these (${label}).`;

const roomy = (pool: NodePool): NodePool => ({ ...pool, freeAddressCount: null, freeBlockCount: null });

/** Says why a pool may be used up further than its settings alone would let it: its subnet has no room for it to grow. */
function roomNote({ range, isAtRest }: PodRange, pool: NodePool, withRoom: () => PodRange): string {
  const isShort = pool.freeAddressCount !== null && pool.freeAddressCount <= pool.slotsPerEni;
  if (!isAtRest || !isShort) return "";
  const roomyRange = withRoom();
  if (!roomyRange.isAtRest || roomyRange.range.high >= range.high) return "";
  return ` With room in its subnet the most would be ${roomyRange.range.high}: beyond that ipamd asks for addresses that the subnet does not have.`;
}

/**
 * The part of a node's warm estimate that lies in one subnet. The pods' places are not known, so where a node has pools in
 * several subnets each may hold all of the pods or none.
 */
export function warmEstimateIn({ podRange: pods, addresses }: NodeEstimate, subnetId: string): CountRange | null {
  if (pods === null) return null;
  const here = attachedIn(addresses, subnetId);
  const elsewhere = addresses.attachedCount - here;
  return warmFrom(here, { low: Math.max(0, pods.low - elsewhere), high: pods.high });
}

/** The sum over the ranges that are known; null when none is. What is unknown is left out, so the sum is a part. */
export function sumRanges(ranges: readonly (CountRange | null)[]): CountRange | null {
  const known = ranges.filter((range) => range !== null);
  if (known.length === 0) return null;
  return {
    low: known.reduce((sum, { low }) => sum + low, 0),
    high: known.reduce((sum, { high }) => sum + high, 0),
  };
}
