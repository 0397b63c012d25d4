import "server-only";
import { and, desc, eq, gte, inArray, isNull, lt, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { type Millis, millis } from "@/lib/domain/brand";
import type { Finding } from "@/lib/domain/shortage/finding";
import type {
  EventNames,
  EventScope,
  FindingCursor,
  FindingFilter,
  FindingPage,
  PlacedFinding,
  RawEvent,
} from "@/lib/history/event-store";
import { trailEvent, trailFinding } from "@/lib/history/schema";
import type { Database } from "@/lib/history/sql-engine";
import { fromStoredRaw } from "@/lib/history/storable-text";

/** The scope's number, found by the statement itself; a scope of which nothing is known matches nothing. */
export const scopeIdOf = ({ accountId, region }: EventScope): SQL =>
  sql`(select scope_id from eniscope.event_scope where account_id = ${accountId} and region = ${region})`;

const millisOrNull = (value: number | null): Millis | null => (value === null ? null : millis(value));

/** In the order of the array that `toFinding` takes apart. */
const LISTED_COLUMNS = [
  trailFinding.eventSeq,
  trailFinding.ordinal,
  trailFinding.listedMs,
  trailEvent.eventId,
  trailEvent.eventMs,
  trailFinding.eventName,
  trailFinding.kind,
  trailFinding.code,
  trailFinding.message,
  trailFinding.subnetId,
  trailFinding.subnetEvidence,
  trailFinding.eniId,
  trailFinding.callerKind,
  trailFinding.callerId,
  trailFinding.clusterName,
  trailFinding.instanceId,
] as const;

type ValuesOf<Columns extends readonly unknown[]> = { readonly [Index in keyof Columns]: ValueOf<Columns[Index]> };
type ListedRow = ValuesOf<typeof LISTED_COLUMNS>;
type ValueOf<Column> = Column extends { readonly _: { readonly data: infer Value; readonly notNull: infer NotNull } }
  ? Value | (NotNull extends true ? never : null)
  : never;

/**
 * A page of findings, newest first. One row more than asked for is read, to know whether there is a next page.
 */
export async function listFindings(
  database: Database,
  filter: FindingFilter,
  { limit, after = null }: { readonly limit: number; readonly after?: FindingCursor | null },
): Promise<FindingPage> {
  const placed = await selectFindings(database, and(matches(filter), after ? isBefore(after) : undefined), limit + 1);
  const listed = placed.slice(0, limit);
  return {
    findings: listed.map(({ finding }) => finding),
    next: placed.length > limit ? (listed.at(-1)?.place ?? null) : null,
  };
}

/** All findings of some events, newest first. */
export function findingsOf(
  database: Database,
  scope: EventScope,
  events: EventNames,
): Promise<readonly PlacedFinding[]> {
  const isNamed =
    "sequences" in events
      ? inArray(trailEvent.eventSeq, [...events.sequences])
      : inArray(trailEvent.eventId, [...events.eventIds]);
  return selectFindings(database, and(sql`${trailEvent.scopeId} = ${scopeIdOf(scope)}`, isNamed), null);
}

/** A row comes as one JSON text: taking it apart here takes a third of the time of sixteen columns through PGlite. */
async function selectFindings(
  database: Database,
  where: SQL | undefined,
  limit: number | null,
): Promise<readonly PlacedFinding[]> {
  const select = database
    .select({
      row: sql<string>`json_build_array(${sql.join(
        LISTED_COLUMNS.map((column) => sql`${column}`),
        sql`, `,
      )})::text`,
    })
    .from(trailFinding)
    .innerJoin(trailEvent, eq(trailEvent.eventSeq, trailFinding.eventSeq))
    .where(where)
    .orderBy(desc(trailFinding.listedMs), desc(trailFinding.eventSeq), desc(trailFinding.ordinal));
  const rows = await (limit === null ? select : select.limit(limit));
  return rows.map(({ row: text }) => {
    const row: ListedRow = JSON.parse(text);
    const [sequence, ordinal, listedMs] = row;
    return { finding: toFinding(row), place: { sequence, ordinal, listedAt: millis(listedMs) } };
  });
}

function toFinding(row: ListedRow): Finding {
  const [, ordinal, listedMs, eventId, eventMs, eventName, kind, code, message, ...rest] = row;
  const [subnetId, subnetEvidence, eniId, callerKind, callerId, clusterName, instanceId] = rest;
  return {
    eventId,
    ordinal,
    eventName,
    eventTime: millisOrNull(eventMs),
    listedAt: millis(listedMs),
    kind,
    code,
    message,
    subnetId,
    subnetEvidence,
    eniId,
    callerKind,
    callerId,
    clusterName,
    instanceId,
  };
}

/** What comes after a cursor, newest first: findings that are older, or of the same time and lie lower. */
export const isBefore = ({ listedAt, sequence, ordinal }: FindingCursor): SQL =>
  sql`(${trailFinding.listedMs}, ${trailFinding.eventSeq}, ${trailFinding.ordinal})
    < (${listedAt}::bigint, ${sequence}::bigint, ${ordinal}::smallint)`;

/** The filter as a condition on rows of `trail_finding`. */
export function matches(filter: FindingFilter): SQL | undefined {
  return and(
    sql`${trailFinding.scopeId} = ${scopeIdOf(filter)}`,
    gte(trailFinding.listedMs, filter.fromMs),
    lt(trailFinding.listedMs, filter.toMs),
    isOneOf(trailFinding.subnetId, filter.subnetIds),
    isOneOf(trailFinding.kind, filter.kinds),
    isOneOf(trailFinding.eventName, filter.eventNames),
    isOneOf(trailFinding.callerKind, filter.callerKinds),
    isOneOf(trailFinding.callerId, filter.callerIds),
    isOneOf(trailFinding.clusterName, filter.clusterNames),
    isOneOf(trailFinding.instanceId, filter.instanceIds),
  );
}

/** Null in the list stands for "not known"; an empty list matches nothing. */
function isOneOf(column: SQLWrapper, values: readonly (string | null)[] | undefined): SQL | undefined {
  if (values === undefined) return undefined;
  const texts = values.filter((value) => value !== null);
  const named = texts.length > 0 ? inArray(sql`${column}`, texts) : undefined;
  const unknown = values.includes(null) ? isNull(sql`${column}`) : undefined;
  return or(named, unknown) ?? sql`false`;
}

/** The event as it came, every UTF-16 unit of it; null where the scope has none of that id. */
export async function getRawEvent(database: Database, scope: EventScope, eventId: string): Promise<RawEvent | null> {
  const [row] = await database
    .select()
    .from(trailEvent)
    .where(and(sql`${trailEvent.scopeId} = ${scopeIdOf(scope)}`, eq(trailEvent.eventId, eventId)));
  if (!row) return null;
  return {
    eventId: row.eventId,
    eventName: row.eventName,
    eventTime: millisOrNull(row.eventMs),
    text: fromStoredRaw(row),
    readAt: millis(row.readMs),
    judgementVersion: row.judgementVersion,
  };
}
