import type { Migration } from "@/lib/history/migrations/migration";

/** One process reads a source's events, the others leave word how far back is wanted. Times are the database's own. */
export const READING_TURN: Migration = {
  version: 3,
  name: "reading turn",
  statements: [
    `create table eniscope.reading_turn (
      account_id text not null,
      region text not null,
      source text not null,
      reader_id text not null,
      process text not null,
      until_ms bigint not null,
      primary key (account_id, region, source)
    )`,
    `create table eniscope.reading_wish (
      account_id text not null,
      region text not null,
      source text not null,
      reader_id text not null,
      from_ms bigint not null,
      until_ms bigint not null,
      primary key (account_id, region, source, reader_id)
    )`,
  ],
};
