import "server-only";
import { FreeCounts } from "@/lib/domain/shortage/free-counts";
import type { Inventory } from "@/lib/domain/vpc/inventory";

/** On globalThis, since the server's bundles each have a copy of this module. */
const holder = globalThis as typeof globalThis & { eniscopeFreeCounts?: FreeCounts };

/** The free counts seen since the process started, those of this inventory's snapshot included. */
export function freeCountsWith({ snapshot }: Inventory): FreeCounts {
  holder.eniscopeFreeCounts ??= new FreeCounts();
  const counts = snapshot.subnets.flatMap(({ id, availableIpAddressCount: free }) =>
    free === null ? [] : [[id, free] as const],
  );
  holder.eniscopeFreeCounts.note(snapshot.takenAt, counts);
  return holder.eniscopeFreeCounts;
}
