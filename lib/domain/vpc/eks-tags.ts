import type { Tags } from "@/lib/domain/vpc/eni-table";

/** Tags whose value is a cluster's name, the most specific first; on instances and on ENIs. */
const CLUSTER_NAME_TAGS = [
  "eks:cluster-name",
  "aws:eks:cluster-name",
  "eks:eks-cluster-name",
  "cluster.k8s.amazonaws.com/name",
  "alpha.eksctl.io/cluster-name",
] as const;

const CLUSTER_OWNED_PREFIX = "kubernetes.io/cluster/";

/** Tags whose value is the name of a group of nodes; an Auto Scaling group is the last resort. */
const NODE_GROUP_TAGS = [
  "eks:nodegroup-name",
  "karpenter.sh/nodepool",
  "karpenter.sh/provisioner-name",
  "alpha.eksctl.io/nodegroup-name",
  "aws:autoscaling:groupName",
] as const;

/** Tags that only nodes carry, beside those that name a cluster. */
const NODE_MARKER_TAGS = ["eks:nodegroup-name", "karpenter.sh/nodepool", "karpenter.sh/provisioner-name"] as const;

const firstValue = (tags: Tags, keys: readonly string[]): string | null => {
  for (const key of keys) if (tags[key]) return tags[key];
  return null;
};

/** The cluster that the resource belongs to by `kubernetes.io/cluster/NAME=owned`; null when none or several do. */
function owningCluster(tags: Tags): string | null {
  let found: string | null = null;
  for (const key in tags) {
    if (tags[key] !== "owned" || !key.startsWith(CLUSTER_OWNED_PREFIX)) continue;
    const name = key.slice(CLUSTER_OWNED_PREFIX.length);
    if (name === "") continue;
    if (found !== null) return null;
    found = name;
  }
  return found;
}

/** The cluster's name by the tags of an instance or an ENI, or null. `shared` tags name users, not an owner. */
export const clusterNameOf = (tags: Tags): string | null => firstValue(tags, CLUSTER_NAME_TAGS) ?? owningCluster(tags);

/** The node group, Karpenter node pool or, last, the Auto Scaling group by an instance's tags, or null. */
export const nodeGroupOf = (tags: Tags): string | null => firstValue(tags, NODE_GROUP_TAGS);

/** Whether an instance's tags say that it is a Kubernetes node. */
export const hasNodeTags = (tags: Tags): boolean =>
  clusterNameOf(tags) !== null ||
  firstValue(tags, NODE_MARKER_TAGS) !== null ||
  Object.keys(tags).some((key) => key.startsWith(CLUSTER_OWNED_PREFIX) && tags[key] === "owned");

/** Whether an ENI's tags are those that EKS Auto Mode writes. `eks:eks-cluster-name` alone is Karpenter's as well. */
export const hasAutoModeTags = (tags: Tags): boolean => Boolean(tags["eks:kubernetes-cni-node-name"]);
