import { itemsOf, objectOf, type TrailEvent, textOf } from "@/lib/domain/shortage/trail-event";

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
  /**
   * The one subnet that all ENIs of an instance are in, and null where they are in several: with custom networking and
   * with subnet discovery an ENI's subnet is not the node's.
   */
  readonly onlySubnetOfInstance: (instanceId: string) => string | null;
}

/**
 * The subnet that a failed call was about, or null: unknown. The failure's own text wins, then the call's parameters,
 * then its ENI wherever that is still known, and at last the caller's instance if all its ENIs share one subnet.
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
  const instanceSubnet = callerInstanceId === null ? null : lookups.onlySubnetOfInstance(callerInstanceId);
  return instanceSubnet === null ? null : { subnetId: instanceSubnet, evidence: "session-instance" };
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

/** The subnet that a call names: CreateNetworkInterface and RunInstances, at the top or in its only interface's entry. */
export function subnetOfParameters(event: TrailEvent): string | null {
  const own = textOf(event.requestParameters?.subnetId);
  if (own !== null) return own;
  const subnetIds = new Set(itemsOf(event.requestParameters?.networkInterfaceSet).map((item) => textOf(item.subnetId)));
  const [only] = subnetIds;
  return subnetIds.size === 1 ? (only ?? null) : null;
}

/** The ENI that a successful CreateNetworkInterface made, with its subnet; null for every other event. */
export function createdEni(event: TrailEvent): { readonly eniId: string; readonly subnetId: string } | null {
  if (event.eventName !== "CreateNetworkInterface" || event.errorCode !== null) return null;
  const created = objectOf(event.responseElements?.networkInterface);
  const eniId = textOf(created?.networkInterfaceId);
  const subnetId = textOf(created?.subnetId) ?? subnetOfParameters(event);
  return eniId !== null && subnetId !== null ? { eniId, subnetId } : null;
}
