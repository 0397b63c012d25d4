import { eniPrefixes, eniUsed, isAttached, type NodePool } from "@/lib/domain/ipamd/node-pool";
import { shapeOf } from "@/lib/domain/ipamd/way-up";
import { addKept } from "@/lib/domain/simulation/kept-by-subnet";
import type { PreparedScope } from "@/lib/domain/simulation/prepared-scope";
import { atOnceReasons, laterReasons, type NodeRelease, neverReasons } from "@/lib/domain/simulation/release-reasons";
import type { RestingPools } from "@/lib/domain/simulation/resting-pools";
import type { SideRun } from "@/lib/domain/simulation/run-side";
import type { NodeFigures, Release, SubnetRelease } from "@/lib/domain/simulation/simulation-result";

/** So many nodes are looked at without a break. */
const NODES_A_STEP = 100;

export interface ReleaseSpec {
  readonly prepared: PreparedScope;
  /** The proposal rolled out while no pod comes or goes, run until it rests. */
  readonly run: SideRun;
  readonly before: NodeFigures;
  readonly after: NodeFigures;
  readonly watched: readonly number[];
  readonly pools: RestingPools;
}

/**
 * What becomes of the addresses that are held today, from runs of the model: the rollout with the pods that are there,
 * each node anew with as many pods, and each node as it ends with all pods gone. The least that any of the three holds
 * never comes back while the node lives; what the rollout leaves beyond that comes back later. Gives the share done.
 */
export function* releaseOf(spec: ReleaseSpec): Generator<number, Release> {
  const { prepared, run, watched } = spec;
  const { processes } = run.fleet;
  const nodes: NodeRelease[] = [];
  const kept: number[] = [];
  for (const [number, process] of processes.entries()) {
    const node = nodeRelease(process.pool, number, spec);
    addKept(kept, process, node);
    nodes.push(node);
    if (number % NODES_A_STEP === NODES_A_STEP - 1) yield number / processes.length;
  }
  yield 1;
  const reasons = { atOnce: atOnceReasons(nodes), never: neverReasons(nodes) };
  yield 1;
  const later = laterReasons(nodes);
  yield 1;
  const sum = (of: (node: NodeRelease) => number): number => nodes.reduce((total, node) => total + of(node), 0);
  const heldToday = sum((node) => node.before);
  const { heldBefore, recording } = run;
  return {
    heldToday,
    atOnce: {
      addressCount: heldToday - sum((node) => node.after),
      byMs: run.ec2.lastChangeAt,
      reasons: reasons.atOnce,
    },
    later: {
      addressCount: sum((node) => node.after - node.least),
      ifNodesRoll: sum((node) => Math.max(0, node.after - node.fresh)),
      ifPodsLeave: sum((node) => Math.max(0, node.after - node.emptied)),
      reasons: later,
    },
    never: { addressCount: sum((node) => node.least), reasons: reasons.never },
    bySubnet: watched.map((subnet, curve): SubnetRelease => {
      const [today, after, never] = [heldBefore[subnet] ?? 0, recording.held[curve]?.at(-1) ?? 0, kept[subnet] ?? 0];
      const subnetId = prepared.scope.subnets[subnet]?.id ?? "";
      return { subnetId, heldToday: today, atOnce: today - after, later: after - never, never };
    }),
  };
}

function nodeRelease(
  pool: NodePool,
  number: number,
  { before, after, pools }: Pick<ReleaseSpec, "before" | "after" | "pools">,
): NodeRelease {
  const at = (figures: ArrayLike<number>): number => figures[number] ?? 0;
  const held = at(after.held);
  const figures = {
    before: at(before.held),
    enisBefore: at(before.eniCount),
    after: held,
    enisAfter: at(after.eniCount),
    prefixesAfter: at(after.prefixes),
    podsAfter: at(after.assigned),
    otherModeEntries: otherModeEntries(pool),
    usesPrefixes: pool.targets.prefixDelegation,
  };
  if (at(after.exists) === 0) {
    return { ...figures, fresh: held, freshEnis: 0, freshPrefixes: 0, emptied: held, least: held, leastEnis: 0 };
  }
  const spares = { trunks: pool.trunkEniCount, unmanaged: pool.unmanagedEniCount };
  const fresh = pools.fresh(pool.targets, figures.podsAfter, spares);
  const emptied = pools.emptied(pool.targets, shapeOf(pool), pool.unmanagedEniCount);
  const least = Math.min(held, fresh.held, emptied.held);
  return {
    ...figures,
    fresh: fresh.held,
    freshEnis: fresh.eniCount,
    freshPrefixes: fresh.prefixes,
    emptied: emptied.held,
    least,
    leastEnis: Math.min(figures.enisAfter, fresh.eniCount, emptied.eniCount),
  };
}

/** Entries of the kind that the settings no longer ask for. */
function otherModeEntries(pool: NodePool): number {
  let count = 0;
  for (let device = 0; device < pool.deviceCapacity; device++) {
    if (!isAttached(pool, device)) continue;
    const prefixes = eniPrefixes(pool, device);
    count += pool.targets.prefixDelegation ? eniUsed(pool, device) - prefixes : prefixes;
  }
  return count;
}
