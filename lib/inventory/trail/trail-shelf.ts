import "server-only";
import type { Problem } from "@/lib/domain/problem";
import type { EventStore, HistoryAnswer } from "@/lib/history/event-store";

export type AskHistory = <Value>(
  question: (store: EventStore) => Promise<Value>,
  options: { readonly waitMs: number },
) => Promise<HistoryAnswer<Value>>;

export type Shelf = "history" | "memory";

export interface Shelved<Value> {
  readonly value: Value;
  /** Which of the two holds it: what one covers, the other does not. */
  readonly shelf: Shelf;
  /** Why it is in memory only. */
  readonly problem: Problem | null;
}

/** The history takes some seconds to open for the first time; one that takes much longer may never open. */
const OPENING_WAIT_MS = 30_000;

/** Where events are put: into the history, and while that is not to be had into memory, bounded. */
export class TrailShelf {
  constructor(
    private readonly askHistory: AskHistory,
    private readonly memory: EventStore,
  ) {}

  /** Asks the history, and the memory where the history cannot. */
  async use<Value>(question: (store: EventStore, shelf: Shelf) => Promise<Value>): Promise<Shelved<Value>> {
    const answer = await this.askHistory((store) => question(store, "history"), { waitMs: OPENING_WAIT_MS });
    if (answer.kind === "open") return { value: answer.value, shelf: "history", problem: null };
    const problem = answer.kind === "unavailable" ? answer.problem : null;
    return { value: await question(this.memory, "memory"), shelf: "memory", problem };
  }
}
