import "server-only";
import { and, desc, type SQL, sql } from "drizzle-orm";
import { millis } from "@/lib/domain/brand";
import { byPlace, type FindingPlace, type FindingTraits } from "@/lib/domain/shortage/finding";
import type { FindingCursor, FindingFilter, FindingGroup, GroupedPage } from "@/lib/history/event-store";
import { isBefore, matches } from "@/lib/history/read-findings";
import { trailFinding } from "@/lib/history/schema";
import type { Database } from "@/lib/history/sql-engine";

/** In the order of the array that `toTraits` takes apart. */
const TRAITS = ["kind", "code", "message", "subnetId", "callerKind", "callerId", "clusterName", "instanceId"] as const;
type ValuesOf<Names extends readonly (keyof FindingTraits)[]> = {
  readonly [Index in keyof Names]: FindingTraits[Names[Index]];
};

const PLACE = { listedMs: trailFinding.listedMs, eventSeq: trailFinding.eventSeq, ordinal: trailFinding.ordinal };

/**
 * A page of findings put together by the database: one row for all that differ only in their place. What they share and
 * their places come as two texts, so that a fleet's failures of a second cost a few bytes each.
 */
export async function groupFindings(
  database: Database,
  filter: FindingFilter,
  { limit, after = null }: { readonly limit: number; readonly after?: FindingCursor | null },
): Promise<GroupedPage> {
  const traits = Object.fromEntries(TRAITS.map((name) => [name, trailFinding[name]])) as Pick<
    typeof trailFinding,
    (typeof TRAITS)[number]
  >;
  const page = database
    .select({ ...traits, ...PLACE })
    .from(trailFinding)
    .where(and(matches(filter), after ? isBefore(after) : undefined))
    .orderBy(desc(trailFinding.listedMs), desc(trailFinding.eventSeq), desc(trailFinding.ordinal))
    .limit(limit)
    .as("page");
  const rows = await database
    .select({ shared: sharedText(TRAITS.map((name) => page[name])), places: placesText(page) })
    .from(page)
    .groupBy(sql`1`);
  const groups = rows.map(toGroup);
  return { groups, next: lastOf(groups, limit) };
}

const sharedText = (columns: readonly unknown[]): SQL<string> =>
  sql<string>`json_build_array(${sql.join(
    columns.map((column) => sql`${column}`),
    sql`, `,
  )})::text`;

const placesText = (page: Readonly<Record<keyof typeof PLACE, unknown>>): SQL<string> =>
  sql<string>`string_agg(${page.listedMs} || '.' || ${page.eventSeq} || '.' || ${page.ordinal}, ' ')`;

function toGroup({ shared, places }: { readonly shared: string; readonly places: string }): FindingGroup {
  return { traits: toTraits(JSON.parse(shared)), places: places.split(" ").map(toPlace) };
}

function toTraits(values: ValuesOf<typeof TRAITS>): FindingTraits {
  const [kind, code, message, subnetId, callerKind, callerId, clusterName, instanceId] = values;
  return { kind, code, message, subnetId, callerKind, callerId, clusterName, instanceId };
}

/** Hundreds of thousands in a storm: without a list for each. */
function toPlace(text: string): FindingPlace {
  const first = text.indexOf(".");
  const last = text.lastIndexOf(".");
  return {
    listedAt: millis(Number(text.slice(0, first))),
    sequence: Number(text.slice(first + 1, last)),
    ordinal: Number(text.slice(last + 1)),
  };
}

/** The oldest place of a full page; a page that is not full is the last. */
function lastOf(groups: readonly FindingGroup[], limit: number): FindingPlace | null {
  let count = 0;
  let last: FindingPlace | null = null;
  for (const { places } of groups) {
    count += places.length;
    for (const place of places) if (last === null || byPlace(place, last) > 0) last = place;
  }
  return count < limit ? null : last;
}
