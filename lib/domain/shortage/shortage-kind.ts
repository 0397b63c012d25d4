import {
  countOf,
  itemsOf,
  type JsonObject,
  objectOf,
  type TrailEvent,
  textOf,
} from "@/lib/domain/shortage/trail-event";

/** `capacity`: the subnet had fewer free addresses than asked; `fragmentation`: no free aligned /28, single addresses may remain. */
export const SHORTAGE_KINDS = ["capacity", "fragmentation"] as const;
export type ShortageKind = (typeof SHORTAGE_KINDS)[number];

/** Failures that are taken for a shortage and are none, by what they are. */
export const LOOK_ALIKES = [
  "eni-slot-limit",
  "attachment-limit",
  "eni-quota",
  "elastic-ip-quota",
  "dry-run",
  "denied",
  "throttled",
] as const;
export type LookAlike = (typeof LOOK_ALIKES)[number];

/** One failure inside an event. A CreateFleet can fail in several subnets at once; every other call has one. */
export interface ShortageFailure {
  readonly kind: ShortageKind;
  readonly code: string | null;
  readonly message: string | null;
  /** The subnet that the failure itself names, in its message or its override; null where it names none. */
  readonly subnetId: string | null;
}

export type EventVerdict =
  | { readonly verdict: "shortage"; readonly failures: readonly [ShortageFailure, ...ShortageFailure[]] }
  | { readonly verdict: "look-alike"; readonly lookAlike: LookAlike }
  | { readonly verdict: "other-failure" }
  | { readonly verdict: "success" };

const LOOK_ALIKE_OF_CODE: Readonly<Record<string, LookAlike>> = {
  PrivateIpAddressLimitExceeded: "eni-slot-limit",
  AttachmentLimitExceeded: "attachment-limit",
  NetworkInterfaceLimitExceeded: "eni-quota",
  AddressLimitExceeded: "elastic-ip-quota",
  DryRunOperation: "dry-run",
  UnauthorizedOperation: "denied",
  AccessDenied: "denied",
  AccessDeniedException: "denied",
  RequestLimitExceeded: "throttled",
  Throttling: "throttled",
  ThrottlingException: "throttled",
};

/** Messages that name the shortage where the code does not, or where there is no code. */
const CAPACITY_MESSAGES = [
  // CreateNetworkInterface by the CNI, seen without a code.
  /insufficient free address(es)? to allocate \d+ address/i,
  // InvalidParameterValue of Create, Attach and Assign (amazon-vpc-cni-k8s #3105): the subnet lacks the number asked for.
  /there aren't sufficient free ipv4 addresses or prefixes/i,
  // InvalidSubnet of Elastic Load Balancing's CreateLoadBalancer.
  /not enough ip space available in subnet/i,
  /not enough free addresses/i,
  /does not have enough free addresses/i,
  /insufficient free ip addresses in subnet/i,
];
const FRAGMENTATION_MESSAGE = /enough free cidr blocks/i;

/** The codes whose message decides; any other code with such a message is some other failure that quotes it. */
const CODES_DECIDED_BY_MESSAGE = new Set([null, "InvalidParameterValue", "InvalidSubnet"]);

/**
 * Whether an error is a shortage of addresses, from its code (without `Client.`) and its message.
 * `shortageKindOf("InsufficientCidrBlocks", null)` is "fragmentation"; `shortageKindOf("PrivateIpAddressLimitExceeded",
 * "Number of private addresses will exceed limit.")` is null: the ENI's slots are full, not the subnet.
 */
export function shortageKindOf(code: string | null, message: string | null): ShortageKind | null {
  if (code === "InsufficientFreeAddressesInSubnet") return "capacity";
  if (code === "InsufficientCidrBlocks") return "fragmentation";
  if (!CODES_DECIDED_BY_MESSAGE.has(code) || message === null) return null;
  if (FRAGMENTATION_MESSAGE.test(message)) return "fragmentation";
  return CAPACITY_MESSAGES.some((pattern) => pattern.test(message)) ? "capacity" : null;
}

/** What an event says about its subnet's addresses; a CreateFleet that succeeded can still hold failures. */
export function judgeEvent(event: TrailEvent): EventVerdict {
  const failures = [...ownFailure(event), ...fleetFailures(event)];
  const [first, ...rest] = failures;
  if (first) return { verdict: "shortage", failures: [first, ...rest] };
  if (event.errorCode === null && event.errorMessage === null) return { verdict: "success" };
  const lookAlike = event.errorCode === null ? undefined : LOOK_ALIKE_OF_CODE[event.errorCode];
  return lookAlike ? { verdict: "look-alike", lookAlike } : { verdict: "other-failure" };
}

function ownFailure(event: TrailEvent): ShortageFailure[] {
  const { errorCode: code, errorMessage: message } = event;
  const kind = shortageKindOf(code, message);
  return kind ? [{ kind, code, message, subnetId: subnetInText(message) }] : [];
}

/** CreateFleet answers 200 and lists what failed, an override each (`responseElements.CreateFleetResponse.errorSet`). */
function fleetFailures(event: TrailEvent): ShortageFailure[] {
  if (event.eventName !== "CreateFleet") return [];
  const response = objectOf(event.responseElements?.CreateFleetResponse) ?? event.responseElements;
  return itemsOf(response?.errorSet).flatMap((item) => {
    const code = textOf(item.errorCode);
    const message = textOf(item.errorMessage);
    const kind = shortageKindOf(code, message);
    return kind ? [{ kind, code, message, subnetId: overrideSubnet(item) ?? subnetInText(message) }] : [];
  });
}

function overrideSubnet(item: JsonObject): string | null {
  const overrides = objectOf(objectOf(item.launchTemplateAndOverrides)?.overrides);
  return textOf(overrides?.subnetId);
}

/** The subnet id inside a message (`… in subnet 'subnet-0abc' …`), else null. */
export const subnetInText = (text: string | null): string | null =>
  /\bsubnet-[0-9a-f]{8,17}\b/.exec(text ?? "")?.[0] ?? null;

/** How many addresses or prefixes the call asked for, when its parameters say so. The prefix count's spelling varies. */
export function requestedCount(event: TrailEvent): {
  readonly addressCount: number | null;
  readonly prefixCount: number | null;
} {
  const parameters = event.requestParameters;
  return {
    addressCount: countOf(parameters?.secondaryPrivateIpAddressCount),
    prefixCount: countOf(parameters?.ipv4PrefixCount ?? parameters?.Ipv4PrefixCount),
  };
}
