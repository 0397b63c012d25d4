import { type Millis, millis } from "@/lib/domain/brand";
import { memo, memoByKey } from "@/lib/domain/memo";
import { type EniOwner, ownerOfEni } from "@/lib/domain/vpc/eni-owner";
import { eniHeadAt } from "@/lib/domain/vpc/eni-table";
import { inventoryDefects } from "@/lib/domain/vpc/inventory-defects";
import { deriveNodes, isMarkedNode, type Node, readNodeMarks } from "@/lib/domain/vpc/node";
import { estimateNode, type NodeEstimate } from "@/lib/domain/vpc/node-estimate";
import { growthRoomOf } from "@/lib/domain/vpc/node-growth";
import { derivePlaces, type Places } from "@/lib/domain/vpc/places";
import { type NodePool, type podRange, podRanges } from "@/lib/domain/vpc/pod-range";
import type { PoolAssumption } from "@/lib/domain/vpc/pool-assumption";
import { poolSettingsBy } from "@/lib/domain/vpc/pool-settings";
import type { RecordDefect, Snapshot } from "@/lib/domain/vpc/snapshot";
import { deriveSubnetState, type SubnetState } from "@/lib/domain/vpc/subnet-state";

/** Shares of a subnet's usable addresses, 0..1, from which it is marked. */
export interface Thresholds {
  readonly warningRatio: number;
  readonly criticalRatio: number;
}

export interface InventoryOptions {
  readonly thresholds: Thresholds;
  readonly pool: PoolAssumption;
  /** The clock's time; ages (of an ENI that may be leaked) are taken at the snapshot's time, but never after this. */
  readonly now: Millis;
}

/** A snapshot with what follows from it. Immutable to its readers; what is costly is computed when first asked for. */
export interface Inventory extends Places {
  readonly snapshot: Snapshot;
  readonly options: InventoryOptions;
  /** Whether all ENIs were read: if not, what is free, held or warm is not known. */
  readonly areEnisRead: boolean;
  /** One owner a row of the ENI table. */
  readonly owners: readonly EniOwner[];
  /** `{ instance id → Node }`, Kubernetes nodes and other instances. */
  readonly nodes: ReadonlyMap<string, Node>;
  /** Addresses, blocks and accounting of a subnet that the inventory holds. */
  readonly stateOf: (subnetId: string) => SubnetState;
  /** Under the options' settings. */
  readonly estimateOf: (node: Node) => NodeEstimate;
  /** Under others. */
  readonly estimatesUnder: (pool: PoolAssumption) => Inventory["estimateOf"];
  /** What about the records does not fit together, found here; the snapshot's own defects are not repeated. */
  readonly defects: () => readonly RecordDefect[];
}

/** Derives the inventory of a snapshot; call it once for each snapshot and keep the result beside it. */
export function deriveInventory(snapshot: Snapshot, options: InventoryOptions): Inventory {
  const places = derivePlaces(snapshot);
  const { owners, nodes } = deriveOwnership(snapshot, options);
  const areEnisRead = snapshot.apis.DescribeNetworkInterfaces.status === "ok";
  const stateOf = memoByKey((subnetId: string) => deriveSubnetState({ snapshot, places, owners, subnetId }));
  // Of an estimate only what many share is kept: it is soon made, and those of all nodes of a large account would take more than their ENIs.
  const estimatesUnder = memoByKey((pool: PoolAssumption): Inventory["estimateOf"] => {
    const rangeOf = rangesByKindOfPool();
    const settingsOf = poolSettingsBy(pool);
    return (node) =>
      estimateNode({
        table: snapshot.enis,
        node,
        limits: snapshot.instanceTypes.get(node.instance?.instanceType ?? "") ?? null,
        settingsOf,
        settingsLabel: pool.label,
        isAssumed: pool.assumed,
        roomOf: (settings) => growthRoomOf(node, settings, { table: snapshot.enis, places, stateOf }),
        rangeOf,
      });
  });
  return {
    ...places,
    snapshot,
    options,
    areEnisRead,
    owners,
    nodes,
    stateOf,
    estimateOf: estimatesUnder(options.pool),
    estimatesUnder,
    defects: memo(() => inventoryDefects(snapshot, places, stateOf)),
  };
}

function deriveOwnership(snapshot: Snapshot, options: InventoryOptions) {
  const marks = readNodeMarks(snapshot.enis);
  const instances = new Map(snapshot.instances.map((instance) => [instance.id, instance]));
  const isNode = (instanceId: string) => isMarkedNode(marks, instances.get(instanceId), instanceId);
  const context = {
    isNode,
    // Kept while this runs, so that the ENIs of an instance share one text.
    labelOf: memoByKey(
      (instanceId: string) =>
        `${isNode(instanceId) ? "node" : "instance"} ${instances.get(instanceId)?.name ?? instanceId}`,
    ),
    instanceOfTrunk: (trunkEniId: string) => marks.trunks.get(trunkEniId) ?? null,
    at: millis(Math.min(snapshot.takenAt, options.now)),
  };
  const owners: EniOwner[] = [];
  for (let row = 0; row < snapshot.enis.count; row++) owners.push(ownerOfEni(eniHeadAt(snapshot.enis, row), context));
  return { owners, nodes: deriveNodes(snapshot, owners, marks) };
}

/**
 * `podRange`, computed once for each kind of pool: thousands of nodes have a few dozen kinds. Of the environment only what
 * nodes differ in is in the key.
 */
function rangesByKindOfPool(): typeof podRange {
  const known = new Map<string, ReturnType<typeof podRange>>();
  const rangeOf = podRanges();
  return (pool: NodePool, env) => {
    const key = keyOfPool(pool, env);
    let range = known.get(key);
    if (!range) {
      range = rangeOf(pool, env);
      known.set(key, range);
    }
    return range;
  };
}

/** Equal pools in equal modes, and only they, have equal keys. */
function keyOfPool(pool: NodePool, env: Readonly<Record<string, string>>): string {
  const enis = pool.enis.map((eni) =>
    [eni.secondaryCount, eni.prefixCount, eni.isPrimary ? "p" : "", eni.isReleasable ? "r" : ""].join("."),
  );
  const limits = [pool.maxEnis, pool.slotsPerEni, pool.supportsPrefixes, pool.maxPods];
  const mode = [env.ENABLE_PREFIX_DELEGATION, env.AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG];
  return [...limits, pool.freeAddressCount, pool.freeBlockCount, ...mode, ...enis].join(",");
}
