import type { Migration } from "@/lib/history/migrations/migration";

export const TRAIL_EVENTS: Migration = {
  version: 1,
  name: "trail events",
  statements: [
    `create table eniscope.event_scope (
      scope_id integer generated always as identity primary key,
      account_id text not null,
      region text not null,
      constraint event_scope_once unique (account_id, region)
    )`,
    `create table eniscope.trail_query (
      query_id integer generated always as identity primary key,
      scope_id integer not null,
      source text not null,
      event_name text not null,
      constraint trail_query_once unique (scope_id, source, event_name)
    )`,
    `create table eniscope.trail_coverage (
      query_id integer not null,
      from_ms bigint not null,
      to_ms bigint not null,
      primary key (query_id, from_ms),
      check (from_ms < to_ms)
    )`,
    `create table eniscope.trail_hour_count (
      query_id integer not null,
      hour_ms bigint not null,
      event_count integer not null,
      primary key (query_id, hour_ms)
    )`,
    `create table eniscope.trail_event (
      event_seq bigint generated always as identity primary key,
      scope_id integer not null,
      event_id text not null,
      event_name text not null,
      event_ms bigint,
      read_ms bigint not null,
      judgement_version integer not null,
      raw text,
      raw_is_escaped boolean not null,
      constraint trail_event_once unique (scope_id, event_id)
    )`,
    `create table eniscope.trail_finding (
      event_seq bigint not null,
      ordinal smallint not null,
      scope_id integer not null,
      listed_ms bigint not null,
      event_name text not null,
      kind text not null,
      code text,
      message text,
      subnet_id text,
      subnet_evidence text,
      eni_id text,
      caller_kind text,
      caller_id text,
      cluster_name text,
      instance_id text,
      primary key (event_seq, ordinal)
    )`,
    // The last day of all subnets is read from this index alone.
    `create index trail_finding_by_time
      on eniscope.trail_finding (scope_id, listed_ms, event_seq, ordinal) include (subnet_id, kind)`,
    `create index trail_finding_by_subnet
      on eniscope.trail_finding (scope_id, subnet_id, listed_ms, event_seq, ordinal)`,
    `create index trail_finding_without_subnet on eniscope.trail_finding (scope_id, eni_id)
      where eni_id is not null and (subnet_id is null or subnet_evidence = 'session-instance')`,
    `create table eniscope.known_eni (
      scope_id integer not null,
      eni_id text not null,
      subnet_id text not null,
      evidence text not null,
      seen_ms bigint not null,
      primary key (scope_id, eni_id)
    )`,
    "create index known_eni_by_age on eniscope.known_eni (seen_ms)",
  ],
};
