import { sql } from "drizzle-orm";
import { getTableConfig } from "drizzle-orm/pg-core";
import { describe, expect, it } from "vitest";
import { onBothEngines, onServer, openedAt } from "@/lib/history/fixtures/both-engines";
import { MIGRATIONS, migrate } from "@/lib/history/migrate";
import { openHistory } from "@/lib/history/open-store";
import * as schema from "@/lib/history/schema";
import { guarded } from "@/lib/history/sql-engine";

describe("the migrations", () => {
  it("are numbered from 1 without a gap", () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });
});

onBothEngines("a history's schema", (placeOf) => {
  const opened = openedAt(placeOf);
  const ask = async (statement: ReturnType<typeof sql>) =>
    (await opened().engine.database.execute(statement)) as unknown as unknown[][];

  it("is what the code believes: every table with its columns, their types and which may be null", async () => {
    const rows = await ask(sql`
      select table_name, column_name, data_type, is_nullable from information_schema.columns
      where table_schema = 'eniscope' and table_name <> 'schema_migration'`);
    const tables = Object.values(schema).filter((value) => typeof value === "object");
    const believed = tables
      .map(getTableConfig)
      .flatMap(({ name, columns }) =>
        columns.map((column) => [name, column.name, column.getSQLType(), column.notNull ? "NO" : "YES"]),
      );
    expect(rows.sort()).toEqual(believed.sort());
  });

  it("stays as it is when it is up to date, and takes the next step", async () => {
    const { engine } = opened();
    await migrate(engine);
    const next = {
      version: MIGRATIONS.length + 1,
      name: "one more",
      statements: ["create table eniscope.one_more (a integer)"],
    };
    await migrate(engine, [...MIGRATIONS, next]);
    expect(await ask(sql`select to_regclass('eniscope.one_more') is not null`)).toEqual([[true]]);
  });

  it("that is newer than this release is refused, in words", async () => {
    const { engine } = opened();
    await expect(guarded(engine, () => migrate(engine))).rejects.toMatchObject({
      problem: {
        code: "history-unusable",
        message: expect.stringMatching(/newer release of Eniscope: its schema is version \d, this release knows \d\.$/),
        parameter: engine.kind === "embedded" ? "ENISCOPE_DATA" : "DATABASE_URL",
      },
    });
  });

  it("is not changed by a step that fails half-way", async () => {
    const { engine } = opened();
    const broken = {
      version: 99,
      name: "broken",
      statements: ["create table eniscope.half (a integer)", "create table nowhere.half (a integer)"],
    };
    await expect(migrate(engine, [broken])).rejects.toThrow();
    expect(await ask(sql`select to_regclass('eniscope.half') is not null`)).toEqual([[false]]);
    expect(await ask(sql`select max(version) < 99 from eniscope.schema_migration`)).toEqual([[true]]);
  });
});

onServer("several processes on one server", (placeOf) => {
  it("that start at once make the schema once", async () => {
    const histories = await Promise.all(Array.from({ length: 6 }, () => openHistory(placeOf().settings)));
    const [first] = histories;
    const versions = await first?.engine.database.execute(sql`select version from eniscope.schema_migration`);
    expect(versions).toEqual(MIGRATIONS.map(({ version }) => [version]));
    await Promise.all(histories.map(({ store }) => store.close()));
  });
});
