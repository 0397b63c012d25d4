import "server-only";
import type { EventStore, HistoryAnswer } from "@/lib/history/event-store";
import { isHistoryFailure } from "@/lib/history/history-failure";
import { HistoryKeeper } from "@/lib/history/history-keeper";
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
