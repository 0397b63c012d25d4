import { inspect } from "node:util";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { onServer, openedAt, RETENTION_MS } from "@/lib/history/fixtures/both-engines";
import { eventAt, newScope, pageOf, range } from "@/lib/history/fixtures/trail-pages";
import { type HistoryFailure, isHistoryFailure } from "@/lib/history/history-failure";
import { openHistory } from "@/lib/history/open-store";

const SECRET = "s3cr3t-w0rd";

async function failureOf(databaseUrl: string): Promise<HistoryFailure> {
  const opening = openHistory({ databaseUrl, folder: "", retentionMs: RETENTION_MS });
  const failure = await opening.then(
    () => null,
    (error: unknown) => error,
  );
  if (!isHistoryFailure(failure)) throw new Error(`no HistoryFailure: ${failure}`);
  return failure;
}

describe("a DATABASE_URL that is none", () => {
  it.each([
    ["another program's", `mysql://u:${SECRET}@db/x`],
    ["no URL", SECRET],
    ["a port beyond all ports", `postgres://u:${SECRET}@db:99999/x`],
    ["a bad escape", `postgres://u:${SECRET}%zz@db/x`],
    ["a host with spaces", `postgres://u:${SECRET}@a b/x`],
  ])("(%s) is named, and the password is not", async (_name, url) => {
    const failure = await failureOf(url);
    expect(failure.problem).toMatchObject({ parameter: "DATABASE_URL" });
    expect(inspect(failure, { depth: 10 })).not.toContain(SECRET);
  });
});

describe("a server that is not there", () => {
  it.each([
    [`postgres://eniscope:${SECRET}@127.0.0.1:1/history`, "Nothing answers as PostgreSQL at 127.0.0.1:1."],
    [
      `postgres://eniscope:${SECRET}@nowhere.invalid/history`,
      "The host nowhere.invalid in DATABASE_URL is not known here.",
    ],
    [`postgres:///history?host=/nowhere&password=${SECRET}`, "Nothing answers as PostgreSQL at /nowhere."],
  ])("%s is said to be so", async (url, message) => {
    const failure = await failureOf(url);
    expect(failure.problem).toMatchObject({ code: "history-unreachable", message, retryable: true });
    expect(inspect(failure, { depth: 10 })).not.toContain(SECRET);
  });
});

onServer("a server", (placeOf) => {
  // The upkeep may meet the restarts below, and is tried again an hour later.
  const opened = openedAt(placeOf, () => undefined);

  it.each<[string, (url: string) => string, RegExp]>([
    ["a wrong password", (url) => url.replace("eniscope@", `locked:${SECRET}@`), /did not let the user locked in\.$/],
    [
      "no password",
      (url) => url.replace("eniscope@", "locked@"),
      /did not let the user locked in; DATABASE_URL has no password\.$/,
    ],
    ["no such database", (url) => url.replace("/history", "/elsewhere"), /has no database elsewhere\.$/],
    [
      "no right to make the schema",
      (url) => url.replace("eniscope@", "nobody@").replace("/history", "/postgres"),
      /^The user nobody may not make or use the schema eniscope/,
    ],
    [
      "TLS that it does not speak",
      (url) => `${url}?sslmode=require`,
      /^The TLS connection to PostgreSQL at 127\.0\.0\.1:\d+ was not made: The server does not support SSL/,
    ],
  ])("with %s is told apart", async (_name, urlOf, message) => {
    const failure = await failureOf(urlOf(placeOf().server.urlOf("history")));
    expect(failure.problem.message).toMatch(message);
    expect(failure.problem).toMatchObject({ parameter: "DATABASE_URL", retryable: true });
    expect(inspect(failure, { depth: 10 })).not.toContain(SECRET);
  });

  it("lets a user in with the right password and a schema of its own", async () => {
    const { server } = placeOf();
    await server.makeDatabase("theirs owner locked");
    const url = server.urlOf("theirs", "locked:right");
    const { store } = await openHistory({ databaseUrl: url, folder: "", retentionMs: RETENTION_MS });
    expect((await store.getSize()).eventCount).toBe(0);
    await store.close();
  });

  it("that restarts is connected to again by the next question", async () => {
    const { server } = placeOf();
    const { store } = opened();
    const scope = newScope();
    await store.keepPage(pageOf(scope, { events: [eventAt(1)], covered: range(0, 2) }));
    await server.stop();
    await server.start();
    expect(await store.getRawEvent(scope, "event-1")).not.toBeNull();
    await server.stop();
    await server.start();
    expect(await store.keepPage(pageOf(scope, { events: [eventAt(3)], covered: range(2, 4) }))).toMatchObject({
      covered: [range(0, 4)],
    });
  });

  it("that ends in the middle of a transaction ends nothing else, and the transaction is done again", async () => {
    const { server } = placeOf();
    const { engine } = opened();
    let attempts = 0;
    const rows = await engine.transaction(async (database) => {
      attempts += 1;
      await database.execute(sql`select 1`);
      if (attempts === 1) {
        await server.stop();
        await server.start();
      }
      return database.execute(sql`select 'done'`);
    });
    expect(attempts).toBe(2);
    expect(rows).toEqual([["done"]]);
  });

  it("that takes long with others' statements is waited for, longer than one that does not answer", async () => {
    const { database } = opened().engine;
    const others = Array.from({ length: 4 }, () => database.execute(sql`select 'slow' from pg_sleep(5.5)`));
    expect(await Promise.all([...others, database.execute(sql`select 'quick'`)])).toEqual([
      ...others.map(() => [["slow"]]),
      [["quick"]],
    ]);
  });

  it("that is gone is a problem to every question until it is back", async () => {
    const { server } = placeOf();
    const { store } = opened();
    const scope = newScope();
    await server.stop();
    const problem = {
      code: "history-unreachable",
      message: `Nothing answers as PostgreSQL at 127.0.0.1:${server.port}.`,
    };
    await expect(store.listCoverage(scope)).rejects.toMatchObject({ problem });
    await expect(store.keepPage(pageOf(scope, { events: [eventAt(1)] }))).rejects.toMatchObject({ problem });
    await server.start();
    expect(await store.keepPage(pageOf(scope, { events: [eventAt(1)] }))).toMatchObject({ newEventCount: 1 });
  });
});
