import type { Millis } from "@/lib/domain/brand";
import type { AddressClass, ServiceKind } from "@/lib/domain/vpc/address-class";
import {
  BRANCH_DESCRIPTION,
  branchInstanceIdOf,
  CNI_DESCRIPTION_PREFIX,
  cniInstanceId,
  EKS_PRINCIPAL,
  isCniManaged,
  isLeakedEni,
  isPrimaryEni,
  trunkEniIdOf,
} from "@/lib/domain/vpc/cni-eni";
import { clusterNameOf } from "@/lib/domain/vpc/eks-tags";
import type { EniHead } from "@/lib/domain/vpc/eni-table";
import {
  ecsTaskOwner,
  otherService,
  type ServiceOwner,
  serviceByDescription,
  serviceByInterfaceType,
  serviceByRequester,
} from "@/lib/domain/vpc/service-owner";

/** What an ENI is on its node. */
export type NodeEniRole = "primary" | "cni" | "trunk" | "efa" | "efa-only" | "other";

/** Whose an ENI is, and so what its addresses are taken by. */
export interface EniOwner {
  /** Class of the ENI's primary address. */
  readonly primaryClass: AddressClass;
  /** Class of its secondary addresses and of the addresses in its prefixes. */
  readonly attachedClass: AddressClass;
  readonly serviceKind: ServiceKind | null;
  /** For a person: `NAT gateway nat-0abc`, `node ip-10-0-1-5`. */
  readonly label: string;
  /** The instance whose the ENI is: by attachment, for a branch by its trunk, for the CNI's own by tag or description. */
  readonly instanceId: string | null;
  readonly clusterName: string | null;
  /** Null where the ENI is not one of an instance's own. */
  readonly role: NodeEniRole | null;
  readonly isLeaked: boolean;
}

/** What the other records of the snapshot tell about an ENI. */
export interface OwnerContext {
  readonly isNode: (instanceId: string) => boolean;
  /** The instance for a person: `node web-1`, `instance i-0abc`. */
  readonly labelOf: (instanceId: string) => string;
  /** The instance that the trunk ENI is attached to, or null. */
  readonly instanceOfTrunk: (trunkEniId: string) => string | null;
  /** When the snapshot was taken. */
  readonly at: Millis;
}

/** Interface types that any instance may have; with them, as with none, other evidence decides. */
const PLAIN_TYPES = new Set(["interface", "efa", "efa-only", "trunk"]);

/**
 * Whose an ENI is. The evidence is weighed in the order operator, interface type, requester, description, tags,
 * attachment, since each later kind is easier to imitate or to miss. A service's ENI stays the service's while it is
 * detached for a moment; what nothing tells is `unknown`, never guessed. Source: EC2 API reference, NetworkInterface;
 * amazon-vpc-cni-k8s v1.23.1 pkg/awsutils; amazon-vpc-resource-controller-k8s pkg/aws/ec2.
 * Example: type `nat_gateway`, description `Interface for NAT Gateway nat-0abc` → class `service`, kind `nat-gateway`.
 */
export const ownerOfEni = (eni: EniHead, context: OwnerContext): EniOwner =>
  byOperator(eni, context) ??
  byInterfaceType(eni, context) ??
  byRequester(eni) ??
  byDescription(eni, context) ??
  byTags(eni, context) ??
  byAttachment(eni, context);

const attachedInstance = (eni: EniHead): string | null => eni.attachment?.instanceId ?? null;

/** An ENI that another AWS service operates; its kind is told by what else it shows. */
function byOperator(eni: EniHead, context: OwnerContext): EniOwner | null {
  if (eni.operatorManaged !== true || eni.operatorPrincipal === EKS_PRINCIPAL) return null;
  const principal = eni.operatorPrincipal ?? "an AWS service";
  if (attachedInstance(eni) !== null) return onInstance(eni, context, ` (managed by ${principal})`);
  return ofService(
    serviceByInterfaceType(eni.interfaceType, eni.description) ??
      serviceByRequester(eni) ??
      ecsTaskOwner(eni.description) ??
      serviceByDescription(eni.description) ??
      otherService(`managed by ${principal}`),
  );
}

function byInterfaceType(eni: EniHead, context: OwnerContext): EniOwner | null {
  const type = eni.interfaceType;
  if (type === null) return null;
  if (type === "branch") return byEcsDescription(eni) ?? branch(eni, context);
  const service = serviceByInterfaceType(type, eni.description);
  if (service) return ofService(service);
  return PLAIN_TYPES.has(type) ? null : unknown(`interface type ${type}, which Eniscope does not know`, eni);
}

function byRequester(eni: EniHead): EniOwner | null {
  // No service's ENI is attached to an instance that the account sees.
  if (attachedInstance(eni) !== null || isCniManaged(eni)) return null;
  const service = serviceByRequester(eni);
  return service && ofService(service);
}

function byEcsDescription(eni: EniHead): EniOwner | null {
  const task = ecsTaskOwner(eni.description);
  return task && ofService(task);
}

function byDescription(eni: EniHead, context: OwnerContext): EniOwner | null {
  const ecs = byEcsDescription(eni);
  if (ecs) return ecs;
  if (attachedInstance(eni) !== null) return null;
  if (eni.description?.startsWith(CNI_DESCRIPTION_PREFIX)) return unattachedCniEni(eni, context);
  if (eni.interfaceType === null && eni.description === BRANCH_DESCRIPTION) return branch(eni, context);
  const service = serviceByDescription(eni.description);
  return service && ofService(service);
}

function byTags(eni: EniHead, context: OwnerContext): EniOwner | null {
  if (attachedInstance(eni) !== null) return null;
  if (trunkEniIdOf(eni.tags) !== null) return branch(eni, context);
  return isCniManaged(eni) ? unattachedCniEni(eni, context) : null;
}

function byAttachment(eni: EniHead, context: OwnerContext): EniOwner {
  if (attachedInstance(eni) !== null) return onInstance(eni, context);
  const attachedBy = eni.attachment?.instanceOwnerId ?? null;
  if (eni.requesterManaged === true || attachedBy?.startsWith("amazon-")) {
    return ofService(otherService(`an AWS service (requester ${eni.requesterId ?? attachedBy ?? "not named"})`));
  }
  if (eni.status === "available") return detached(eni, context);
  if (attachedBy !== null && eni.ownerId !== null && attachedBy !== eni.ownerId) {
    return unknown(`attached to a host of account ${attachedBy}`, eni);
  }
  return unknown("nothing tells whose it is", eni);
}

type OwnerParts = Pick<EniOwner, "primaryClass" | "attachedClass" | "label"> & Partial<EniOwner>;

/** Field by field, so that all owners have one compact shape: there is one for every ENI of the account. */
const owner = (parts: OwnerParts): EniOwner => ({
  primaryClass: parts.primaryClass,
  attachedClass: parts.attachedClass,
  serviceKind: parts.serviceKind ?? null,
  label: parts.label,
  instanceId: parts.instanceId ?? null,
  clusterName: parts.clusterName ?? null,
  role: parts.role ?? null,
  isLeaked: parts.isLeaked ?? false,
});

const ofService = ({ serviceKind, label, clusterName }: ServiceOwner): EniOwner =>
  owner({ primaryClass: "service", attachedClass: "service", serviceKind, label, clusterName });

function unknown(reason: string, eni: EniHead): EniOwner {
  const instanceId = attachedInstance(eni);
  return owner({
    primaryClass: "unknown",
    attachedClass: "unknown",
    label: `unknown: ${reason}`,
    instanceId,
    role: instanceId === null ? null : "other",
  });
}

function detached(eni: EniHead, context: OwnerContext): EniOwner {
  const isLeaked = isLeakedEni(eni, context.at);
  const madeFor = cniInstanceId(eni);
  const what = isLeaked ? "left behind by the CNI" : "detached interface";
  return owner({
    primaryClass: "detached",
    attachedClass: "detached",
    label: madeFor ? `${what}, made for ${madeFor}` : what,
    clusterName: clusterNameOf(eni.tags),
    isLeaked,
  });
}

/** The CNI's ENI without an attachment: left behind or, in any other status, on its way to or from its node. */
function unattachedCniEni(eni: EniHead, context: OwnerContext): EniOwner {
  if (eni.status === "available") return detached(eni, context);
  const instanceId = cniInstanceId(eni);
  if (instanceId === null) return unknown("the CNI's, of no named instance", eni);
  return owner({
    primaryClass: "eni-primary",
    attachedClass: "attached",
    label: context.labelOf(instanceId),
    instanceId,
    clusterName: clusterNameOf(eni.tags),
    role: "cni",
  });
}

/** A branch ENI is in use without an attachment; only its tags tie it to a trunk and so to a node. */
function branch(eni: EniHead, context: OwnerContext): EniOwner {
  const trunkEniId = trunkEniIdOf(eni.tags);
  const byTrunk = trunkEniId === null ? null : context.instanceOfTrunk(trunkEniId);
  const instanceId = byTrunk ?? branchInstanceIdOf(eni.tags) ?? attachedInstance(eni);
  const behind = instanceId === null ? (trunkEniId ?? "a trunk that nothing names") : context.labelOf(instanceId);
  return owner({
    primaryClass: "branch",
    attachedClass: "branch",
    label: `branch behind ${behind}`,
    instanceId,
    clusterName: clusterNameOf(eni.tags),
  });
}

function onInstance(eni: EniHead, context: OwnerContext, suffix = ""): EniOwner {
  const instanceId = attachedInstance(eni);
  if (instanceId === null) throw new RangeError("an ENI without an instance cannot be on one");
  const isNode = context.isNode(instanceId);
  const role = roleOf(eni);
  const label = context.labelOf(instanceId);
  return owner({
    primaryClass: isNode ? (role === "primary" ? "node-primary" : "eni-primary") : "instance",
    attachedClass: isNode ? "attached" : "instance",
    label: suffix === "" ? label : `${label}${suffix}`,
    instanceId,
    clusterName: clusterNameOf(eni.tags),
    role,
  });
}

function roleOf(eni: EniHead): NodeEniRole {
  const { interfaceType } = eni;
  if (isPrimaryEni(eni)) return "primary";
  if (interfaceType === "trunk" || interfaceType === "efa" || interfaceType === "efa-only") return interfaceType;
  return isCniManaged(eni) ? "cni" : "other";
}
