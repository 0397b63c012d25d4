import { createContext } from "@/lib/domain/ipamd/ipamd-context";
import { nextActionAt } from "@/lib/domain/ipamd/next-action";
import { nodeInit } from "@/lib/domain/ipamd/node-init";
import { eniPrefixes, eniUsed, isAttached, isPrimary, isTrunk, type NodePool } from "@/lib/domain/ipamd/node-pool";
import type { NodeTargets } from "@/lib/domain/ipamd/node-targets";
import type { PodCounts } from "@/lib/domain/ipamd/pod-counts";
import { assignPodIPv4Address } from "@/lib/domain/ipamd/pods";
import { POOL_MONITOR_INTERVAL_MS, updateIPPoolIfRequired } from "@/lib/domain/ipamd/pool-manager-step";
import { type EniShape, poolOfShape } from "@/lib/domain/ipamd/resting-pool";
import { SimulatedEc2 } from "@/lib/domain/ipamd/simulated-ec2";
import { createSubnetSpace } from "@/lib/domain/ipamd/subnet-space";
import { ascendingOrder } from "@/lib/domain/ipamd/visit-order";

/** The largest subnet of EC2, more than any node can use. */
const ROOMY_SUBNET = 65_536;
/** More looks than any pool needs to come to rest; settings that never do are given up after them. */
const PATIENCE = 64;

/** A pool's shape as a text: its ENIs in the order of their devices, without the trunk, which holds nothing. */
export const shapeKey = (enis: readonly EniShape[]): string =>
  enis
    .filter(({ isTrunk }) => !isTrunk)
    .map(({ addressCount, prefixCount }) => `${addressCount}/${prefixCount}`)
    .join(" ");

/** The shape of a pool as it is. */
export function shapeOf(pool: NodePool): EniShape[] {
  const enis: EniShape[] = [];
  for (let device = 0; device < pool.deviceCapacity; device++) {
    if (!isAttached(pool, device)) continue;
    const prefixCount = eniPrefixes(pool, device);
    const addressCount = eniUsed(pool, device) - prefixCount;
    enis.push({ isPrimary: isPrimary(pool, device), isTrunk: isTrunk(pool, device), addressCount, prefixCount });
  }
  return enis;
}

/**
 * The shapes in which the pool of a node, launched with these ENIs, rests while pods come to it one by one in a roomy
 * subnet, from none to as many as it may have, and with how many pods: `{ shape → pods }`. The model itself is run; a number of pods at which the
 * pool never comes to rest has no shape.
 */
export function restingShapesOnTheWayUp(
  targets: NodeTargets,
  {
    launchedWith,
    unmanagedEniCount,
  }: { readonly launchedWith: readonly EniShape[]; readonly unmanagedEniCount: number },
): Map<string, PodCounts> {
  const empty = launchedWith.map((eni) => ({ ...eni, addressCount: 0, prefixCount: 0 }));
  const pool = poolOfShape(empty, targets);
  pool.unmanagedEniCount = unmanagedEniCount;
  const account = { subnets: [createSubnetSpace(ROOMY_SUBNET)], discoverable: [[0]], nextEni: 1 };
  const context = createContext(new SimulatedEc2(account), ascendingOrder());
  const place = { device: 0, entry: 0 };
  const shapes = new Map<string, PodCounts>();
  let now = 0;
  const isAtRest = (): boolean => nextActionAt(pool) === Number.POSITIVE_INFINITY;
  /** Looks until `isDone`, or in vain. */
  const lookUntil = (isDone: () => boolean): boolean => {
    for (let look = 0; look < PATIENCE; look++) {
      if (isDone()) return true;
      if (isAtRest()) return false;
      now = Math.max(now + POOL_MONITOR_INTERVAL_MS, nextActionAt(pool));
      updateIPPoolIfRequired(pool, now, context);
    }
    return false;
  };
  nodeInit(pool, now, targets, context);
  for (let pods = 0; pods <= targets.maxPods; pods++) {
    // A pool that never rests may be at the turn where it has no room; it will have some again.
    if (pods > 0 && !lookUntil(() => assignPodIPv4Address(pool, now, context.order, place))) break;
    if (!lookUntil(isAtRest)) continue;
    const key = shapeKey(shapeOf(pool));
    shapes.set(key, { low: shapes.get(key)?.low ?? pods, high: pods });
  }
  return shapes;
}
