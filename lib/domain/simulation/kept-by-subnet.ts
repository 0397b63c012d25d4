import { eniSubnet, isAttached } from "@/lib/domain/ipamd/node-pool";
import type { NodeProcess } from "@/lib/domain/ipamd/node-process";
import { PREFIX_SIZE } from "@/lib/domain/ipamd/node-targets";
import { attachedOn } from "@/lib/domain/simulation/node-figures";

/** The least that a node holds while it lives, and on how many ENIs. */
export interface LeastHeld {
  readonly least: number;
  readonly leastEnis: number;
}

/**
 * Adds to `{ subnet → addresses }` where the least of a node's addresses lies. Most nodes hold addresses of one subnet
 * only; where there are more, it is the own addresses of the first ENIs, the primary one before all others, then what is
 * attached to them in that order: `{ least: 12, leastEnis: 2 }` of two ENIs with ten entries each is 11 on the first, 1 on
 * the second.
 */
export function addKept(kept: number[], process: NodeProcess, { least, leastEnis }: LeastHeld): void {
  let left = least;
  for (const [subnet, count] of partsOf(process, leastEnis)) {
    const here = Math.min(left, count);
    kept[subnet] = (kept[subnet] ?? 0) + here;
    left -= here;
    if (left === 0) return;
  }
}

/** `[subnet, addresses]` of all that a node holds, what it keeps longest first; what calls under way hold comes last. */
function* partsOf({ pool, held }: NodeProcess, leastEnis: number): Generator<readonly [number, number]> {
  const devices = Array.from({ length: pool.deviceCapacity }, (_, device) => device).filter((device) =>
    isAttached(pool, device),
  );
  for (const device of devices.slice(0, leastEnis)) yield [eniSubnet(pool, device), 1];
  for (const device of devices) yield [eniSubnet(pool, device), attachedOn(pool, device)];
  for (const device of devices.slice(leastEnis)) yield [eniSubnet(pool, device), 1];
  for (const { newEni, device, prefixes, addresses } of held?.arrivals ?? []) {
    const subnet = newEni ? newEni.subnet : eniSubnet(pool, device);
    yield [subnet, (newEni ? 1 : 0) + addresses.length * (prefixes ? PREFIX_SIZE : 1)];
  }
  for (const { subnet, primaryAddress, addresses, prefixes } of held?.departures ?? []) {
    yield [subnet, (primaryAddress === null ? 0 : 1) + addresses.length + PREFIX_SIZE * prefixes.length];
  }
}
