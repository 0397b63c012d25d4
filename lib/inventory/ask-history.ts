import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import type { Problem } from "@/lib/domain/problem";
import { MINUTE_MS } from "@/lib/domain/time-units";
import type { EventStore, HistoryAnswer, StoreSize } from "@/lib/history/event-store";
import { isHistoryFailure } from "@/lib/history/history-failure";
import { HistoryKeeper, type HistoryState } from "@/lib/history/history-keeper";
import { readSettings } from "@/lib/inventory/environment";

/** On globalThis, since the server's bundles and a reload in development each have a copy of this module. */
const holder = globalThis as typeof globalThis & { eniscopeHistory?: HistoryKeeper };

/**
 * Asks the history, which opens on the first question. One that comes while it opens waits at most `waitMs` (default 0)
 * and is then told `opening`; a store that cannot be opened, or fails, is a value too. What else `question` throws is a
 * mistake of ours and passes.
 */
export async function askHistory<Value>(
  question: (store: EventStore) => Promise<Value>,
  { waitMs = 0 }: { readonly waitMs?: number } = {},
): Promise<HistoryAnswer<Value>> {
  const outcome = readSettings();
  if (outcome.kind === "invalid") return { kind: "unavailable", problem: outcome.problem };
  const { history } = outcome.settings;
  holder.eniscopeHistory ??= new HistoryKeeper({
    open: async () => {
      const { openHistory } = await import("@/lib/history/open-store");
      return openHistory(history);
    },
  });
  const state = await holder.eniscopeHistory.state(waitMs);
  if (state.kind !== "open") return state;
  try {
    return { kind: "open", value: await question(state.store) };
  } catch (error) {
    if (isHistoryFailure(error)) return { kind: "unavailable", problem: error.problem };
    throw error;
  }
}

/** At the end of the process: nothing opens after it. */
export async function closeHistory(): Promise<void> {
  await holder.eniscopeHistory?.close();
}

export interface HistoryLook {
  readonly engine: "embedded" | "server" | null;
  readonly state: Pick<HistoryState, "kind"> | { readonly kind: "unopened" };
  readonly problem: Problem | null;
  readonly size: (StoreSize & { readonly measuredAt: number }) | null;
}

/** Counting events takes a large store a while, and whoever watches a process asks every few seconds. */
const MEASURE_EVERY_MS = MINUTE_MS;
const MEASURING_WAIT_MS = 250;
interface Measured {
  size: HistoryLook["size"];
  store: EventStore;
  startedAt: number;
  running: Promise<void>;
}
let measured: Measured | null = null;

/** How the history fares. Opens nothing, and waits a moment at most. */
export async function lookAtHistory(now: number = Date.now()): Promise<HistoryLook> {
  const outcome = readSettings();
  if (outcome.kind === "invalid") {
    return { engine: null, state: { kind: "unavailable" }, problem: outcome.problem, size: null };
  }
  const engine = outcome.settings.history.databaseUrl === null ? "embedded" : "server";
  const state = holder.eniscopeHistory?.present ?? { kind: "unopened" };
  if (state.kind !== "open") {
    return { engine, state, problem: state.kind === "unavailable" ? state.problem : null, size: null };
  }
  if (measured?.store !== state.store || now - measured.startedAt >= MEASURE_EVERY_MS) {
    measured = measure(state.store, measured?.store === state.store ? measured.size : null, now);
  }
  await Promise.race([measured.running, wait(MEASURING_WAIT_MS, undefined, { ref: false })]);
  return { engine, state, problem: null, size: measured.size };
}

function measure(store: EventStore, size: HistoryLook["size"], now: number): Measured {
  const measuring: Measured = { size, store, startedAt: now, running: Promise.resolve() };
  measuring.running = store.getSize().then(
    (fresh) => {
      measuring.size = { ...fresh, measuredAt: now };
    },
    // A store that breaks meanwhile is told by its next question.
    () => undefined,
  );
  return measuring;
}
