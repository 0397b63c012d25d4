import { createContext, type IpamdContext } from "@/lib/domain/ipamd/ipamd-context";
import { nextActionAt } from "@/lib/domain/ipamd/next-action";
import { nodeInit } from "@/lib/domain/ipamd/node-init";
import { eniPrefixes, eniUsed, isAttached, type NodePool } from "@/lib/domain/ipamd/node-pool";
import { type NodeTargets, PREFIX_SIZE } from "@/lib/domain/ipamd/node-targets";
import { assignPodIPv4Address } from "@/lib/domain/ipamd/pods";
import { POOL_MONITOR_INTERVAL_MS, updateIPPoolIfRequired } from "@/lib/domain/ipamd/pool-manager-step";
import { type EniShape, poolOfShape } from "@/lib/domain/ipamd/resting-pool";
import { SimulatedEc2 } from "@/lib/domain/ipamd/simulated-ec2";
import { createSubnetSpace } from "@/lib/domain/ipamd/subnet-space";
import { ascendingOrder } from "@/lib/domain/ipamd/visit-order";
import { shapeKey } from "@/lib/domain/ipamd/way-up";

/** The largest subnet of EC2, more than any node can use. */
const ROOMY_SUBNET = 65_536;
/** More looks than any pool needs to come to rest; settings that never do are given up after them. */
const PATIENCE = 64;

/** What a pool comes to. */
export interface PoolAtRest {
  readonly eniCount: number;
  /** Attached addresses, of both kinds. */
  readonly total: number;
  readonly prefixes: number;
  /** Attached ones and the ENIs' own. */
  readonly held: number;
  /** Pods that got an address. */
  readonly servedPods: number;
}

/** Runs single nodes in a roomy subnet until nothing more happens; equal questions are answered once. */
export class RestingPools {
  private readonly known = new Map<NodeTargets, Map<string, PoolAtRest>>();

  /** A node started anew with those ENIs beside the pool's (a trunk, unmanaged ones), to which so many pods come at once. */
  fresh(
    targets: NodeTargets,
    pods: number,
    spares: { readonly trunks: number; readonly unmanaged: number },
  ): PoolAtRest {
    return this.once(targets, `fresh ${pods} ${spares.trunks} ${spares.unmanaged}`, () => {
      const trunk: EniShape = { isPrimary: false, isTrunk: true, addressCount: 0, prefixCount: 0 };
      const shape = [PRIMARY_ALONE, ...Array.from({ length: spares.trunks }, () => trunk)];
      const pool = poolOfShape(shape, targets);
      pool.unmanagedEniCount = spares.unmanaged;
      const context = roomyContext();
      nodeInit(pool, 0, targets, context);
      return figuresOf(pool, letPodsCome(pool, pods, context));
    });
  }

  /** A pool as it stands, once all its pods have left and their addresses have cooled. */
  emptied(targets: NodeTargets, shape: readonly EniShape[], unmanaged: number): PoolAtRest {
    const hasTrunk = shape.some(({ isTrunk }) => isTrunk);
    return this.once(targets, `emptied ${shapeKey(shape)} ${hasTrunk} ${unmanaged}`, () => {
      // Without prefix delegation a prefix goes back to EC2 with its last pod.
      const left = targets.prefixDelegation ? shape : shape.map((eni) => ({ ...eni, prefixCount: 0 }));
      const pool = poolOfShape(left, targets);
      pool.unmanagedEniCount = unmanaged;
      settle(pool, 0, roomyContext());
      return figuresOf(pool, 0);
    });
  }

  private once(targets: NodeTargets, key: string, run: () => PoolAtRest): PoolAtRest {
    const known = this.known.get(targets) ?? new Map<string, PoolAtRest>();
    this.known.set(targets, known);
    const found = known.get(key) ?? run();
    known.set(key, found);
    return found;
  }
}

const PRIMARY_ALONE: EniShape = { isPrimary: true, isTrunk: false, addressCount: 0, prefixCount: 0 };

function roomyContext(): IpamdContext {
  const account = { subnets: [createSubnetSpace(ROOMY_SUBNET)], discoverable: [[0]], nextEni: 1_000 };
  return createContext(new SimulatedEc2(account), ascendingOrder());
}

/** Gives how many got an address. */
function letPodsCome(pool: NodePool, pods: number, context: IpamdContext): number {
  const place = { device: 0, entry: 0 };
  let served = 0;
  let now = settle(pool, 0, context);
  for (;;) {
    const before = served;
    while (served < pods && assignPodIPv4Address(pool, now, context.order, place)) served++;
    now = settle(pool, now, context);
    if (served === pods || served === before) return served;
  }
}

/** Looks until nothing more happens; gives the time then. */
function settle(pool: NodePool, from: number, context: IpamdContext): number {
  let now = from;
  for (let look = 0; look < PATIENCE; look++) {
    const next = nextActionAt(pool);
    if (next === Number.POSITIVE_INFINITY) return now;
    now = Math.max(now + POOL_MONITOR_INTERVAL_MS, next);
    updateIPPoolIfRequired(pool, now, context);
  }
  return now;
}

function figuresOf(pool: NodePool, servedPods: number): PoolAtRest {
  let total = 0;
  for (let device = 0; device < pool.deviceCapacity; device++) {
    if (isAttached(pool, device)) total += eniUsed(pool, device) + (PREFIX_SIZE - 1) * eniPrefixes(pool, device);
  }
  const { eniCount, prefixes } = pool;
  return { eniCount, total, prefixes, held: total + eniCount, servedPods };
}
