/** Where the words of a node's pool stand; `node-pool.ts` draws the whole. */

export const ENI_FLAGS = 0;
export const ENI_HANDLE = 1;
export const ENI_SUBNET = 2;
export const ENI_PRIMARY = 3;
export const ENI_USED = 4;
export const ENI_PREFIXES = 5;
export const ENI_ASSIGNED = 6;
export const ENI_COOLING = 7;
export const ENI_ROOM = 8;
export const ENI_WORDS = 9;
export const ENTRY_WORDS = 2;

export const ATTACHED = 1;
export const PRIMARY = 2;
export const TRUNK = 4;
/** The device number is in use by an ENI that ipamd does not manage; no other flag is set then. */
export const UNMANAGED = 8;
export const EFA = 16;

/** Bits of an entry's state: kind, assigned addresses (0 to 16), cooling addresses (0 to 16). */
export const STATE_PREFIX = 1;
export const STATE_ASSIGNED = 2;
export const STATE_COOLING = 64;
export const COUNT_MASK = 31;
