import type { Subnet } from "@/lib/domain/vpc/snapshot";

/** A subnet tagged for clusters is for their nodes alone (CNI v1.22.1 and later). */
const CLUSTER_TAG = "cni.networking.k8s.aws/cluster/";

/** The tag by which a subnet is opened to, or closed to, the CNI's subnet discovery (awsutils.go validTag, v1.23.1). */
const roleTag = ({ tags }: Pick<Subnet, "tags">): string => tags["kubernetes.io/role/cni"] ?? "";

/** Whether the CNI makes no more ENIs there: tagged `kubernetes.io/role/cni=0`. */
export const isClosedToCni = (subnet: Pick<Subnet, "tags">): boolean => roleTag(subnet) === "0";

/**
 * Whether the CNI of one of `clusters` may choose the subnet for new ENIs of its VPC and zone: it is tagged
 * `kubernetes.io/role/cni` with anything but 0, and for no cluster or for one of these.
 *
 * Tagged `cni.networking.k8s.aws/cluster/prod-main`, it is open to `["prod-main"]` and not to `["prod-batch"]`, nor to `[]`.
 */
export function isForCniOf(subnet: Pick<Subnet, "tags">, clusters: readonly string[]): boolean {
  if (["", "0"].includes(roleTag(subnet))) return false;
  const names = Object.keys(subnet.tags).filter((key) => key.startsWith(CLUSTER_TAG));
  return names.length === 0 || clusters.some((name) => names.includes(CLUSTER_TAG + name));
}
