/**
 * The calls that fail for want of addresses in a subnet, the CNI's first (EC2 API reference, error
 * codes). CloudTrail is asked for each by its name: LookupEvents takes one attribute, and an error's code is none.
 */
export const TRAIL_CALLS = [
  "CreateNetworkInterface",
  "AssignPrivateIpAddresses",
  "RunInstances",
  "CreateFleet",
  "CreateLoadBalancer",
  "AttachNetworkInterface",
  "CreateTransitGatewayVpcAttachment",
] as const;
