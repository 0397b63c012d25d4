import "server-only";
import { bigint, boolean, integer, pgSchema, primaryKey, smallint, text, unique } from "drizzle-orm/pg-core";
import type { CallerKind } from "@/lib/domain/shortage/caller";
import type { SubnetEvidence } from "@/lib/domain/shortage/event-subnet";
import type { FindingKind } from "@/lib/domain/shortage/finding";

/** Everything lies in a schema of its own, so that a shared database stays tidy and the history can be dropped whole. */
export const SCHEMA_NAME = "eniscope";

const schema = pgSchema(SCHEMA_NAME);
const epochMs = (name: string) => bigint(name, { mode: "number" });
const sequence = (name: string) => bigint(name, { mode: "number" });

/** An account in a Region, as a small number. */
export const eventScope = schema.table(
  "event_scope",
  {
    scopeId: integer("scope_id").primaryKey().generatedAlwaysAsIdentity(),
    accountId: text("account_id").notNull(),
    region: text("region").notNull(),
  },
  (table) => [unique("event_scope_once").on(table.accountId, table.region)],
);

export const trailQuery = schema.table(
  "trail_query",
  {
    queryId: integer("query_id").primaryKey().generatedAlwaysAsIdentity(),
    scopeId: integer("scope_id").notNull(),
    source: text("source").notNull(),
    eventName: text("event_name").notNull(),
  },
  (table) => [unique("trail_query_once").on(table.scopeId, table.source, table.eventName)],
);

/** What a query has read: ranges that neither overlap nor touch. */
export const trailCoverage = schema.table(
  "trail_coverage",
  {
    queryId: integer("query_id").notNull(),
    fromMs: epochMs("from_ms").notNull(),
    toMs: epochMs("to_ms").notNull(),
  },
  (table) => [primaryKey({ columns: [table.queryId, table.fromMs] })],
);

/** Events that were read and not kept, by the hour. */
export const trailHourCount = schema.table(
  "trail_hour_count",
  {
    queryId: integer("query_id").notNull(),
    hourMs: epochMs("hour_ms").notNull(),
    eventCount: integer("event_count").notNull(),
  },
  (table) => [primaryKey({ columns: [table.queryId, table.hourMs] })],
);

/** An event as it came; what it means is in its findings. */
export const trailEvent = schema.table(
  "trail_event",
  {
    eventSeq: sequence("event_seq").primaryKey().generatedAlwaysAsIdentity(),
    scopeId: integer("scope_id").notNull(),
    eventId: text("event_id").notNull(),
    eventName: text("event_name").notNull(),
    eventMs: epochMs("event_ms"),
    readMs: epochMs("read_ms").notNull(),
    judgementVersion: integer("judgement_version").notNull(),
    raw: text("raw"),
    /** The text holds what PostgreSQL's cannot (U+0000, half a surrogate pair) and is kept as a JSON string. */
    rawIsEscaped: boolean("raw_is_escaped").notNull(),
  },
  (table) => [unique("trail_event_once").on(table.scopeId, table.eventId)],
);

export const trailFinding = schema.table(
  "trail_finding",
  {
    eventSeq: sequence("event_seq").notNull(),
    ordinal: smallint("ordinal").notNull(),
    scopeId: integer("scope_id").notNull(),
    listedMs: epochMs("listed_ms").notNull(),
    eventName: text("event_name").notNull(),
    kind: text("kind").$type<FindingKind>().notNull(),
    code: text("code"),
    message: text("message"),
    subnetId: text("subnet_id"),
    subnetEvidence: text("subnet_evidence").$type<SubnetEvidence>(),
    eniId: text("eni_id"),
    callerKind: text("caller_kind").$type<CallerKind>(),
    callerId: text("caller_id"),
    clusterName: text("cluster_name"),
    instanceId: text("instance_id"),
  },
  (table) => [primaryKey({ columns: [table.eventSeq, table.ordinal] })],
);

/** Where an ENI was made, from its creation's event or from a snapshot. */
export const knownEni = schema.table(
  "known_eni",
  {
    scopeId: integer("scope_id").notNull(),
    eniId: text("eni_id").notNull(),
    subnetId: text("subnet_id").notNull(),
    evidence: text("evidence").$type<"create-event" | "earlier-eni">().notNull(),
    seenMs: epochMs("seen_ms").notNull(),
  },
  (table) => [primaryKey({ columns: [table.scopeId, table.eniId] })],
);

/** Who reads a source's events; times are the database's own. */
export const readingTurn = schema.table(
  "reading_turn",
  {
    accountId: text("account_id").notNull(),
    region: text("region").notNull(),
    source: text("source").notNull(),
    readerId: text("reader_id").notNull(),
    /** As `ProcessIdentity`, in JSON. */
    process: text("process").notNull(),
    untilMs: epochMs("until_ms").notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.region, table.source] })],
);

/** How far back those who wait for the turn want it read. */
export const readingWish = schema.table(
  "reading_wish",
  {
    accountId: text("account_id").notNull(),
    region: text("region").notNull(),
    source: text("source").notNull(),
    readerId: text("reader_id").notNull(),
    fromMs: epochMs("from_ms").notNull(),
    untilMs: epochMs("until_ms").notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.region, table.source, table.readerId] })],
);
