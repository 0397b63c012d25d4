import "server-only";
import type { Millis } from "@/lib/domain/brand";
import type { EventStore, HistoryAnswer } from "@/lib/history/event-store";
import { askHistory } from "@/lib/inventory/ask-history";
import { snapshotKeeper } from "@/lib/inventory/snapshot-store";
import { failedLook, TrailKeeper, type TrailLook } from "@/lib/inventory/trail/trail-keeper";

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

/** Requests sent for events since the process started; null before somebody looked, and where there are no events. */
export const trailCalls = (): TrailKeeper["calls"] => holder.eniscopeTrail?.calls ?? null;

/** An answer, and why it comes from the memory of this process where the history could not give it. */
export type EventsAnswer<Value> =
  | { readonly kind: "open"; readonly value: Value; readonly problem: null }
  | { readonly kind: "opening" }
  | {
      readonly kind: "memory";
      readonly value: Value;
      readonly problem: Extract<HistoryAnswer<Value>, { kind: "unavailable" }>["problem"];
    };

/** Asks the history for events; where there is none, what this process has read is in its memory. */
export async function askEvents<Value>(
  question: (store: EventStore) => Promise<Value>,
  options: { readonly waitMs: number },
): Promise<EventsAnswer<Value>> {
  const answer = await askHistory(question, options);
  if (answer.kind === "open") return { ...answer, problem: null };
  if (answer.kind === "opening") return answer;
  const { memory } = holder.eniscopeTrail ?? {};
  if (memory === undefined) return { kind: "opening" };
  return { kind: "memory", value: await question(memory), problem: answer.problem };
}
