import type { NodePool } from "@/lib/domain/ipamd/node-pool";
import type { WaitingPod } from "@/lib/domain/ipamd/node-process";
import type { ScenarioTrunk } from "@/lib/domain/ipamd/scenario";

/** The controller tries again to place a branch ENI, or the trunk, that the subnet had no address for. */
export const CONTROLLER_RETRY_MS = 10_000;

/** A pod's branch ENI, with its one address. */
export interface BranchEni {
  readonly pod: number;
  readonly subnet: number;
  readonly address: number;
}

/** A branch ENI whose pod has gone: its address is free at `releaseAt`. */
interface LeavingBranch extends BranchEni {
  readonly releaseAt: number;
}

/** What the VPC resource controller has on a node: the trunk that it attaches, and the branch ENIs of pods on it. Plain data. */
export interface TrunkState {
  readonly spec: ScenarioTrunk;
  /** When the requested trunk will be attached; Infinity where none is requested. */
  attachAt: number;
  readonly branches: BranchEni[];
  /** In the order of their release. */
  readonly leaving: LeavingBranch[];
  readonly waiting: WaitingPod[];
  retryAt: number;
}

export const createTrunkState = (spec: ScenarioTrunk): TrunkState => ({
  spec,
  attachAt: Number.POSITIVE_INFINITY,
  branches: [],
  leaving: [],
  waiting: [],
  retryAt: Number.POSITIVE_INFINITY,
});

export const copyTrunkState = (trunk: TrunkState): TrunkState => ({
  ...trunk,
  branches: trunk.branches.slice(),
  leaving: trunk.leaving.slice(),
  waiting: trunk.waiting.slice(),
});

/** Asks for a trunk as soon as there is a place for it. Source: ipamd.go tryEnableSecurityGroupsForPods, v1.23.1. */
export function requestTrunk(trunk: TrunkState, pool: NodePool, now: number): void {
  const { targets, trunkEniCount, eniCount, unmanagedEniCount } = pool;
  if (!targets.podEni || trunkEniCount > 0 || trunk.attachAt !== Number.POSITIVE_INFINITY) return;
  if (eniCount < targets.maxEnis - unmanagedEniCount) trunk.attachAt = now + trunk.spec.attachMs;
}

/** Whether the trunk that is due has a place still; `underWay` ENIs are being attached. */
export const hasPlaceForTrunk = ({ targets, eniCount, unmanagedEniCount }: NodePool, underWay: number): boolean =>
  eniCount + underWay < targets.maxEnis - unmanagedEniCount;

/** Whether a further pod can have a branch ENI, as far as the node goes. */
export const hasPlaceForBranch = (trunk: TrunkState, pool: NodePool): boolean =>
  pool.trunkEniCount > 0 && trunk.branches.length + trunk.leaving.length < trunk.spec.maxBranchEnis;

/** When something of the trunk's is due next; Infinity for nothing. */
export function nextTrunkTime(trunk: TrunkState, pool: NodePool): number {
  const release = trunk.leaving[0]?.releaseAt ?? Number.POSITIVE_INFINITY;
  const canRetry = trunk.waiting.length > 0 && hasPlaceForBranch(trunk, pool);
  return Math.min(trunk.attachAt, release, canRetry ? trunk.retryAt : Number.POSITIVE_INFINITY);
}
