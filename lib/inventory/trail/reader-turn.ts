import "server-only";
import { randomUUID } from "node:crypto";
import type { EventScope, ReadingTurn, TurnWish } from "@/lib/history/event-store";
import type { TrailShelf } from "@/lib/inventory/trail/trail-shelf";

/** A third of what the store lets a turn last. */
const KEEP_EVERY_MS = 10_000;
/** Some seconds before the store gives the turn to another: a page that is asked for by then is asked for by one alone. */
const VALID_MS = 25_000;
const ASK_EVERY_MS = 5_000;

export interface ReaderTurnOptions {
  readonly shelf: TrailShelf;
  readonly scope: EventScope;
  readonly source: string;
  readonly now: () => number;
  readonly askEveryMs?: number;
}

/** One reader's turn among the processes on one store. A failure of the store leaves each process to its own memory. */
export class ReaderTurn {
  private readonly readerId = randomUUID();
  private askedAt = Number.NEGATIVE_INFINITY;
  private askedToRead = false;
  private grantedAt = Number.NEGATIVE_INFINITY;
  private answer: ReadingTurn = { kind: "nobody" };

  constructor(private readonly options: ReaderTurnOptions) {}

  get isMine(): boolean {
    return this.answer.kind === "mine" && this.options.now() - this.grantedAt < VALID_MS;
  }

  /** The process that reads in place of this one; null where none is known to. */
  get otherProcess(): string | null {
    return this.answer.kind === "another" ? this.answer.process : null;
  }

  /** Asks when it is time to, or at once after a change of `mayRead`; null where it was not time. */
  async ask(wish: TurnWish): Promise<ReadingTurn | null> {
    const { now, askEveryMs = ASK_EVERY_MS } = this.options;
    const isTime = now() - this.askedAt >= (this.isMine ? KEEP_EVERY_MS : askEveryMs);
    if (!isTime && wish.mayRead === this.askedToRead) return null;
    if (!wish.mayRead && this.isMine) await this.leave();
    // By the time of asking: the store's own time for it begins no earlier.
    const askedAt = now();
    const { value } = await this.options.shelf.use((store) => store.takeTurn(this.reader, wish));
    this.askedAt = askedAt;
    this.askedToRead = wish.mayRead;
    if (value.kind === "mine") this.grantedAt = askedAt;
    this.answer = value;
    return value;
  }

  /** It is to be asked for again before the next page: what grants it has changed. */
  doubt(): void {
    this.askedAt = Number.NEGATIVE_INFINITY;
    this.grantedAt = Number.NEGATIVE_INFINITY;
  }

  /** Lets another read at once. */
  async leave(): Promise<void> {
    const hadWord = this.askedAt !== Number.NEGATIVE_INFINITY;
    this.doubt();
    this.answer = { kind: "nobody" };
    if (hadWord) await this.options.shelf.use((store) => store.leaveTurn(this.reader));
  }

  private get reader() {
    const { scope, source } = this.options;
    return { ...scope, source, readerId: this.readerId };
  }
}
