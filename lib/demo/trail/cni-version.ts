import type { TrailError } from "@/lib/demo/trail/trail-call";

/** A version of the CNI as its calls look: what it calls itself, and how EC2 told its shortage at that time. */
export interface CniVersion {
  readonly version: string;
  readonly userAgent: string;
  readonly addressShortage: TrailError;
}

const SDK_V2 = "ua/2.1 os/linux lang/go#1.25.4 md/GOOS#linux md/GOARCH#amd64";

const NOT_ENOUGH: TrailError = {
  code: "Client.InsufficientFreeAddressesInSubnet",
  message: "The specified subnet does not have enough free addresses to satisfy the request.",
};
const STORY: TrailError = { code: null, message: "insufficient free address to allocate 1 address" };
const NOT_SUFFICIENT: TrailError = {
  code: "Client.InvalidParameterValue",
  message: "There aren't sufficient free Ipv4 addresses or prefixes",
};

/** The version of the story's message. */
export const STORY_VERSION: CniVersion = {
  version: "1.7.5",
  userAgent: "aws-sdk-go/1.33.14 amazon-vpc-cni-k8s",
  addressShortage: STORY,
};

/** Retries every few seconds, since it does not take this error for a shortage (amazon-vpc-cni-k8s #3105). */
export const RESTLESS_VERSION: CniVersion = {
  version: "1.21.1",
  userAgent: `aws-sdk-go-v2/1.39.2 ${SDK_V2} api/ec2#1.254.1 m/E,z`,
  addressShortage: NOT_SUFFICIENT,
};

/** From 1.19.4 to 1.21.1 the user agent does not name the CNI (amazon-vpc-cni-k8s #3555). */
const CNI_VERSIONS: readonly CniVersion[] = [
  {
    version: "1.12.6",
    userAgent: "aws-sdk-go/1.43.29 (go1.20.3; linux; amd64) amazon-vpc-cni-k8s/version/v1.12.6",
    addressShortage: NOT_ENOUGH,
  },
  {
    version: "1.18.3",
    userAgent: "aws-sdk-go/1.51.32 (go1.21.7; linux; amd64) amazon-vpc-cni-k8s/version/v1.18.3",
    addressShortage: NOT_ENOUGH,
  },
  {
    version: "1.19.4",
    userAgent: `aws-sdk-go-v2/1.36.3 ${SDK_V2} api/ec2#1.210.1 m/E`,
    addressShortage: NOT_ENOUGH,
  },
  RESTLESS_VERSION,
  {
    version: "1.23.1",
    userAgent: `aws-sdk-go-v2/1.41.0 ${SDK_V2} api/ec2#1.279.0 amazon-vpc-cni-k8s/v1.23.1 m/E,z`,
    addressShortage: NOT_ENOUGH,
  },
];

/** Prefixes: both wordings that EC2 has for it. */
export const PREFIX_SHORTAGES: readonly [TrailError, TrailError] = [
  {
    code: "Client.InsufficientCidrBlocks",
    message: "The specified subnet does not have enough free cidr blocks to satisfy the request.",
  },
  {
    code: "Client.InsufficientCidrBlocks",
    message: "There are not enough free cidr blocks in the specified subnet to satisfy the request.",
  },
];

/** The version on a node: its cluster's is not the same everywhere while it is being updated. */
export function cniVersionOf(instanceId: string): CniVersion {
  const version = CNI_VERSIONS[Number.parseInt(instanceId.slice(-6), 16) % CNI_VERSIONS.length];
  if (!version) throw new RangeError("no version of the CNI is known");
  return version;
}
