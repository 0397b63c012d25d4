import { itemsOf, type JsonObject, listOf, objectOf, type TrailEvent, textOf } from "@/lib/domain/shortage/trail-event";

/** Where the subnet of a failure was found, from the surest to the weakest. */
export const SUBNET_EVIDENCE = [
  "failure",
  "parameters",
  "eni",
  "earlier-eni",
  "create-event",
  "session-instance",
] as const;
export type SubnetEvidence = (typeof SUBNET_EVIDENCE)[number];

/** A subnet, and how it is known. */
export interface EventSubnet {
  readonly subnetId: string;
  readonly evidence: SubnetEvidence;
}

/** What is known beside the event. Every lookup gives null where it does not know. */
export interface SubnetLookups {
  /** The ENI's subnet in the present snapshot. */
  readonly subnetOfEni: (eniId: string) => string | null;
  /** The same from earlier snapshots: the ENI may be gone. */
  readonly subnetOfEarlierEni: (eniId: string) => string | null;
  /** From the ENI's own CreateNetworkInterface event. */
  readonly subnetOfCreatedEni: (eniId: string) => string | null;
  /** The one subnet that the instance's ENIs can be in, by `onlySubnetOfNode`. */
  readonly onlySubnetOfInstance: (instanceId: string) => string | null;
}

/** Calls about an ENI that the caller itself holds: their subnet is one of the caller's own. */
export const OWN_ENI_CALLS: ReadonlySet<string> = new Set([
  "AssignPrivateIpAddresses",
  "UnassignPrivateIpAddresses",
  "AttachNetworkInterface",
]);

/**
 * The subnet that a failed call was about, or null: unknown. The failure's own text wins, then the call's parameters,
 * then its ENI wherever that is still known, and at last, for calls about the caller's own ENIs, the caller's instance.
 */
export function subnetOfEvent(
  event: TrailEvent,
  failure: { readonly subnetId: string | null },
  callerInstanceId: string | null,
  lookups: SubnetLookups,
): EventSubnet | null {
  if (failure.subnetId !== null) return { subnetId: failure.subnetId, evidence: "failure" };
  const parameterSubnet = subnetOfParameters(event);
  if (parameterSubnet !== null) return { subnetId: parameterSubnet, evidence: "parameters" };
  const eniId = textOf(event.requestParameters?.networkInterfaceId);
  const found = eniId === null ? null : subnetOfKnownEni(eniId, lookups);
  if (found) return found;
  if (callerInstanceId === null || !OWN_ENI_CALLS.has(event.eventName)) return null;
  const instanceSubnet = lookups.onlySubnetOfInstance(callerInstanceId);
  return instanceSubnet === null ? null : { subnetId: instanceSubnet, evidence: "session-instance" };
}

/** Where a node's ENIs lie: that of its primary first. */
export interface NodeSubnets {
  readonly instanceId: string;
  readonly clusterName: string | null;
  readonly subnetIds: readonly string[];
}

/**
 * The one subnet that an ENI of the node can have been in, also one that is gone since: all its ENIs, at least two, lie
 * in it, and no node of its cluster has ENIs in several subnets. A node of a cluster with custom networking or subnet
 * discovery may hold nothing but its primary ENI at the moment, and the node's subnet would be a guess. Where the cluster
 * is not known, all nodes without a known cluster count as one.
 */
export function onlySubnetOfNode(node: NodeSubnets, others: readonly NodeSubnets[]): string | null {
  const [subnetId] = node.subnetIds;
  if (subnetId === undefined || node.subnetIds.length < 2) return null;
  const isSpread = ({ subnetIds }: NodeSubnets) => subnetIds.some((id) => id !== subnetIds[0]);
  const cluster = [node, ...others.filter(({ clusterName }) => clusterName === node.clusterName)];
  return cluster.some(isSpread) ? null : subnetId;
}

function subnetOfKnownEni(eniId: string, lookups: SubnetLookups): EventSubnet | null {
  const sources = [
    ["eni", lookups.subnetOfEni],
    ["earlier-eni", lookups.subnetOfEarlierEni],
    ["create-event", lookups.subnetOfCreatedEni],
  ] as const;
  for (const [evidence, lookUp] of sources) {
    const subnetId = lookUp(eniId);
    if (subnetId !== null) return { subnetId, evidence };
  }
  return null;
}

/**
 * The subnet that a call names: CreateNetworkInterface and RunInstances at the top or in their only interface's entry,
 * CreateFleet in its only override, other calls in a list of one. Of several none is told apart.
 */
function subnetOfParameters(event: TrailEvent): string | null {
  const parameters = event.requestParameters;
  const own = textOf(parameters?.subnetId);
  if (own !== null) return own;
  const items = [...itemsOf(parameters?.networkInterfaceSet), ...fleetOverrides(parameters)];
  const named = items.map((item) => textOf(item.subnetId ?? item.SubnetId)).filter((id) => id !== null);
  const subnetIds = new Set([...named, ...listedSubnets(event)]);
  const [only] = subnetIds;
  return subnetIds.size === 1 ? (only ?? null) : null;
}

/**
 * Subnets in a list: of load balancers a bare one, of newer EC2 calls inside `{CallName}Request`, where a list of one is
 * `{ "tag": 1, "content": "subnet-…" }`.
 */
function listedSubnets({ eventName, requestParameters: parameters }: TrailEvent): string[] {
  const request = objectOf(parameters?.[`${eventName}Request`]);
  const lists = [parameters?.subnets, parameters?.subnetIds, request?.SubnetIds, request?.SubnetId];
  return lists
    .flatMap((list) => (Array.isArray(list) ? list : [list]))
    .map((entry) => textOf(entry) ?? textOf(objectOf(entry)?.content))
    .filter((id) => id !== null);
}

/** `CreateFleetRequest.LaunchTemplateConfigs[].Overrides[]`, each a list or a single object. */
function fleetOverrides(parameters: JsonObject | null): JsonObject[] {
  const request = objectOf(parameters?.CreateFleetRequest);
  return listOf(request?.LaunchTemplateConfigs).flatMap((config) => listOf(config.Overrides));
}

/** The ENI that a successful CreateNetworkInterface made, with its subnet; null for every other event. */
export function createdEni(event: TrailEvent): { readonly eniId: string; readonly subnetId: string } | null {
  if (event.eventName !== "CreateNetworkInterface" || event.errorCode !== null) return null;
  const created = objectOf(event.responseElements?.networkInterface);
  const eniId = textOf(created?.networkInterfaceId);
  const subnetId = textOf(created?.subnetId) ?? subnetOfParameters(event);
  return eniId !== null && subnetId !== null ? { eniId, subnetId } : null;
}
