import { type Millis, millis } from "@/lib/domain/brand";
import { MINUTE_MS } from "@/lib/domain/time-units";
import { clusterNameOf, hasAutoModeTags } from "@/lib/domain/vpc/eks-tags";
import type { EniHead, Tags } from "@/lib/domain/vpc/eni-table";

/** Description of every ENI that the CNI creates: this and the instance's id (awsutils.go eniDescriptionPrefix, v1.23.1). */
export const CNI_DESCRIPTION_PREFIX = "aws-K8S-";
const TRUNK_DESCRIPTION = "aws-k8s-trunk-eni";
export const BRANCH_DESCRIPTION = "aws-k8s-branch-eni";
/** The VPC resource controller's ENIs of Windows nodes. */
const WINDOWS_DESCRIPTION = "aws-k8s-eni";

const INSTANCE_TAG = "node.k8s.amazonaws.com/instance_id";
const CREATED_AT_TAG = "node.k8s.amazonaws.com/createdAt";
const OWNER_TAG = "eks:eni:owner";
const TRUNK_TAGS = ["vpcresources.k8s.aws/trunk-eni-id", "sgp.eks.amazonaws.com/trunk-eni-id"] as const;
const VLAN_TAGS = ["vpcresources.k8s.aws/vlan-id", "sgp.eks.amazonaws.com/vlan-id"] as const;
const BRANCH_INSTANCE_TAG = "sgp.eks.amazonaws.com/instance-id";

/** The principal of instances and ENIs that EKS Auto Mode runs. */
export const EKS_PRINCIPAL = "eks.amazonaws.com";

/** EFA interfaces on further network cards report device 0 too: only card 0 has the instance's primary ENI. */
export const isPrimaryEni = ({ attachment }: EniHead): boolean =>
  attachment?.deviceIndex === 0 && attachment.networkCardIndex === 0;

const ECS_ARN = /^arn:aws[a-z-]*:ecs:/;
export const isEcsDescription = (description: string | null): boolean => ECS_ARN.test(description ?? "");

/**
 * Whether an ENI shows that the instance it is attached to is a Kubernetes node: by the CNI's or the VPC resource
 * controller's description or tags, by a cluster's tag, by Auto Mode, or by being a trunk. Trunks of ECS do not count.
 */
export function marksNode(eni: EniHead): boolean {
  const { description, tags } = eni;
  if (isEcsDescription(description)) return false;
  return (
    isCniDescribed(description) ||
    Boolean(tags[INSTANCE_TAG] || tags[OWNER_TAG]) ||
    hasAutoModeTags(tags) ||
    clusterNameOf(tags) !== null ||
    (eni.operatorManaged === true && eni.operatorPrincipal === EKS_PRINCIPAL) ||
    (eni.interfaceType === "trunk" && !(description ?? "").toLowerCase().includes("ecs"))
  );
}

const isCniDescribed = (description: string | null): boolean =>
  description !== null &&
  (description.startsWith(CNI_DESCRIPTION_PREFIX) ||
    description === TRUNK_DESCRIPTION ||
    description === WINDOWS_DESCRIPTION);

/** Whether the CNI (or, on Windows and in Auto Mode, what stands for it) made or manages the ENI. */
export const isCniManaged = (eni: EniHead): boolean =>
  isCniDescribed(eni.description) || Boolean(eni.tags[INSTANCE_TAG]) || hasAutoModeTags(eni.tags);

/**
 * The instance for which the CNI made the ENI, by tag, else by description; null when neither names one. It may be
 * long gone: a leaked ENI names a terminated instance.
 */
export function cniInstanceId(eni: EniHead): string | null {
  const tagged = eni.tags[INSTANCE_TAG];
  if (tagged) return tagged;
  const { description } = eni;
  const named = description?.startsWith(CNI_DESCRIPTION_PREFIX) ? description.slice(CNI_DESCRIPTION_PREFIX.length) : "";
  return named.startsWith("i-") ? named : null;
}

/** The time in the CNI's createdAt tag, or null when there is none or it is no date. The primary ENI never has one. */
export function cniCreatedAt(tags: Tags): Millis | null {
  const text = tags[CREATED_AT_TAG];
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : millis(time);
}

const LEAKED_AFTER_MS = 5 * MINUTE_MS;

/**
 * Whether the CNI left the ENI behind: `available`, tagged with an instance, described as the CNI's, and made more than
 * five minutes before `at` (awsutils.go getLeakedENIs, v1.23.1). Without a readable createdAt tag it is not called
 * leaked: the CNI gives such an ENI a tag first and does not delete it yet either.
 */
export function isLeakedEni(eni: EniHead, at: Millis): boolean {
  if (eni.status !== "available" || eni.tags[INSTANCE_TAG] === undefined) return false;
  if (!eni.description?.startsWith(CNI_DESCRIPTION_PREFIX)) return false;
  const createdAt = cniCreatedAt(eni.tags);
  return createdAt !== null && at - createdAt > LEAKED_AFTER_MS;
}

const firstTag = (tags: Tags, keys: readonly string[]): string | null => {
  for (const key of keys) if (tags[key]) return tags[key];
  return null;
};

/** The trunk ENI of a branch ENI: its only tie to a node, since a branch has no attachment. */
export const trunkEniIdOf = (tags: Tags): string | null => firstTag(tags, TRUNK_TAGS);

/** The VLAN by which the trunk tells a branch ENI's packets. */
export const vlanIdOf = (tags: Tags): string | null => firstTag(tags, VLAN_TAGS);

/** The instance that a branch ENI of Auto Mode names itself. */
export const branchInstanceIdOf = (tags: Tags): string | null => tags[BRANCH_INSTANCE_TAG] || null;
