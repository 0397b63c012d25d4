import "server-only";
import type { EventStore } from "@/lib/history/event-store";
import type { OpenLog } from "@/lib/inventory/events/event-log";
import {
  type RangeQuestion,
  type Surroundings,
  type ToldRange,
  type ToldSoFar,
  tellRange,
} from "@/lib/inventory/events/tell-range";

/** A range that is being told, or was a moment ago. */
export interface Telling {
  readonly answer: Promise<ToldRange>;
  /** Null before the first step. */
  readonly soFar: ToldSoFar | null;
}

interface Told extends Telling {
  readonly version: string;
  soFar: ToldSoFar | null;
  /** Null while it is being told. */
  done: { readonly at: number; readonly tookMs: number } | null;
}

/** Whoever turns pages and filters asks for the same range again and again. */
const KEPT_MS = 5_000;
/** A storm's telling takes seconds of the store, which has events to keep meanwhile: it rests so many times as long. */
const REST = 10;
/** The same where there are new findings to tell of. */
const REST_FROM_OLDER = 4;
const MOST_KEPT = 8;

/** Of each store, what was told a moment ago. */
const kept = new WeakMap<EventStore, Map<string, Told>>();

/** `tellRange`, once for all who ask the same within a moment. */
export function tellOnce(
  { store, scope, version, isComplete }: OpenLog,
  question: RangeQuestion,
  surroundings: Surroundings,
): Telling {
  const told = kept.get(store) ?? new Map<string, Told>();
  kept.set(store, told);
  // What was told before a range was read whole is never passed off as all that failed in it.
  const key = JSON.stringify([scope, question, surroundings.inventory.snapshot.takenAt, isComplete]);
  const before = told.get(key);
  if (before && isFresh(before, version, Date.now())) return before;
  const startedAt = Date.now();
  const answer = tellRange(store, scope, question, surroundings, (soFar) => {
    telling.soFar = soFar;
  });
  const telling: Told = { version, answer, soFar: null, done: null };
  told.delete(key);
  told.set(key, telling);
  for (const oldest of told.keys()) if (told.size > MOST_KEPT) told.delete(oldest);
  answer.then(
    () => {
      telling.done = { at: Date.now(), tookMs: Date.now() - startedAt };
    },
    () => {
      if (told.get(key) === telling) told.delete(key);
    },
  );
  return telling;
}

function isFresh({ done, ...told }: Told, version: string, now: number): boolean {
  if (done === null) return true;
  const restMs = told.version === version ? Math.max(KEPT_MS, REST * done.tookMs) : REST_FROM_OLDER * done.tookMs;
  return now - done.at <= restMs;
}
