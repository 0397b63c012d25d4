/** The EC2 calls that ipamd makes on the pool's account, in the order in which they are reported. */
export const EC2_ACTIONS = [
  "AssignPrivateIpAddresses",
  "AttachNetworkInterface",
  "CreateNetworkInterface",
  "DeleteNetworkInterface",
  "DetachNetworkInterface",
  "UnassignPrivateIpAddresses",
] as const;

export type Ec2Action = (typeof EC2_ACTIONS)[number];

/** `{ action → its position in EC2_ACTIONS }`, the code of a call in typed arrays. */
export const ASSIGN = 0;
export const ATTACH = 1;
export const CREATE = 2;
export const DELETE = 3;
export const DETACH = 4;
export const UNASSIGN = 5;
