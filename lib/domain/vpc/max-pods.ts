import type { InstanceTypeLimits } from "@/lib/domain/vpc/snapshot";

/** What the usual limit depends on beside the instance type. */
export interface MaxPodsMode {
  readonly usesPrefixes: boolean;
  /** Custom networking: the primary ENI's addresses are not used for pods. */
  readonly isCustomNetworking: boolean;
  /** MAX_ENI of the CNI, or null. */
  readonly maxEni: number | null;
}

const ADDRESSES_PER_PREFIX = 16;
/** aws-node and kube-proxy run in the host's network. */
const HOST_NETWORK_PODS = 2;
const LARGE_FROM_VCPUS = 31;
const CAP_SMALL = 110;
const CAP_LARGE = 250;

/** EC2 delegates prefixes on Nitro and on bare metal only (awsutils.go IsPrefixDelegationSupported, v1.23.1). */
export const supportsPrefixes = (limits: InstanceTypeLimits): boolean =>
  limits.hypervisor === "nitro" || limits.isBareMetal;

/**
 * The number of pods that kubelet usually allows on the type: ENIs × (addresses per ENI - 1) + 2, one ENI fewer with
 * custom networking; with prefixes 16 addresses a slot, at most 110, or 250 above 30 vCPUs. Null where that cap matters
 * and the number of vCPUs is not known. A cluster may set another limit, which EC2 does not show.
 * Source: amazon-vpc-cni-k8s misc/eni-max-pods.txt; amazon-eks-ami max-pods-calculator.sh.
 * Examples: t3.2xlarge 58, m5.large 29, m5.large with prefixes 110.
 */
export function maxPodsOf(limits: InstanceTypeLimits, mode: MaxPodsMode): number | null {
  const enis = Math.min(mode.maxEni ?? limits.maxEnis, limits.maxEnis) - (mode.isCustomNetworking ? 1 : 0);
  const perSlot = mode.usesPrefixes ? ADDRESSES_PER_PREFIX : 1;
  const pods = Math.max(enis, 0) * (limits.ipv4PerEni - 1) * perSlot + HOST_NETWORK_PODS;
  if (!mode.usesPrefixes || pods <= CAP_SMALL) return pods;
  if (limits.vcpuCount === null) return null;
  return Math.min(pods, limits.vcpuCount >= LARGE_FROM_VCPUS ? CAP_LARGE : CAP_SMALL);
}
