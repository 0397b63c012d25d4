import type { IpamdContext } from "@/lib/domain/ipamd/ipamd-context";
import type { NodePool } from "@/lib/domain/ipamd/node-pool";
import { releaseFreeEntries } from "@/lib/domain/ipamd/release-entries";
import { computeExtraPrefixesOverWarmTarget, datastoreOver } from "@/lib/domain/ipamd/target-state";
import { byteAt } from "@/lib/domain/ipamd/typed-array";
import { visitDevices } from "@/lib/domain/ipamd/visit-order";

/**
 * Gives back everything over the targets in one go, ENI by ENI, entries of either kind, cooling ones too.
 * Source: ipamd.go decreaseDatastorePool and tryUnassignCidrsFromAll, v1.23.1.
 */
export function decreaseDatastorePool(pool: NodePool, context: IpamdContext): void {
  let over = pool.targets.warmIpTargetsDefined ? datastoreOver(pool) : computeExtraPrefixesOverWarmTarget(pool);
  const count = visitDevices(pool, context.order, context.devices);
  for (let visit = 0; visit < count && over > 0; visit++) {
    over -= releaseFreeEntries(pool, byteAt(context.devices, visit), { kinds: "both", limit: over }, context);
  }
}
