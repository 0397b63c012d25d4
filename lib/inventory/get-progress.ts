import "server-only";
import type { ProgressAnswer } from "@/lib/domain/api/health";
import { publicProblem, publicProgress } from "@/lib/inventory/get-health";
import { readStore, snapshotKeeper } from "@/lib/inventory/snapshot-store";

/** How far the running collection has come; starts the first one if none ran yet, and never waits for it. */
export async function getProgress(): Promise<ProgressAnswer> {
  const state = await readStore({ waitMs: 0 });
  const opened = await snapshotKeeper();
  const progress = opened.kind === "open" ? opened.keeper.progress : null;
  return {
    state: state.kind,
    snapshotId: state.kind === "ready" ? state.snapshot.id : null,
    isRefreshing: progress !== null,
    progress: progress && publicProgress(progress),
    problem: state.kind === "unavailable" ? publicProblem(state.problem) : null,
  };
}
