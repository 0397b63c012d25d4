import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import { byPlace, type FindingPlace, type FindingTraits } from "@/lib/domain/shortage/finding";
import type { EventStore, FindingCursor, FindingFilter, FindingGroup } from "@/lib/history/event-store";

/** Fewer cost the database more, which puts together what is alike in them; more would hold up whoever asks for a page. */
const CHUNK = 10_000;

/** A piece of a walk: by what its findings share, and one by one. */
export interface FindingChunk {
  readonly groups: readonly FindingGroup[];
  /** Newest first, as the walk goes on. */
  readonly findings: readonly FoundAt[];
  /** Nothing newer follows. */
  readonly until: FindingPlace;
}

export interface FoundAt {
  readonly traits: FindingTraits;
  readonly place: FindingPlace;
}

export interface WalkOptions {
  /** Where to go on. */
  readonly after?: FindingCursor | null;
  /** How many to ask for at first: a page's length, where they may be enough. */
  readonly first?: number;
  /** It goes to the end: the store reads on while a chunk is looked at. */
  readonly isWhole?: boolean;
}

/** Goes over all findings that match, newest first, holding a chunk of them at a time, or two. */
export async function* walkFindings(
  store: EventStore,
  filter: FindingFilter,
  { after = null, first = CHUNK, isWhole = false }: WalkOptions = {},
): AsyncGenerator<FindingChunk> {
  let page = await store.groupFindings(filter, { limit: first, after });
  for (;;) {
    const { groups, next } = page;
    const readOn = () => store.groupFindings(filter, { limit: CHUNK, after: next });
    const ahead = isWhole && next !== null ? readOn() : null;
    // Whoever leaves before the end does not wait for it; whoever stays hears of its failure below.
    ahead?.catch(() => undefined);
    // Taking a chunk apart, ordering it and folding it take some fifteen milliseconds each.
    await nextTurn();
    const findings = inOrder(groups);
    await nextTurn();
    const until = findings.at(-1)?.place;
    if (until === undefined) return;
    yield { groups, findings, until };
    if (next === null) return;
    page = await (ahead ?? readOn());
  }
}

function inOrder(groups: readonly FindingGroup[]): FoundAt[] {
  const findings = groups.flatMap(({ traits, places }) => places.map((place) => ({ traits, place })));
  return findings.sort((a, b) => byPlace(a.place, b.place));
}
