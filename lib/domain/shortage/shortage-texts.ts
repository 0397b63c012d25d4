/** The codes that name a shortage by themselves, without EC2's `Client.`. */
export const ALL_SHORTAGE_CODES = ["InsufficientFreeAddressesInSubnet", "InsufficientCidrBlocks"] as const;

/**
 * What the message of every shortage holds, in lower case: a search by these finds at least what `shortageKindOf` takes
 * for one, and may find more.
 */
export const SHORTAGE_PHRASES = [
  "insufficient free address",
  "sufficient free ipv4 addresses or prefixes",
  "not enough ip space available in subnet",
  "enough free addresses",
  "insufficient free ip addresses in subnet",
  "enough free cidr blocks",
] as const;
