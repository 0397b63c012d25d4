import { forgetCoolingOf } from "@/lib/domain/ipamd/cooling";
import { UNASSIGN } from "@/lib/domain/ipamd/ec2-actions";
import type { ReleasedEntries } from "@/lib/domain/ipamd/ec2-port";
import type { IpamdContext } from "@/lib/domain/ipamd/ipamd-context";
import {
  countCall,
  eniHandle,
  eniSubnet,
  eniUsed,
  entryAddress,
  entryAssigned,
  entryIsPrefix,
  firstEntryAt,
  type NodePool,
} from "@/lib/domain/ipamd/node-pool";
import { removeEntry } from "@/lib/domain/ipamd/pool-changes";
import { ENTRY_WORDS } from "@/lib/domain/ipamd/pool-layout";
import { int32At } from "@/lib/domain/ipamd/typed-array";
import { shuffle } from "@/lib/domain/ipamd/visit-order";

export type EntryKinds = "addresses" | "prefixes" | "both";

/**
 * Takes entries without a pod from an ENI, at most `limit` of the kinds asked for, and gives them back to EC2: one call
 * for the prefixes among them, one for the single addresses. Cooling does not keep an entry. Gives how many went.
 * Source: data_store.go FindFreeableCidrs, FreeableIPs, FreeablePrefixes; ipamd.go DeallocCidrs; v1.23.1.
 */
export function releaseFreeEntries(
  pool: NodePool,
  device: number,
  { kinds, limit }: { readonly kinds: EntryKinds; readonly limit: number },
  context: IpamdContext,
): number {
  const found = Math.min(limit, freeableEntries(pool, device, kinds, context));
  context.releasedAddresses.count = 0;
  context.releasedPrefixes.count = 0;
  if (context.order.kind === "seeded") context.entries.subarray(0, found).sort();
  // Backwards, since dropping an entry moves those behind it.
  for (let index = found - 1; index >= 0; index--) drop(pool, device, int32At(context.entries, index), context);
  deallocate(pool, device, true, context.releasedPrefixes, context);
  deallocate(pool, device, false, context.releasedAddresses, context);
  return found;
}

function freeableEntries(pool: NodePool, device: number, kinds: EntryKinds, context: IpamdContext): number {
  const first = firstEntryAt(pool, device);
  const end = first + eniUsed(pool, device) * ENTRY_WORDS;
  let count = 0;
  for (let entry = first; entry < end; entry += ENTRY_WORDS) {
    if (entryAssigned(pool, entry) > 0) continue;
    if (kinds !== "both" && entryIsPrefix(pool, entry) !== (kinds === "prefixes")) continue;
    context.entries[count++] = entry;
  }
  if (context.order.kind === "seeded") shuffle(context.entries, count, context.order);
  return count;
}

function drop(pool: NodePool, device: number, entry: number, context: IpamdContext): void {
  const address = entryAddress(pool, entry);
  const released = entryIsPrefix(pool, entry) ? context.releasedPrefixes : context.releasedAddresses;
  released.addresses[released.count++] = address;
  forgetCoolingOf(pool, device, entry, address);
  removeEntry(pool, device, entry);
}

function deallocate(
  pool: NodePool,
  device: number,
  prefixes: boolean,
  released: ReleasedEntries,
  context: IpamdContext,
): void {
  if (released.count === 0) return;
  context.ec2.unassignPrivateIpAddresses(eniHandle(pool, device), eniSubnet(pool, device), prefixes, released);
  countCall(pool, UNASSIGN, true);
}
