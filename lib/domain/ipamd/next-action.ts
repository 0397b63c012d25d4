import { nextDeletableAt } from "@/lib/domain/ipamd/free-eni";
import { canIncrease } from "@/lib/domain/ipamd/increase-pool";
import type { NodePool } from "@/lib/domain/ipamd/node-pool";
import {
  decreaseAllowedAt,
  increaseAllowedAt,
  isDatastorePoolTooHigh,
  isDatastorePoolTooLow,
  shouldRemoveExtraENIs,
} from "@/lib/domain/ipamd/pool-decisions";
import { availableAddresses } from "@/lib/domain/ipamd/target-state";

/**
 * The earliest time at which a pool-manager step could do anything (an EC2 call that fails counts), if no pod comes or
 * goes and the process is not restarted before; -Infinity for "the next step", Infinity for "never". Steps before that
 * time leave everything as it is, so none of them need be computed. It asks the same rules as the step itself.
 */
export function nextActionAt(pool: NodePool): number {
  let next = Number.POSITIVE_INFINITY;
  if (isDatastorePoolTooLow(pool)) {
    if (canIncrease(pool)) next = increaseAllowedAt(pool);
  } else if (isDatastorePoolTooHigh(pool)) {
    next = decreaseAllowedAt(pool);
  }
  if (shouldRemoveExtraENIs(pool, availableAddresses(pool))) {
    next = Math.min(next, nextDeletableAt(pool));
  }
  return next;
}
