import {
  eniAt,
  eniPrefixes,
  eniRoom,
  eniTotal,
  eniUsed,
  entryAddress,
  entryAssigned,
  entryIsPrefix,
  entrySize,
  firstEntryAt,
  isAttached,
  isOfMode,
  type NodePool,
} from "@/lib/domain/ipamd/node-pool";
import { PREFIX_SIZE } from "@/lib/domain/ipamd/node-targets";
import {
  ATTACHED,
  EFA,
  ENI_ASSIGNED,
  ENI_COOLING,
  ENI_FLAGS,
  ENI_HANDLE,
  ENI_PREFIXES,
  ENI_PRIMARY,
  ENI_ROOM,
  ENI_SUBNET,
  ENI_USED,
  ENI_WORDS,
  ENTRY_WORDS,
  PRIMARY,
  STATE_ASSIGNED,
  STATE_COOLING,
  STATE_PREFIX,
  TRUNK,
  UNMANAGED,
} from "@/lib/domain/ipamd/pool-layout";
import { int32At } from "@/lib/domain/ipamd/typed-array";

export interface NewEni {
  readonly device: number;
  readonly handle: number;
  readonly subnet: number;
  readonly primaryAddress: number;
  readonly isPrimary: boolean;
  readonly isTrunk: boolean;
  /** An EFA interface is used for pods like any other, but never given back. */
  readonly isEfa?: boolean;
  readonly createdAt: number;
}

/** Adds an ENI without entries. Source: data_store.go AddENI, v1.23.1. */
export function addEni(pool: NodePool, eni: NewEni): void {
  const start = eniAt(pool, eni.device);
  const { words } = pool;
  words[start + ENI_FLAGS] =
    ATTACHED | (eni.isPrimary ? PRIMARY : 0) | (eni.isTrunk ? TRUNK : 0) | (eni.isEfa ? EFA : 0);
  words[start + ENI_HANDLE] = eni.handle;
  words[start + ENI_SUBNET] = eni.subnet;
  words[start + ENI_PRIMARY] = eni.primaryAddress;
  for (let word = ENI_USED; word < ENI_WORDS; word++) words[start + word] = 0;
  pool.times[eni.device] = eni.createdAt;
  pool.eniCount++;
  if (eni.isTrunk) pool.trunkEniCount++;
}

/** Marks a device number as that of an ENI that ipamd leaves alone. Source: ipamd.go setUnmanagedENIs, v1.23.1. */
export function addUnmanagedEni(pool: NodePool, device: number): void {
  pool.words[eniAt(pool, device) + ENI_FLAGS] = UNMANAGED;
  pool.unmanagedEniCount++;
}

/** Removes an ENI whose entries have neither a pod nor a cooling address. Source: data_store.go RemoveUnusedENIFromStore, v1.23.1. */
export function removeEni(pool: NodePool, device: number): void {
  const used = eniUsed(pool, device);
  const prefixes = eniPrefixes(pool, device);
  pool.total -= eniTotal(pool, device);
  pool.room -= eniRoom(pool, device);
  pool.freeEntries -= used;
  pool.freePrefixes -= prefixes;
  pool.prefixes -= prefixes;
  pool.eniCount--;
  pool.words[eniAt(pool, device) + ENI_FLAGS] = 0;
}

/** Adds a new entry, keeping ascending address. Source: data_store.go AddIPv4CidrToStore, v1.23.1. */
export function addEntry(pool: NodePool, device: number, address: number, isPrefix: boolean): void {
  const { words } = pool;
  const start = eniAt(pool, device);
  const first = start + ENI_WORDS;
  let entry = first + eniUsed(pool, device) * ENTRY_WORDS;
  while (entry > first && entryAddress(pool, entry - ENTRY_WORDS) > address) {
    words[entry] = int32At(words, entry - 2);
    words[entry + 1] = int32At(words, entry - 1);
    entry -= ENTRY_WORDS;
  }
  words[entry] = address;
  words[entry + 1] = isPrefix ? STATE_PREFIX : 0;
  words[start + ENI_USED] = eniUsed(pool, device) + 1;
  pool.freeEntries++;
  if (isPrefix) {
    words[start + ENI_PREFIXES] = eniPrefixes(pool, device) + 1;
    pool.prefixes++;
    pool.freePrefixes++;
  }
  if (isPrefix === pool.targets.prefixDelegation) {
    const size = isPrefix ? PREFIX_SIZE : 1;
    pool.total += size;
    addRoom(pool, device, size);
  }
}

/** Changes what pods could have of an ENI, and of the pool. */
function addRoom(pool: NodePool, device: number, change: number): void {
  const word = eniAt(pool, device) + ENI_ROOM;
  pool.words[word] = int32At(pool.words, word) + change;
  pool.room += change;
}

/** Gives one address of an entry of the mode's kind to a pod; the entry must have room. */
export function occupy(pool: NodePool, device: number, entry: number): void {
  const { words } = pool;
  if (entryAssigned(pool, entry) === 0) {
    pool.freeEntries--;
    if (entryIsPrefix(pool, entry)) pool.freePrefixes--;
  }
  words[entry + 1] = int32At(words, entry + 1) + STATE_ASSIGNED;
  const assigned = eniAt(pool, device) + ENI_ASSIGNED;
  words[assigned] = int32At(words, assigned) + 1;
  if (isOfMode(pool, entry)) {
    pool.assigned++;
    addRoom(pool, device, -1);
  }
}

/** Takes one address of an entry from its pod; it can be had by another at once (`startCooling` says otherwise). */
export function vacate(pool: NodePool, device: number, entry: number): void {
  const { words } = pool;
  words[entry + 1] = int32At(words, entry + 1) - STATE_ASSIGNED;
  if (entryAssigned(pool, entry) === 0) {
    pool.freeEntries++;
    if (entryIsPrefix(pool, entry)) pool.freePrefixes++;
  }
  const assigned = eniAt(pool, device) + ENI_ASSIGNED;
  words[assigned] = int32At(words, assigned) - 1;
  if (isOfMode(pool, entry)) {
    pool.assigned--;
    addRoom(pool, device, 1);
  }
}

/** Counts one more (`1`) or one less (`-1`) address of an entry as cooling. */
export function changeCooling(pool: NodePool, device: number, entry: number, change: 1 | -1): void {
  const { words } = pool;
  words[entry + 1] = int32At(words, entry + 1) + change * STATE_COOLING;
  const cooling = eniAt(pool, device) + ENI_COOLING;
  words[cooling] = int32At(words, cooling) + change;
  if (isOfMode(pool, entry)) {
    pool.cooling += change;
    addRoom(pool, device, -change);
  }
}

/** Drops the ENI's entry at that position; it must have no pod. Its cooling addresses are for the caller to forget first. */
export function removeEntry(pool: NodePool, device: number, entry: number): void {
  const { words } = pool;
  const start = eniAt(pool, device);
  const end = start + ENI_WORDS + eniUsed(pool, device) * ENTRY_WORDS;
  if (isOfMode(pool, entry)) {
    const size = entrySize(pool, entry);
    pool.total -= size;
    addRoom(pool, device, -size);
  }
  pool.freeEntries--;
  if (entryIsPrefix(pool, entry)) {
    words[start + ENI_PREFIXES] = eniPrefixes(pool, device) - 1;
    pool.prefixes--;
    pool.freePrefixes--;
  }
  words[start + ENI_USED] = eniUsed(pool, device) - 1;
  words.copyWithin(entry, entry + ENTRY_WORDS, end);
}

/** Counts anew what depends on the mode: after the environment has changed. Nothing may be cooling. */
export function recount(pool: NodePool): void {
  pool.total = 0;
  pool.assigned = 0;
  pool.cooling = 0;
  pool.room = 0;
  for (let device = 0; device < pool.deviceCapacity; device++) {
    if (!isAttached(pool, device)) continue;
    pool.words[eniAt(pool, device) + ENI_ROOM] = 0;
    const first = firstEntryAt(pool, device);
    const end = first + eniUsed(pool, device) * ENTRY_WORDS;
    for (let entry = first; entry < end; entry += ENTRY_WORDS) {
      if (!isOfMode(pool, entry)) continue;
      pool.total += entrySize(pool, entry);
      pool.assigned += entryAssigned(pool, entry);
      addRoom(pool, device, entrySize(pool, entry) - entryAssigned(pool, entry));
    }
  }
}
