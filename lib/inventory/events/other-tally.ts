import "server-only";
import type { OtherFinding } from "@/lib/domain/api/event";
import type { Millis } from "@/lib/domain/brand";
import type { FindingKind, FindingPlace } from "@/lib/domain/shortage/finding";
import { LOOK_ALIKES } from "@/lib/domain/shortage/shortage-kind";
import type { FindingGroup } from "@/lib/history/event-store";

type OtherKind = OtherFinding["kind"];
const OTHER_KINDS: ReadonlySet<string> = new Set<OtherKind>([...LOOK_ALIKES, "other-failure"]);
const isOther = (kind: FindingKind): kind is OtherKind => OTHER_KINDS.has(kind);

/** What failed without being a shortage, by what it is and its code. */
export interface OtherCount extends Omit<OtherFinding, "newestEventId"> {
  readonly newest: FindingPlace;
}

interface OpenCount {
  readonly kind: OtherKind;
  readonly code: string | null;
  message: { readonly text: string; readonly at: number } | null;
  callCount: number;
  readonly callers: Set<string>;
  firstAt: Millis;
  newest: FindingPlace;
}

/** Counts look-alikes and other failures; it holds one count for each sort, and its callers' names. */
export class OtherTally {
  private readonly counts = new Map<string, OpenCount>();

  add({ traits, places: [first, ...rest] }: FindingGroup): void {
    const { kind, code, message, callerKind, callerId } = traits;
    if (!isOther(kind) || first === undefined) return;
    const [newest, oldest] = endsOf(first, rest);
    const key = JSON.stringify([kind, code]);
    let count = this.counts.get(key);
    if (count === undefined) {
      count = { kind, code, message: null, callCount: 0, callers: new Set(), firstAt: oldest.listedAt, newest };
      this.counts.set(key, count);
    }
    count.callCount += 1 + rest.length;
    count.callers.add(JSON.stringify([callerKind, callerId]));
    if (oldest.listedAt < count.firstAt) count.firstAt = oldest.listedAt;
    if (newest.listedAt > count.newest.listedAt) count.newest = newest;
    if (message !== null && (count.message === null || newest.listedAt > count.message.at))
      count.message = { text: message, at: newest.listedAt };
  }

  /** The most frequent first. */
  toCounts(): OtherCount[] {
    return [...this.counts.values()]
      .map(({ message, callers, newest, ...count }) => ({
        ...count,
        newest,
        message: message?.text ?? null,
        callerCount: callers.size,
        lastAt: newest.listedAt,
      }))
      .sort((a, b) => b.callCount - a.callCount || b.lastAt - a.lastAt);
  }
}

function endsOf(first: FindingPlace, rest: readonly FindingPlace[]): [newest: FindingPlace, oldest: FindingPlace] {
  let [newest, oldest] = [first, first];
  for (const place of rest) {
    if (place.listedAt > newest.listedAt) newest = place;
    if (place.listedAt < oldest.listedAt) oldest = place;
  }
  return [newest, oldest];
}
