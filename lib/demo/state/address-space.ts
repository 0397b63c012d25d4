import type { Random } from "@/lib/demo/random";
import { IndexedSet } from "@/lib/demo/state/indexed-set";
import { BLOCK_SIZE } from "@/lib/domain/ip/cidr";

export type ReservationType = "prefix" | "explicit";

const GENERAL = 0;
const AWS = 1;
const PREFIX_RESERVATION = 2;
const EXPLICIT_RESERVATION = 3;

/** AWS keeps the first four addresses of a subnet and its last (VPC user guide, subnet sizing). */
const AWS_HEAD = 4;

/** Which of the free addresses EC2 gives: nobody can foretell it, unless it is the lowest. */
export interface AddressChoice {
  kind: "any" | "lowest";
}

/**
 * The addresses of one subnet, as offsets from its first address: which are taken, and how EC2 would pick the next. A
 * single address comes from anywhere outside reservations, each free one as likely as any other, so that subnets
 * fragment as real ones do; a prefix is a free aligned /28, from a prefix reservation first, then from anywhere.
 */
export class AddressSpace {
  private readonly taken: Uint8Array;
  private readonly kind: Uint8Array;
  /** Addresses of the block that are neither taken nor AWS's. */
  private readonly freeInBlock: Uint8Array;
  private readonly free: IndexedSet;
  private readonly freeBlocks: IndexedSet;
  private readonly reservedFreeBlocks: IndexedSet;

  constructor(
    readonly size: number,
    private readonly random: Random,
    private readonly choice: AddressChoice = { kind: "any" },
  ) {
    const blockCount = Math.floor(size / BLOCK_SIZE);
    this.taken = new Uint8Array(size);
    this.kind = new Uint8Array(size);
    this.freeInBlock = new Uint8Array(blockCount).fill(BLOCK_SIZE);
    this.free = new IndexedSet(size);
    this.freeBlocks = new IndexedSet(blockCount);
    this.reservedFreeBlocks = new IndexedSet(blockCount);
    for (let offset = 0; offset < size; offset++) this.free.add(offset);
    for (let block = 0; block < blockCount; block++) this.freeBlocks.add(block);
    for (let offset = 0; offset < AWS_HEAD; offset++) this.keepForAws(offset);
    this.keepForAws(size - 1);
  }

  /** What DescribeSubnets calls AvailableIpAddressCount: free and outside every reservation. */
  get availableCount(): number {
    return this.free.size;
  }

  /** Blocks outside reservations of which no address is taken. */
  get freeBlockCount(): number {
    return this.freeBlocks.size;
  }

  /** Blocks that a prefix can be taken from, in prefix reservations or outside all reservations. */
  get prefixCapacity(): number {
    return this.freeBlocks.size + this.reservedFreeBlocks.size;
  }

  isTaken(offset: number): boolean {
    return this.taken[offset] === 1;
  }

  /** Sets a range apart. Addresses in it that are taken stay with their ENIs (VPC user guide, subnet CIDR reservations). */
  reserve(first: number, count: number, type: ReservationType): void {
    for (let offset = first; offset < first + count; offset++) {
      if (this.kind[offset] === AWS) continue;
      this.kind[offset] = type === "prefix" ? PREFIX_RESERVATION : EXPLICIT_RESERVATION;
      this.free.delete(offset);
      this.reviewBlock(offset);
    }
  }

  /** `count` addresses, or null and nothing taken when there are not enough. */
  takeAddresses(count: number): number[] | null {
    if (count > this.free.size) return null;
    const offsets: number[] = [];
    for (let i = 0; i < count; i++) {
      const offset = this.choose(this.free);
      if (offset === null) throw new RangeError("free addresses were counted but not found");
      this.take(offset);
      offsets.push(offset);
    }
    return offsets;
  }

  /** The first offsets of `count` free aligned blocks, or null and nothing taken when there are not enough. */
  takeBlocks(count: number): number[] | null {
    if (count > this.prefixCapacity) return null;
    const firsts: number[] = [];
    for (let i = 0; i < count; i++) {
      const block = this.choose(this.reservedFreeBlocks) ?? this.choose(this.freeBlocks);
      if (block === null) throw new RangeError("free blocks were counted but not found");
      this.takeBlock(block * BLOCK_SIZE);
      firsts.push(block * BLOCK_SIZE);
    }
    return firsts;
  }

  /** One named address, also inside a reservation; false when it is taken or AWS's. */
  takeAt(offset: number): boolean {
    if (offset < 0 || offset >= this.size || this.isTaken(offset) || this.kind[offset] === AWS) return false;
    this.take(offset);
    return true;
  }

  release(offset: number): void {
    if (!this.isTaken(offset)) throw new RangeError(`offset ${offset} is not taken`);
    this.taken[offset] = 0;
    if (this.kind[offset] === GENERAL) this.free.add(offset);
    this.countInBlock(offset, 1);
  }

  releaseBlock(first: number): void {
    for (let offset = first; offset < first + BLOCK_SIZE; offset++) this.release(offset);
  }

  private choose(from: IndexedSet): number | null {
    return this.choice.kind === "lowest" ? from.lowest() : from.pick(this.random);
  }

  private takeBlock(first: number): void {
    for (let offset = first; offset < first + BLOCK_SIZE; offset++) this.take(offset);
  }

  private take(offset: number): void {
    this.taken[offset] = 1;
    this.free.delete(offset);
    this.countInBlock(offset, -1);
  }

  private keepForAws(offset: number): void {
    this.kind[offset] = AWS;
    this.free.delete(offset);
    this.countInBlock(offset, -1);
  }

  private countInBlock(offset: number, change: number): void {
    const block = Math.floor(offset / BLOCK_SIZE);
    if (block >= this.freeInBlock.length) return;
    this.freeInBlock[block] = (this.freeInBlock[block] ?? 0) + change;
    this.reviewBlock(offset);
  }

  /** Puts the block of an address into the set that it belongs to now, if any. */
  private reviewBlock(offset: number): void {
    const block = Math.floor(offset / BLOCK_SIZE);
    if (block >= this.freeInBlock.length) return;
    const kind = this.freeInBlock[block] === BLOCK_SIZE ? this.uniformKind(block) : null;
    if (kind === GENERAL) this.freeBlocks.add(block);
    else this.freeBlocks.delete(block);
    if (kind === PREFIX_RESERVATION) this.reservedFreeBlocks.add(block);
    else this.reservedFreeBlocks.delete(block);
  }

  private uniformKind(block: number): number | null {
    const first = this.kind[block * BLOCK_SIZE] ?? GENERAL;
    for (let offset = block * BLOCK_SIZE + 1; offset < (block + 1) * BLOCK_SIZE; offset++) {
      if (this.kind[offset] !== first) return null;
    }
    return first;
  }
}
