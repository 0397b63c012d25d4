/**
 * What an address of a subnet is taken by; every address has exactly one class. The position in this list is the
 * class's code in typed arrays and on the wire of the address map, so new classes go to the end.
 *
 * `attached` is a secondary address, or an address inside a prefix, on a node when nothing says which have a pod;
 * `assigned`, `cooldown` and `warm` replace it where that is known. `unknown` is an ENI whose owner nothing tells.
 */
export const ADDRESS_CLASSES = [
  "free",
  "reserved-by-aws",
  "node-primary",
  "eni-primary",
  "attached",
  "assigned",
  "cooldown",
  "warm",
  "branch",
  "service",
  "instance",
  "detached",
  "cidr-reservation",
  "unknown",
] as const;

export type AddressClass = (typeof ADDRESS_CLASSES)[number];

/** `{ class → its code }`, the inverse of ADDRESS_CLASSES. */
export const ADDRESS_CLASS_CODE = Object.fromEntries(ADDRESS_CLASSES.map((name, code) => [name, code])) as Readonly<
  Record<AddressClass, number>
>;

/** The kinds of `service`; an open list on AWS's side, so what is new there is `other`. */
export const SERVICE_KINDS = [
  "lambda",
  "nat-gateway",
  "network-load-balancer",
  "application-load-balancer",
  "classic-load-balancer",
  "gateway-load-balancer",
  "gateway-load-balancer-endpoint",
  "vpc-endpoint",
  "transit-gateway",
  "eks-control-plane",
  "ecs-task",
  "rds",
  "elasticache",
  "redshift",
  "dax",
  "codebuild",
  "directory-service",
  "workspaces",
  "efs",
  "instance-connect-endpoint",
  "quicksight",
  "global-accelerator",
  "api-gateway",
  "iot-rules",
  "codestar-connections",
  "evs",
  "other",
] as const;

export type ServiceKind = (typeof SERVICE_KINDS)[number];

/** What a /28-aligned block of a subnet is: `reserved` holds some of AWS's five addresses, `prefix` is delegated to an ENI. */
export const BLOCK_KINDS = ["free", "reserved", "prefix", "full", "fragmented"] as const;

export type BlockKind = (typeof BLOCK_KINDS)[number];
