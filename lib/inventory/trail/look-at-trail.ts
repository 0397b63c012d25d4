import "server-only";
import type { Millis } from "@/lib/domain/brand";
import type { Problem } from "@/lib/domain/problem";
import type { TrailReading } from "@/lib/domain/shortage/trail-reading";
import type { EventStore, HistoryAnswer } from "@/lib/history/event-store";
import { askHistory } from "@/lib/inventory/ask-history";
import { snapshotKeeper } from "@/lib/inventory/snapshot-store";
import { failedLook, TrailKeeper, type TrailLook } from "@/lib/inventory/trail/trail-keeper";
import type { Shelf } from "@/lib/inventory/trail/trail-shelf";

/** On globalThis, since the server's bundles and a reload in development each have a copy of this module. */
const holder = globalThis as typeof globalThis & { eniscopeTrail?: TrailKeeper };

/**
 * Tells how far CloudTrail is read, and has it read on in the background, back to `fromMs` and for as long as somebody
 * looks. Never waits for AWS or for the store.
 */
export async function lookAtTrail({ fromMs }: { readonly fromMs: Millis }): Promise<TrailLook> {
  const state = await snapshotKeeper();
  if (state.kind === "invalid") return failedLook(state.problem);
  holder.eniscopeTrail ??= new TrailKeeper(state.keeper);
  return holder.eniscopeTrail.look(fromMs);
}

/** How the reading fares; has nothing read. */
export async function trailReadingNow(): Promise<TrailReading> {
  const state = await snapshotKeeper();
  if (state.kind === "invalid") return failedLook(state.problem).reading;
  return (holder.eniscopeTrail ?? new TrailKeeper(state.keeper)).present;
}

/** At the end of the process: lets another one read at once, and has nothing read any more. */
export async function closeTrail(): Promise<void> {
  await holder.eniscopeTrail?.close();
}

/** An answer of the history, or of this process's memory because of the problem. */
export type EventsAnswer<Value> =
  | { readonly kind: "open"; readonly value: Value }
  | { readonly kind: "opening" }
  | { readonly kind: "memory"; readonly value: Value; readonly problem: Problem };

/** Asks the history for events; where there is none, what this process has read is in its memory. */
export async function askEvents<Value>(
  question: (store: EventStore, place: Shelf) => Promise<Value>,
  options: { readonly waitMs: number },
): Promise<EventsAnswer<Value>> {
  const answer = await askHistory((store) => question(store, "history"), options);
  if (answer.kind === "open") return answer;
  const memory = holder.eniscopeTrail?.memory;
  if (memory === undefined || (answer.kind === "opening" && memory.isEmpty)) return { kind: "opening" };
  const problem = answer.kind === "opening" ? STILL_OPENING : answer.problem;
  return { kind: "memory", value: await question(memory, "memory"), problem };
}

const STILL_OPENING: Problem = {
  code: "history-unreachable",
  message: "The history is being opened, which takes longer than it should.",
  remedy: "Nothing is lost: what was read meanwhile is read again once it is open.",
  retryable: true,
};

/** How the history itself answered. */
export const storeAnswer = <Value>(answer: EventsAnswer<Value>): HistoryAnswer<Value> =>
  answer.kind === "memory" ? { kind: "unavailable", problem: answer.problem } : answer;
