import {
  errorCodeOf,
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
  "elastic-ip",
  "instance-capacity",
  "instance-quota",
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

/** What an event tells of addresses; `other-failure` failed for a reason that has nothing to do with them. */
export type EventVerdict =
  | { readonly verdict: "shortage"; readonly failures: readonly [ShortageFailure, ...ShortageFailure[]] }
  | { readonly verdict: "look-alike"; readonly lookAlike: LookAlike }
  | { readonly verdict: "other-failure" }
  | { readonly verdict: "success" };

/**
 * RequestLimitExceeded as a rule, and the other names that services have for it. Of what the SDK retries as throttling
 * the rest is left out: LimitExceededException, for one, is a quota.
 */
const THROTTLING_CODES = [
  "RequestLimitExceeded",
  "Throttling",
  "ThrottlingException",
  "ThrottledException",
  "RequestThrottled",
  "RequestThrottledException",
  "TooManyRequestsException",
  "EC2ThrottledException",
  "BandwidthLimitExceeded",
  "SlowDown",
] as const;

/** A Map: an object would find `constructor` and the like in what it inherits. */
const LOOK_ALIKE_OF_CODE: ReadonlyMap<string, LookAlike> = new Map<string, LookAlike>([
  ["PrivateIpAddressLimitExceeded", "eni-slot-limit"],
  ["AttachmentLimitExceeded", "attachment-limit"],
  ["NetworkInterfaceLimitExceeded", "eni-quota"],
  ["AddressLimitExceeded", "elastic-ip"],
  ["InsufficientAddressCapacity", "elastic-ip"],
  ["InsufficientInstanceCapacity", "instance-capacity"],
  ["InsufficientHostCapacity", "instance-capacity"],
  ["InsufficientReservedInstanceCapacity", "instance-capacity"],
  ["UnfulfillableCapacity", "instance-capacity"],
  ["InstanceLimitExceeded", "instance-quota"],
  ["VcpuLimitExceeded", "instance-quota"],
  ["MaxSpotInstanceCountExceeded", "instance-quota"],
  ["DryRunOperation", "dry-run"],
  ["UnauthorizedOperation", "denied"],
  ["AccessDenied", "denied"],
  ["AccessDeniedException", "denied"],
  ...THROTTLING_CODES.map((code) => [code, "throttled"] as const),
]);

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

/**
 * Whether an error is a shortage of addresses, from its code (without `Client.`) and its message. The two codes of a
 * shortage decide alone, and so do the codes that are known to mean something else; under any other code, and under
 * none, the message decides, since the code of the CNI's own failures was seen missing and seen as InvalidParameterValue.
 * `shortageKindOf("InsufficientCidrBlocks", null)` is "fragmentation"; `shortageKindOf("PrivateIpAddressLimitExceeded",
 * "Number of private addresses will exceed limit.")` is null: the ENI's slots are full, not the subnet.
 */
export function shortageKindOf(code: string | null, message: string | null): ShortageKind | null {
  if (code === "InsufficientFreeAddressesInSubnet") return "capacity";
  if (code === "InsufficientCidrBlocks") return "fragmentation";
  if (message === null || (code !== null && LOOK_ALIKE_OF_CODE.has(code))) return null;
  if (FRAGMENTATION_MESSAGE.test(message)) return "fragmentation";
  return CAPACITY_MESSAGES.some((pattern) => pattern.test(message)) ? "capacity" : null;
}

/** What an event says about its subnet's addresses; a call that succeeded can still hold failures. */
export function judgeEvent(event: TrailEvent): EventVerdict {
  const own = ownFailure(event);
  const insides = insideFailures(event);
  const [first, ...rest] = [own, ...insides].flatMap(toShortage);
  if (first) return { verdict: "shortage", failures: [first, ...rest] };
  const failed = [own, ...insides].filter(({ code, message }) => code !== null || message !== null);
  if (failed.length === 0) return { verdict: "success" };
  const lookAlike = failed.map(({ code }) => LOOK_ALIKE_OF_CODE.get(code ?? "")).find((name) => name !== undefined);
  return lookAlike ? { verdict: "look-alike", lookAlike } : { verdict: "other-failure" };
}

interface Failure {
  readonly code: string | null;
  readonly message: string | null;
  readonly subnetId: string | null;
}

function toShortage({ code, message, subnetId }: Failure): ShortageFailure[] {
  const kind = shortageKindOf(code, message);
  return kind ? [{ kind, code, message, subnetId: subnetId ?? subnetInText(message) }] : [];
}

const ownFailure = ({ errorCode: code, errorMessage: message }: TrailEvent): Failure => ({
  code,
  message,
  subnetId: null,
});

/**
 * Failures inside an answer that succeeded. CreateFleet answers 200 and lists what failed, an override each
 * (`responseElements.CreateFleetResponse.errorSet.item`); some services put an error beside their other elements
 * (CloudTrail user guide, record contents).
 */
function insideFailures(event: TrailEvent): Failure[] {
  const elements = event.responseElements;
  if (elements === null) return [];
  const response = objectOf(elements.CreateFleetResponse) ?? objectOf(elements.createFleetResponse) ?? elements;
  const listed = itemsOf(response.errorSet ?? response.errors);
  return [response, ...listed].flatMap((item) => {
    const [code, message] = [errorCodeOf(item.errorCode), textOf(item.errorMessage)];
    return code === null && message === null ? [] : [{ code, message, subnetId: overrideSubnet(item) }];
  });
}

function overrideSubnet(item: JsonObject): string | null {
  const overrides = objectOf(objectOf(item.launchTemplateAndOverrides)?.overrides);
  return textOf(overrides?.subnetId);
}

/** The subnet id inside a message (`… in subnet 'subnet-0abc' …`), else null. */
const subnetInText = (text: string | null): string | null => /\bsubnet-[0-9a-f]{8,17}\b/.exec(text ?? "")?.[0] ?? null;
