import type { CountRange } from "@/lib/domain/api/common";
import { parseGoBool } from "@/lib/domain/ipamd/go-values";
import { parseSettings, type Settings } from "@/lib/domain/ipamd/settings";
import { isPrimaryEni } from "@/lib/domain/vpc/cni-eni";
import { type EniHead, type EniTable, eniHeadAt } from "@/lib/domain/vpc/eni-table";
import { maxPodsOf, supportsPrefixes } from "@/lib/domain/vpc/max-pods";
import type { Node } from "@/lib/domain/vpc/node";
import { addressesOfNode, type NodeAddresses, slotsOf } from "@/lib/domain/vpc/node-addresses";
import type { GrowthRoom } from "@/lib/domain/vpc/node-growth";
import { type NodePool, type PodRange, type PoolEni, podRange } from "@/lib/domain/vpc/pod-range";
import type { PoolAssumption } from "@/lib/domain/vpc/pool-assumption";
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
  readonly assumption: PoolAssumption;
  /** The room that the pool can grow into under the settings in force. */
  readonly roomOf: (settings: Settings) => GrowthRoom;
  /** Gives the range of an equal pool again; there are few kinds of pool among thousands of nodes. */
  readonly rangeOf?: typeof podRange;
}

/**
 * Bounds a node's pods by its pool. Where the settings are only assumed, the node's own ENIs overrule them: prefixes show
 * that prefix delegation is on, ENIs in other subnets than the primary, which itself holds none of the pods' addresses,
 * show custom networking. Nothing is bounded on EKS Auto Mode, on IPv6 nodes and where the type's limits are unknown.
 */
export function estimateNode(input: NodeEstimateInput): NodeEstimate {
  const { table, node, limits, assumption } = input;
  const enis = node.eniRows.map((row) => eniHeadAt(table, row));
  const addresses = addressesOfNode(table, node);
  const env = envInForce(input, enis, addresses);
  const settings = parseSettings(env);
  const usesPrefixes =
    addresses.prefixCount > 0 || (settings.prefixDelegation && limits !== null && supportsPrefixes(limits));
  const maxPods =
    limits && !node.isAutoMode
      ? maxPodsOf(limits, { usesPrefixes, isCustomNetworking: settings.customNetworking, maxEni: settings.maxEni })
      : null;
  const base = { addresses, limits, usesPrefixes, maxPods };
  const obstacle = obstacleTo(input, enis, { env, addresses });
  if (obstacle !== null || limits === null) {
    return { ...base, podRange: null, podRangeNote: obstacle ?? "", warmEstimate: null };
  }
  const result = rangeInForce(input, enis, { env, limits, maxPods });
  const { attachedCount } = addresses;
  return {
    ...base,
    podRange: result.range,
    podRangeNote: noteOn(result, assumption),
    warmEstimate: {
      low: Math.max(attachedCount - result.range.high, 0),
      high: Math.max(attachedCount - result.range.low, 0),
    },
  };
}

function envInForce({ assumption }: NodeEstimateInput, enis: readonly EniHead[], addresses: NodeAddresses) {
  if (!assumption.assumed) return assumption.env;
  return {
    ...assumption.env,
    ...(addresses.prefixCount > 0 && { ENABLE_PREFIX_DELEGATION: "true" }),
    ...(hasCustomNetworking(enis, addresses) && { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true" }),
  };
}

function hasCustomNetworking(enis: readonly EniHead[], { attachedBySubnet }: NodeAddresses): boolean {
  const primary = enis.find(isPrimaryEni);
  const others = enis.filter((eni) => !isPrimaryEni(eni) && isPoolEni(eni));
  return (
    primary !== undefined &&
    primary.subnetId !== null &&
    (attachedBySubnet.get(primary.subnetId) ?? 0) === 0 &&
    others.some((eni) => eni.subnetId !== null && eni.subnetId !== primary.subnetId)
  );
}

/** ipamd's pool is on the default network card; `efa-only` interfaces have no addresses. */
const isPoolEni = (eni: EniHead): boolean =>
  (eni.attachment?.networkCardIndex ?? 0) === 0 && eni.interfaceType !== "efa-only";

interface Observed {
  readonly env: Readonly<Record<string, string>>;
  readonly addresses: NodeAddresses;
}

function obstacleTo({ node, limits }: NodeEstimateInput, enis: readonly EniHead[], { env, addresses }: Observed) {
  if (!node.isNode) return "Not a Kubernetes node: no tag and no interface marks it as one.";
  if (node.isAutoMode) return "EKS Auto Mode manages this node's addresses; the VPC CNI's settings do not apply.";
  if (enis.length === 0) return "None of the node's interfaces was read.";
  const hasIpv6Pods = addresses.attachedCount === 0 && enis.some((eni) => eni.ipv6PrefixCount > 0);
  if (hasIpv6Pods || parseGoBool(env.ENABLE_IPv6 ?? "")) {
    return "Pods of this node have IPv6 addresses; no IPv4 address waits for one.";
  }
  if (limits !== null) return null;
  return node.instance?.instanceType
    ? `The limits of ${node.instance.instanceType} are not known.`
    : "The instance type is not known, and with it the limits of the node's pool.";
}

interface InForce {
  readonly env: Readonly<Record<string, string>>;
  readonly limits: InstanceTypeLimits;
  readonly maxPods: number | null;
}

function rangeInForce(input: NodeEstimateInput, enis: readonly EniHead[], { env, limits, maxPods }: InForce): PodRange {
  const pool: NodePool = {
    maxEnis: limits.maxEnis,
    slotsPerEni: limits.ipv4PerEni - 1,
    supportsPrefixes: supportsPrefixes(limits),
    maxPods,
    enis: enis.filter(isPoolEni).map((eni) => poolEni(input.table, eni)),
    ...input.roomOf(parseSettings(env)),
  };
  return (input.rangeOf ?? podRange)(pool, env);
}

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

const noteOn = ({ isAtRest }: PodRange, { label }: PoolAssumption): string =>
  isAtRest
    ? `The pods at which the pool stays as it is (${label}).`
    : `All that the pool could serve: it is changing, or its settings are others (${label}).`;

/**
 * The part of a node's warm estimate that lies in one subnet. The pods' places are not known, so where a node has pools in
 * several subnets each may hold all of the pods or none.
 */
export function warmEstimateIn(estimate: NodeEstimate, subnetId: string): CountRange | null {
  if (estimate.podRange === null) return null;
  const here = estimate.addresses.attachedBySubnet.get(subnetId) ?? 0;
  const elsewhere = estimate.addresses.attachedCount - here;
  return {
    low: here - Math.min(here, estimate.podRange.high),
    high: here - Math.min(here, Math.max(0, estimate.podRange.low - elsewhere)),
  };
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
