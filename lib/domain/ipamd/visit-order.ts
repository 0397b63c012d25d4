import { isAttached, type NodePool } from "@/lib/domain/ipamd/node-pool";

/**
 * The order in which ipamd comes across its ENIs and their entries. The real process walks Go maps, in an order that
 * nobody can foretell; `ascending` is one of the possible orders and the one of the traces, `seeded` draws one.
 */
export interface VisitOrder {
  readonly kind: "ascending" | "seeded";
  /** State of the generator; part of a checkpoint. */
  state: number;
}

export const ascendingOrder = (): VisitOrder => ({ kind: "ascending", state: 0 });

/** `seed` is any 32-bit integer. */
export const seededOrder = (seed: number): VisitOrder => ({ kind: "seeded", state: seed | 0 });

/** The next number of the sequence, 0 to `bound - 1` (mulberry32). */
export function drawBelow(order: VisitOrder, bound: number): number {
  order.state = (order.state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(order.state ^ (order.state >>> 15), 1 | order.state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
}

/** Fills `into` with the attached devices in the order of this visit; gives their number. */
export function visitDevices(pool: NodePool, order: VisitOrder, into: Uint8Array): number {
  let count = 0;
  for (let device = 0; count < pool.eniCount; device++) {
    if (isAttached(pool, device)) into[count++] = device;
  }
  if (order.kind === "seeded") shuffle(into, count, order);
  return count;
}

/** Puts the first `count` values in a drawn order. */
export function shuffle(values: Uint8Array | Int32Array, count: number, order: VisitOrder): void {
  for (let last = count - 1; last > 0; last--) {
    const other = drawBelow(order, last + 1);
    const value = values[last] as number;
    values[last] = values[other] as number;
    values[other] = value;
  }
}
