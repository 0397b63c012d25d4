import "server-only";
import type { SnapshotHeader } from "@/lib/domain/api/common";
import type { Problem } from "@/lib/domain/problem";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import type { Snapshot } from "@/lib/domain/vpc/snapshot";
import { readSettings } from "@/lib/inventory/environment";
import type { CollectionProgress } from "@/lib/inventory/outcome";
import { snapshotHeaderOf } from "@/lib/inventory/snapshot-header";
import { SnapshotKeeper } from "@/lib/inventory/snapshot-keeper";
import { openSource } from "@/lib/inventory/source";

/** What can be served right now. */
export type StoreState =
  | {
      readonly kind: "ready";
      readonly snapshot: Snapshot;
      readonly inventory: Inventory;
      readonly header: SnapshotHeader;
      readonly isRefreshing: boolean;
    }
  | { readonly kind: "collecting"; readonly progress: CollectionProgress }
  | { readonly kind: "unavailable"; readonly problem: Problem };

const FIRST_WAIT_MS = 1_500;
const REFRESH_WAIT_MS = 10_000;

/** The process's one keeper, or why there can be none. */
export type KeeperState =
  | { readonly kind: "open"; readonly keeper: SnapshotKeeper }
  | { readonly kind: "invalid"; readonly problem: Problem };

/** On globalThis, since the server's bundles and a reload in development each have a copy of this module. */
const holder = globalThis as typeof globalThis & { eniscopeKeeper?: Promise<KeeperState> };

async function openKeeper(): Promise<KeeperState> {
  const outcome = readSettings();
  if (outcome.kind === "invalid") return outcome;
  const source = await openSource(outcome.settings);
  return { kind: "open", keeper: new SnapshotKeeper({ source, settings: outcome.settings }) };
}

export function snapshotKeeper(): Promise<KeeperState> {
  holder.eniscopeKeeper ??= openKeeper();
  return holder.eniscopeKeeper;
}

/** The newest snapshot. Waits at most `waitMs` (default 1500) for a first one; a stale one is served at once while a new one is collected. */
export async function readStore({ waitMs = FIRST_WAIT_MS }: { readonly waitMs?: number } = {}): Promise<StoreState> {
  const state = await snapshotKeeper();
  if (state.kind === "invalid") return { kind: "unavailable", problem: state.problem };
  await state.keeper.ensure(waitMs);
  return stateOf(state.keeper);
}

/** A person asked for fresh data: joins the running collection or starts one, though not more often than every few seconds. */
export async function refreshStore(): Promise<StoreState> {
  const state = await snapshotKeeper();
  if (state.kind === "invalid") return { kind: "unavailable", problem: state.problem };
  await state.keeper.refresh(REFRESH_WAIT_MS);
  return stateOf(state.keeper);
}

/** The account is known to have changed: collects anew, however lately that was done. For an account that nobody else asks. */
export async function renewStore(): Promise<void> {
  const state = await snapshotKeeper();
  if (state.kind === "open") await state.keeper.renew(REFRESH_WAIT_MS);
}

function stateOf(keeper: SnapshotKeeper): StoreState {
  const { current, problem, progress, source, settings } = keeper;
  if (current !== null) {
    const staleBecause = problem === null ? null : `${problem.message} ${problem.remedy}`;
    const header = snapshotHeaderOf(current.snapshot, { settings, source, staleBecause });
    return { kind: "ready", ...current, header, isRefreshing: progress !== null };
  }
  // A problem stays on the page while it is tried again: it says more than a progress that may end the same way.
  if (problem !== null) return { kind: "unavailable", problem };
  return progress === null ? { kind: "unavailable", problem: NOTHING_YET } : { kind: "collecting", progress };
}

const NOTHING_YET: Problem = {
  code: "internal",
  message: "Nothing has been collected yet.",
  remedy: "Load the page again.",
  retryable: true,
};
