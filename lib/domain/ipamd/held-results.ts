import type { ReleasedEntries } from "@/lib/domain/ipamd/ec2-port";
import type { NodePool } from "@/lib/domain/ipamd/node-pool";
import { freeDevice } from "@/lib/domain/ipamd/node-pool";
import { addEni, addEntry, type NewEni } from "@/lib/domain/ipamd/pool-changes";
import { uint32At } from "@/lib/domain/ipamd/typed-array";

/** Entries that EC2 has granted, and that ipamd will know of when the call has ended. */
export interface Arrival {
  /** The new ENI that they come on, or null: then `device` has been there before. */
  readonly newEni: Omit<NewEni, "device" | "createdAt"> | null;
  readonly device: number;
  readonly prefixes: boolean;
  readonly addresses: readonly number[];
}

/** What ipamd has given up, and EC2 will release when the call has ended. */
export interface Departure {
  readonly subnet: number;
  /** The primary address of an ENI that is deleted, else null. */
  readonly primaryAddress: number | null;
  readonly addresses: readonly number[];
  readonly prefixes: readonly number[];
}

/** A look of the pool manager, or a start, that waits for its EC2 calls. Plain data. */
export interface HeldResults {
  readonly arrivals: Arrival[];
  readonly departures: Departure[];
  /** What comes after these calls: the rest of the look, nothing more of it, or the end of the start. */
  readonly next: "free-eni" | "end-look" | "end-start";
  /** When the look, or the start, began. */
  readonly startedAt: number;
  /** Available addresses at the look's beginning. */
  readonly available: number;
  readonly hasDecreased: boolean;
  /** The start scaled the pool up, or tried to. */
  readonly hasScaled: boolean;
}

/** ipamd learns of what it was granted. */
export function deliver(pool: NodePool, arrivals: readonly Arrival[], now: number): void {
  for (const { newEni, device, prefixes, addresses } of arrivals) {
    const arrivedOn = newEni ? freeDevice(pool) : device;
    if (newEni) addEni(pool, { ...newEni, device: arrivedOn, createdAt: now });
    for (const address of addresses) addEntry(pool, arrivedOn, address, prefixes);
  }
}

/** The addresses given back, out of the buffer that the next call will fill anew. */
export function toList({ addresses, count }: ReleasedEntries): number[] {
  const list: number[] = [];
  for (let index = 0; index < count; index++) list.push(uint32At(addresses, index));
  return list;
}
