import type { Random } from "@/lib/demo/random";

const ABSENT = 0xffffffff;

/** A set of whole numbers below `capacity` with add, delete and a random pick in constant time; the lowest is found from the last one on. */
export class IndexedSet {
  private readonly members: Uint32Array;
  private readonly positions: Uint32Array;
  /** No member is lower. */
  private floor: number;
  size = 0;

  constructor(capacity: number) {
    this.floor = capacity;
    this.members = new Uint32Array(capacity);
    this.positions = new Uint32Array(capacity).fill(ABSENT);
  }

  has(value: number): boolean {
    return (this.positions[value] ?? ABSENT) !== ABSENT;
  }

  add(value: number): void {
    if (this.has(value)) return;
    this.positions[value] = this.size;
    this.members[this.size++] = value;
    if (value < this.floor) this.floor = value;
  }

  delete(value: number): void {
    const position = this.positions[value] ?? ABSENT;
    if (position === ABSENT) return;
    const last = this.members[--this.size] ?? 0;
    this.members[position] = last;
    this.positions[last] = position;
    this.positions[value] = ABSENT;
  }

  /** A member, each as likely as any other; null when the set is empty. */
  pick(random: Random): number | null {
    return this.size === 0 ? null : (this.members[random.below(this.size)] ?? null);
  }

  lowest(): number | null {
    if (this.size === 0) return null;
    while (!this.has(this.floor)) this.floor++;
    return this.floor;
  }
}
