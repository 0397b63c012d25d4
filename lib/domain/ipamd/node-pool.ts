import { EC2_ACTIONS } from "@/lib/domain/ipamd/ec2-actions";
import type { NodeTargets } from "@/lib/domain/ipamd/node-targets";
import { PREFIX_SIZE } from "@/lib/domain/ipamd/node-targets";
import {
  ATTACHED,
  COUNT_MASK,
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
  STATE_PREFIX,
  TRUNK,
} from "@/lib/domain/ipamd/pool-layout";
import { doubleAt, int32At } from "@/lib/domain/ipamd/typed-array";

/**
 * One node's datastore: its ENIs, their entries (a secondary address or a prefix each) and what is assigned of them.
 * Plain data, so that a checkpoint is a copy. `words` holds
 *
 * ```
 * { device → [ 9 words of the ENI | { slot → [address, state] } in ascending address ] } | EC2 calls by action and result
 * ```
 *
 * and `times` holds `{ device → createdAt }` followed by a ring of `[unassignedAt, device and address]`, one item for
 * each address that is cooling, oldest first. An address is whatever number the EC2 behind the node gives; it must order
 * like the address. Which address inside a prefix a pod has changes nothing that follows and is not kept.
 */
export interface NodePool {
  /** The caller's number of the node, given to EC2 with each call. */
  readonly node: number;
  readonly deviceCapacity: number;
  readonly slotCapacity: number;
  words: Int32Array;
  times: Float64Array;
  targets: NodeTargets;
  /** Subnet of the primary ENI, and the ENIConfig's (-1 without one), as EC2's numbers. */
  readonly subnet: number;
  readonly podSubnet: number;
  eniCount: number;
  /** ENIs of the instance that ipamd does not manage; they take places of the limit. */
  unmanagedEniCount: number;
  trunkEniCount: number;
  /** Addresses of the entries of the mode's kind: all, and those with a pod. */
  total: number;
  assigned: number;
  /** Addresses of the mode's kind that are cooling, as far as `expireCooling` has looked. */
  cooling: number;
  /** Addresses of the mode's kind that a pod could have now. */
  room: number;
  /** Entries of both kinds without a pod, and the prefixes among them. */
  freeEntries: number;
  freePrefixes: number;
  prefixes: number;
  coolingHead: number;
  coolingLength: number;
  /** -Infinity where this process has not done so yet. */
  lastDecreaseAt: number;
  lastInsufficientAt: number;
}

const RING_START = 4;

/** What a pool is made of; subnets as in `NodePool`. */
export interface NewNodePool {
  readonly node: number;
  readonly targets: NodeTargets;
  readonly subnet: number;
  readonly podSubnet: number;
  /** Device numbers and slots to make room for; at least the instance type's limits. */
  readonly deviceCapacity: number;
  readonly slotCapacity: number;
}

/** A pool without any ENI. */
export const createNodePool = (spec: NewNodePool): NodePool =>
  poolOver(spec, new Int32Array(wordCount(spec)), new Float64Array(timeCount(spec)));

/** Pools without any ENI, their words in one buffer: a buffer of its own costs a node as much as half of what it holds. */
export function createNodePools(specs: readonly NewNodePool[]): NodePool[] {
  const words = new Int32Array(sum(specs.map(wordCount)));
  const times = new Float64Array(sum(specs.map(timeCount)));
  let word = 0;
  let time = 0;
  return specs.map((spec) => {
    const ownWords = words.subarray(word, word + wordCount(spec));
    const ownTimes = times.subarray(time, time + timeCount(spec));
    word += ownWords.length;
    time += ownTimes.length;
    return poolOver(spec, ownWords, ownTimes);
  });
}

const wordCount = ({ deviceCapacity, slotCapacity }: NewNodePool): number =>
  deviceCapacity * (ENI_WORDS + ENTRY_WORDS * slotCapacity) + 2 * EC2_ACTIONS.length;

const timeCount = ({ deviceCapacity }: NewNodePool): number => deviceCapacity + 2 * RING_START;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const poolOver = (spec: NewNodePool, words: Int32Array, times: Float64Array): NodePool => ({
  node: spec.node,
  deviceCapacity: spec.deviceCapacity,
  slotCapacity: spec.slotCapacity,
  words,
  times,
  targets: spec.targets,
  subnet: spec.subnet,
  podSubnet: spec.podSubnet,
  eniCount: 0,
  unmanagedEniCount: 0,
  trunkEniCount: 0,
  total: 0,
  assigned: 0,
  cooling: 0,
  room: 0,
  freeEntries: 0,
  freePrefixes: 0,
  prefixes: 0,
  coolingHead: 0,
  coolingLength: 0,
  lastDecreaseAt: Number.NEGATIVE_INFINITY,
  lastInsufficientAt: Number.NEGATIVE_INFINITY,
});

/**
 * Makes independent copies, one call for each of the pools in their order, with their words in one buffer again; targets
 * are immutable and shared.
 */
export function nodePoolCopier(pools: readonly NodePool[]): (pool: NodePool) => NodePool {
  const words = new Int32Array(sum(pools.map((pool) => pool.words.length)));
  const times = new Float64Array(sum(pools.map((pool) => pool.times.length)));
  let word = 0;
  let time = 0;
  return (pool) => {
    const ownWords = words.subarray(word, word + pool.words.length);
    const ownTimes = times.subarray(time, time + pool.times.length);
    ownWords.set(pool.words);
    ownTimes.set(pool.times);
    word += ownWords.length;
    time += ownTimes.length;
    return { ...pool, words: ownWords, times: ownTimes };
  };
}

/** Index in `words` of a device's ENI. */
export const eniAt = (pool: NodePool, device: number): number => device * (ENI_WORDS + ENTRY_WORDS * pool.slotCapacity);

/** Index in `words` of an ENI's first entry; the next is ENTRY_WORDS further. */
export const firstEntryAt = (pool: NodePool, device: number): number => eniAt(pool, device) + ENI_WORDS;

/** Whether ipamd manages an ENI at that device number; false for a free one, and for one in use by an unmanaged ENI. */
export const isAttached = (pool: NodePool, device: number): boolean =>
  (int32At(pool.words, eniAt(pool, device) + ENI_FLAGS) & ATTACHED) !== 0;
export const isPrimary = (pool: NodePool, device: number): boolean =>
  (int32At(pool.words, eniAt(pool, device) + ENI_FLAGS) & PRIMARY) !== 0;
export const isTrunk = (pool: NodePool, device: number): boolean =>
  (int32At(pool.words, eniAt(pool, device) + ENI_FLAGS) & TRUNK) !== 0;
/** The primary, the trunk or an EFA interface: ipamd never gives them back. Source: data_store.go getDeletableENI, v1.23.1. */
export const isKept = (pool: NodePool, device: number): boolean =>
  (int32At(pool.words, eniAt(pool, device) + ENI_FLAGS) & (PRIMARY | TRUNK | EFA)) !== 0;

/** EC2's number of the ENI, and of its subnet. */
export const eniHandle = (pool: NodePool, device: number): number =>
  int32At(pool.words, eniAt(pool, device) + ENI_HANDLE);
export const eniSubnet = (pool: NodePool, device: number): number =>
  int32At(pool.words, eniAt(pool, device) + ENI_SUBNET);
/** The ENI's own address, which no pod gets. */
export const eniPrimaryAddress = (pool: NodePool, device: number): number =>
  int32At(pool.words, eniAt(pool, device) + ENI_PRIMARY) >>> 0;
/** Entries of both kinds. */
export const eniUsed = (pool: NodePool, device: number): number => int32At(pool.words, eniAt(pool, device) + ENI_USED);
export const eniPrefixes = (pool: NodePool, device: number): number =>
  int32At(pool.words, eniAt(pool, device) + ENI_PREFIXES);
/** Addresses with a pod, and cooling ones, of both kinds. */
export const eniAssigned = (pool: NodePool, device: number): number =>
  int32At(pool.words, eniAt(pool, device) + ENI_ASSIGNED);
/** Addresses of both kinds that are cooling, as far as `expireCooling` has looked. */
export const eniCooling = (pool: NodePool, device: number): number =>
  int32At(pool.words, eniAt(pool, device) + ENI_COOLING);
/** Addresses of the mode's kind that a pod could have now. */
export const eniRoom = (pool: NodePool, device: number): number => int32At(pool.words, eniAt(pool, device) + ENI_ROOM);
/** When the ENI came to the pool, in milliseconds; before the start it is negative, and -Infinity where its age is not known. */
export const eniCreatedAt = (pool: NodePool, device: number): number => doubleAt(pool.times, device);

/** Addresses of the ENI's entries of the mode's kind. */
export function eniTotal(pool: NodePool, device: number): number {
  const prefixes = eniPrefixes(pool, device);
  return pool.targets.prefixDelegation ? PREFIX_SIZE * prefixes : eniUsed(pool, device) - prefixes;
}

/** Of an entry by its position in `words`: a secondary address, or a prefix's first one; counts are of its addresses. */
export const entryAddress = (pool: NodePool, entry: number): number => int32At(pool.words, entry) >>> 0;
export const entryIsPrefix = (pool: NodePool, entry: number): boolean =>
  (int32At(pool.words, entry + 1) & STATE_PREFIX) !== 0;
export const entryAssigned = (pool: NodePool, entry: number): number =>
  (int32At(pool.words, entry + 1) >> 1) & COUNT_MASK;
export const entryCooling = (pool: NodePool, entry: number): number => int32At(pool.words, entry + 1) >> 6;
export const entrySize = (pool: NodePool, entry: number): number => (entryIsPrefix(pool, entry) ? PREFIX_SIZE : 1);
/** A prefix with prefix delegation on, a single address with it off: pods get addresses of such entries only. */
export const isOfMode = (pool: NodePool, entry: number): boolean =>
  entryIsPrefix(pool, entry) === pool.targets.prefixDelegation;

/** The lowest device number that is not in use, as EC2 attaches by. */
export function freeDevice(pool: NodePool): number {
  let device = 0;
  while (device < pool.deviceCapacity && int32At(pool.words, eniAt(pool, device) + ENI_FLAGS) !== 0) device++;
  return device;
}

/** The entry's position in `words`, or -1 where the ENI has none of that address. */
export function findEntry(pool: NodePool, device: number, address: number): number {
  const first = firstEntryAt(pool, device);
  let low = 0;
  let high = eniUsed(pool, device) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = entryAddress(pool, first + middle * ENTRY_WORDS);
    if (found === address) return first + middle * ENTRY_WORDS;
    if (found < address) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

const callsAt = (pool: NodePool): number => pool.deviceCapacity * (ENI_WORDS + ENTRY_WORDS * pool.slotCapacity);

/** Counts an EC2 call of this node. `action` is a position in EC2_ACTIONS. */
export function countCall(pool: NodePool, action: number, succeeded: boolean): void {
  const word = callsAt(pool) + 2 * action + (succeeded ? 0 : 1);
  pool.words[word] = int32At(pool.words, word) + 1;
}

/** Calls of one action so far, `[succeeded, failed]`. */
export function callCounts(pool: NodePool, action: number): [number, number] {
  const word = callsAt(pool) + 2 * action;
  return [int32At(pool.words, word), int32At(pool.words, word + 1)];
}
