import { OWN_ENI_CALLS } from "@/lib/domain/shortage/event-subnet";
import { itemsOf, listOf, objectOf, type TrailEvent, textOf } from "@/lib/domain/shortage/trail-event";

/** Who made a call, from what the event says; `evidence` names the field that told. */
export const CALLER_KINDS = [
  "vpc-cni",
  "vpc-resource-controller",
  "eks-auto-mode",
  "auto-scaling",
  "karpenter",
  "elastic-load-balancing",
  "aws-service",
  "other",
] as const;
export type CallerKind = (typeof CALLER_KINDS)[number];

/** Who called, as far as the event alone tells. */
export interface Caller {
  readonly kind: CallerKind;
  readonly evidence: string;
  /** The instance whose CNI called, from tags, description or session name; null where nothing names it. */
  readonly instanceId: string | null;
  readonly clusterName: string | null;
  readonly roleName: string | null;
  readonly sessionName: string | null;
  /** The CNI's version where its user agent carries one (not from 1.19.4 to 1.21.1). */
  readonly cniVersion: string | null;
}

const INSTANCE_ID = /^i-[0-9a-f]{8,17}$/;
const CNI_DESCRIPTION = /^aws-K8S-(i-[0-9a-f]{8,17})$/;
const CNI_USER_AGENT = /amazon-vpc-cni-k8s(?:[/#](?:version\/)?v?(\d[\w.-]*))?/;
/** The pod's name may be whole (`aws-node-x7k2p`) or the DaemonSet's. */
const POD_IDENTITY_SESSION = /^eks-(.+)-aws-node(?:-[0-9a-z]{5})?-[0-9a-f-]{8,}$/;
const CONTROLLER_DESCRIPTION = /^aws-k8s-(?:branch-|trunk-)?eni$/;

/**
 * The caller of an event. A creation is the CNI's by its description and tags, an assignment by its session or user
 * agent: from 1.19.4 to 1.21.1 the CNI's user agent does not name it, so the agent alone never decides against it.
 * A node's role gives every pod the node's session name, so a session named like an instance counts as the CNI's only
 * for the calls that the CNI makes.
 */
export function callerOf(event: TrailEvent): Caller {
  const identity = readIdentity(event);
  const tags = creationTags(event);
  const description = textOf(event.requestParameters?.description);
  const cniVersion = CNI_USER_AGENT.exec(event.userAgent ?? "")?.[1] ?? null;
  const instanceId = CNI_DESCRIPTION.exec(description ?? "")?.[1] ?? instanceOfTags(tags) ?? identity.instanceId;
  const clusterName = clusterOfTags(tags) ?? identity.podIdentityCluster;
  const { kind, evidence } = kindOf(event, { description, tags, identity });
  return {
    kind,
    evidence,
    instanceId,
    clusterName,
    cniVersion,
    roleName: identity.roleName,
    sessionName: identity.sessionName,
  };
}

function instanceOfTags(tags: ReadonlyMap<string, string>): string | null {
  const id = tags.get("node.k8s.amazonaws.com/instance_id") ?? "";
  return INSTANCE_ID.test(id) ? id : null;
}

interface Identity {
  readonly roleName: string | null;
  readonly sessionName: string | null;
  readonly instanceId: string | null;
  readonly podIdentityCluster: string | null;
  readonly invokedBy: string | null;
}

interface Clues {
  readonly description: string | null;
  readonly tags: ReadonlyMap<string, string>;
  readonly identity: Identity;
}

function kindOf(event: TrailEvent, { description, tags, identity }: Clues): { kind: CallerKind; evidence: string } {
  if (CNI_DESCRIPTION.test(description ?? "")) return { kind: "vpc-cni", evidence: "description" };
  if (tags.has("node.k8s.amazonaws.com/instance_id")) return { kind: "vpc-cni", evidence: "tags" };
  if (tags.get("eks:eni:owner") === "amazon-vpc-cni") return { kind: "vpc-cni", evidence: "tags" };
  if (tags.get("eks:eni:owner") === "eks-vpc-resource-controller" || CONTROLLER_DESCRIPTION.test(description ?? ""))
    return { kind: "vpc-resource-controller", evidence: "tags or description" };
  if (tags.has("eks:kubernetes-cni-node-name")) return { kind: "eks-auto-mode", evidence: "tags" };
  if (identity.podIdentityCluster !== null) return { kind: "vpc-cni", evidence: "session name" };
  if (CNI_USER_AGENT.test(event.userAgent ?? "")) return { kind: "vpc-cni", evidence: "user agent" };
  if (identity.instanceId !== null && OWN_ENI_CALLS.has(event.eventName))
    return { kind: "vpc-cni", evidence: "session name" };
  if (/karpenter/i.test(event.userAgent ?? "") || /karpenter/i.test(identity.roleName ?? ""))
    return { kind: "karpenter", evidence: "user agent or role" };
  return serviceKind(event, identity);
}

function serviceKind(event: TrailEvent, identity: Identity): { kind: CallerKind; evidence: string } {
  const service = [identity.invokedBy, event.sourceIpAddress, event.userAgent].find((text) =>
    text?.endsWith(".amazonaws.com"),
  );
  if (service?.startsWith("autoscaling.")) return { kind: "auto-scaling", evidence: service };
  if (service?.startsWith("elasticloadbalancing.") || event.eventSource?.startsWith("elasticloadbalancing."))
    return { kind: "elastic-load-balancing", evidence: service ?? "event source" };
  if (service) return { kind: "aws-service", evidence: service };
  if (event.sourceIpAddress === "AWS Internal") return { kind: "aws-service", evidence: "source address" };
  return { kind: "other", evidence: "nothing names a known caller" };
}

function readIdentity(event: TrailEvent): Identity {
  const identity = event.userIdentity;
  const arn = textOf(identity?.arn) ?? "";
  const assumedRole = /:assumed-role\/([^/]+)\/([^/]+)$/.exec(arn);
  const issuer = objectOf(objectOf(identity?.sessionContext)?.sessionIssuer);
  const sessionName = assumedRole?.[2] ?? sessionOfPrincipal(textOf(identity?.principalId));
  return {
    roleName: assumedRole?.[1] ?? textOf(issuer?.userName),
    sessionName,
    instanceId: sessionName !== null && INSTANCE_ID.test(sessionName) ? sessionName : null,
    podIdentityCluster: POD_IDENTITY_SESSION.exec(sessionName ?? "")?.[1] ?? null,
    invokedBy: textOf(identity?.invokedBy),
  };
}

const sessionOfPrincipal = (principalId: string | null): string | null => principalId?.split(":", 2)[1] || null;

/** `{ key → value }` of the tags that a creation asked for: of an ENI, of instances, of a fleet (whose request keeps the API's capitals). */
function creationTags(event: TrailEvent): ReadonlyMap<string, string> {
  const parameters = event.requestParameters;
  const specifications = itemsOf(parameters?.tagSpecificationSet);
  const fleet = listOf(objectOf(parameters?.CreateFleetRequest)?.TagSpecification);
  const tags = [...specifications.flatMap(({ tags }) => itemsOf(tags)), ...fleet.flatMap(({ Tag }) => listOf(Tag))];
  return new Map(
    tags
      .map((tag) => [textOf(tag.key ?? tag.Key) ?? "", textOf(tag.value ?? tag.Value) ?? ""] as const)
      .filter(([key]) => key !== ""),
  );
}

/** Tags that carry a cluster's name as their value, the surest first (EKS managed node groups, Karpenter, Auto Mode). */
const CLUSTER_NAME_TAGS = [
  "cluster.k8s.amazonaws.com/name",
  "aws:eks:cluster-name",
  "eks:cluster-name",
  "eks:eks-cluster-name",
] as const;
const CLUSTER_KEY_PREFIX = "kubernetes.io/cluster/";

function clusterOfTags(tags: ReadonlyMap<string, string>): string | null {
  for (const key of CLUSTER_NAME_TAGS) if (tags.get(key)) return tags.get(key) ?? null;
  for (const key of tags.keys())
    if (key.startsWith(CLUSTER_KEY_PREFIX)) return key.slice(CLUSTER_KEY_PREFIX.length) || null;
  return null;
}
