import { BLOCK_SIZE } from "@/lib/domain/ip/cidr";
import { int32At } from "@/lib/domain/ipamd/typed-array";

const WORD_BITS = 32;
const BLOCK_MASK = 0xffff;

/** AWS keeps the first four addresses of a subnet and its last. */
const RESERVED_AT_START = 4;

/** What NO_SPACE-giving functions return. */
export const NO_SPACE = -1;

/**
 * A subnet's addresses as a bitmap, one bit each, set where the address is reserved or taken. Offsets count from the
 * CIDR's first address. The hints are lower bounds of the first word, and block, that has anything free.
 */
export interface SubnetSpace {
  readonly size: number;
  readonly taken: Int32Array;
  freeCount: number;
  /** Blocks that a prefix can come from, in the reserve or outside. */
  freeBlockCount: number;
  lowestWord: number;
  lowestBlock: number;
  /** Null without a CIDR reservation for prefixes. */
  readonly reserve: PrefixReserve | null;
}

/**
 * Blocks that EC2 gives as prefixes only, and before any other; none of their addresses ever counts as free
 * (VPC user guide, subnet CIDR reservations). In `taken` they are always set.
 */
export interface PrefixReserve {
  /** A byte a block: NOT_RESERVED, FREE or GIVEN. */
  readonly blocks: Uint8Array;
  freeCount: number;
}

const NOT_RESERVED = 0;
const FREE = 1;
const GIVEN = 2;

/**
 * An empty subnet of `size` addresses (a power of two, 16 to 65,536): AWS's five are reserved, the rest is free, but for
 * the blocks, by number, that are kept for prefixes.
 */
export function createSubnetSpace(size: number, reservedBlocks: readonly number[] = []): SubnetSpace {
  const space: SubnetSpace = {
    size,
    taken: new Int32Array(Math.ceil(size / WORD_BITS)),
    freeCount: size,
    freeBlockCount: size / BLOCK_SIZE,
    lowestWord: 0,
    lowestBlock: 0,
    reserve: reservedBlocks.length === 0 ? null : { blocks: new Uint8Array(size / BLOCK_SIZE), freeCount: 0 },
  };
  if (size < WORD_BITS) space.taken[0] = -1 << size;
  for (let offset = 0; offset < RESERVED_AT_START; offset++) takeAddress(space, offset);
  takeAddress(space, size - 1);
  for (const block of reservedBlocks) keepForPrefixes(space, block);
  return space;
}

function keepForPrefixes(space: SubnetSpace, block: number): void {
  if (!space.reserve || isReserved(space, block)) return;
  takeBlock(space, block * BLOCK_SIZE);
  space.reserve.blocks[block] = FREE;
  space.reserve.freeCount++;
  space.freeBlockCount++;
}

export const copySubnetSpace = (space: SubnetSpace): SubnetSpace => ({
  ...space,
  taken: space.taken.slice(),
  reserve: space.reserve && { ...space.reserve, blocks: space.reserve.blocks.slice() },
});

/** Whether a block is kept for prefixes, free or given. */
export const isReserved = ({ reserve }: SubnetSpace, block: number): boolean =>
  reserve !== null && reserve.blocks[block] !== NOT_RESERVED;

/** Whether the address at an offset is in use, reserved by AWS, or in a block that is kept for prefixes. */
export const isTaken = (space: SubnetSpace, offset: number): boolean =>
  ((int32At(space.taken, offset >> 5) >>> (offset & 31)) & 1) !== 0;

/** The lowest free offset, or NO_SPACE. */
export function lowestFreeAddress(space: SubnetSpace): number {
  if (space.freeCount === 0) return NO_SPACE;
  const { taken } = space;
  let word = space.lowestWord;
  while (int32At(taken, word) === -1) word++;
  space.lowestWord = word;
  const free = ~int32At(taken, word);
  return word * WORD_BITS + 31 - Math.clz32(free & -free);
}

/** The first offset of the lowest free block of the reserve, else of the lowest /28-aligned one in which nothing is reserved or taken, or NO_SPACE. */
export function lowestFreeBlock(space: SubnetSpace): number {
  if (space.freeBlockCount === 0) return NO_SPACE;
  const { reserve } = space;
  if (reserve !== null && reserve.freeCount > 0) return reserve.blocks.indexOf(FREE) * BLOCK_SIZE;
  let block = space.lowestBlock;
  while (blockBits(space, block) !== 0) block++;
  space.lowestBlock = block;
  return block * BLOCK_SIZE;
}

/** A block's addresses, a bit each, set where reserved or taken. */
const blockBits = (space: SubnetSpace, block: number): number =>
  (int32At(space.taken, block >> 1) >>> ((block & 1) * BLOCK_SIZE)) & BLOCK_MASK;

/** Takes a free address. */
export function takeAddress(space: SubnetSpace, offset: number): void {
  if (blockBits(space, offset >> 4) === 0) space.freeBlockCount--;
  space.taken[offset >> 5] = int32At(space.taken, offset >> 5) | (1 << (offset & 31));
  space.freeCount--;
}

/** Gives a taken address back. */
export function releaseAddress(space: SubnetSpace, offset: number): void {
  const word = offset >> 5;
  space.taken[word] = int32At(space.taken, word) & ~(1 << (offset & 31));
  space.freeCount++;
  if (blockBits(space, offset >> 4) === 0) blockBecameFree(space, offset >> 4);
  if (word < space.lowestWord) space.lowestWord = word;
}

/** Takes a wholly free block by its first offset. */
export function takeBlock(space: SubnetSpace, offset: number): void {
  if (space.reserve !== null && isReserved(space, offset >> 4)) {
    space.reserve.blocks[offset >> 4] = GIVEN;
    space.reserve.freeCount--;
    space.freeBlockCount--;
    return;
  }
  space.taken[offset >> 5] = int32At(space.taken, offset >> 5) | (BLOCK_MASK << (offset & 16));
  space.freeCount -= BLOCK_SIZE;
  space.freeBlockCount--;
}

/** Gives a block back that was taken as a whole. */
export function releaseBlock(space: SubnetSpace, offset: number): void {
  if (space.reserve !== null && isReserved(space, offset >> 4)) {
    space.reserve.blocks[offset >> 4] = FREE;
    space.reserve.freeCount++;
    space.freeBlockCount++;
    return;
  }
  const word = offset >> 5;
  space.taken[word] = int32At(space.taken, word) & ~(BLOCK_MASK << (offset & 16));
  space.freeCount += BLOCK_SIZE;
  blockBecameFree(space, offset >> 4);
  if (word < space.lowestWord) space.lowestWord = word;
}

function blockBecameFree(space: SubnetSpace, block: number): void {
  space.freeBlockCount++;
  if (block < space.lowestBlock) space.lowestBlock = block;
}
