/** What CreateNetworkInterface gives where the subnet has too few addresses or no block left. */
export const INSUFFICIENT = -1;

/** The most addresses that one call can give: an ENI's own and one for each of its slots. */
export const CALL_ADDRESS_LIMIT = 256;

/** The entries that a call gives back, as positions 0 to `count - 1` of arrays that the caller uses again. */
export interface ReleasedEntries {
  readonly addresses: Uint32Array;
  count: number;
}

/**
 * EC2 as a node's ipamd sees it. The pool model decides, this does: the simulator's subnets and the embedded account
 * stand behind it. Nodes and subnets are numbers of the implementation's; an ENI is the number (the handle) that
 * createNetworkInterface gave. Prefix calls count /28 blocks and name a block by its first address. Every call is all
 * or nothing; "insufficient" stands for InsufficientFreeAddressesInSubnet and InsufficientCidrBlocks, which ipamd
 * treats alike. Release, detach and delete cannot fail.
 */
export interface Ec2Port {
  /**
   * Creates an ENI with its own primary address and `count` entries. Fills `into[0]` with the primary address, then the
   * entries from `into[1]` on; gives the handle (0 or more), or INSUFFICIENT.
   */
  createNetworkInterface(node: number, subnet: number, prefixes: boolean, count: number, into: Uint32Array): number;
  attachNetworkInterface(node: number, eni: number, device: number): void;
  /** Fills `into[0]` to `into[count - 1]`; false where the ENI's subnet has not enough. */
  assignPrivateIpAddresses(eni: number, subnet: number, prefixes: boolean, count: number, into: Uint32Array): boolean;
  unassignPrivateIpAddresses(eni: number, subnet: number, prefixes: boolean, released: ReleasedEntries): void;
  detachNetworkInterface(eni: number): void;
  /** Releases the ENI's primary address and whatever it still holds, which is given along. */
  deleteNetworkInterface(eni: number, subnet: number, held: HeldEntries): void;
  /** The subnets that discovery may choose for the node, its own among them, in EC2's order. */
  discoverableSubnets(node: number): readonly number[];
  /** EC2's AvailableIpAddressCount. */
  availableIpAddressCount(subnet: number): number;
}

/** Everything an ENI holds when it is deleted. */
export interface HeldEntries {
  readonly primaryAddress: number;
  readonly addresses: ReleasedEntries;
  readonly prefixes: ReleasedEntries;
}
