import { execFileSync } from "node:child_process";
import { hostname } from "node:os";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { EventScope, ReadingTurn, TrailReader } from "@/lib/history/event-store";
import { onBothEngines, onServer, openedAt } from "@/lib/history/fixtures/both-engines";
import { at, newScope } from "@/lib/history/fixtures/trail-pages";
import { MemoryEventStore } from "@/lib/history/memory-event-store";
import { openHistory } from "@/lib/history/open-store";
import { ownIdentity } from "@/lib/history/process-identity";
import { takeTurn } from "@/lib/history/reading-turn";

const HERE = `process ${process.pid} on ${hostname()}`;

const readerOf = (scope: EventScope, readerId: string, source = "lookup-events"): TrailReader => ({
  ...scope,
  source,
  readerId,
});

onBothEngines("the turn to read", (placeOf) => {
  const opened = openedAt(placeOf);
  const ask = (reader: TrailReader, { from = 0, mayRead = true, turnMs = 60_000 } = {}): Promise<ReadingTurn> =>
    takeTurn(opened().engine, reader, { fromMs: at(from), mayRead }, turnMs);
  /** Time passes for what one reader has in the scope: its turn and its word. */
  const pass = async ({ accountId }: EventScope, readerId: string, ms: number) => {
    for (const table of ["reading_turn", "reading_wish"])
      await opened().engine.database.execute(
        sql`update eniscope.${sql.raw(table)} set until_ms = until_ms - ${ms}::bigint
          where account_id = ${accountId} and reader_id = ${readerId}`,
      );
  };

  it("is one reader's at a time, who may keep it, and the other hears which process has it", async () => {
    const scope = newScope();
    expect(await ask(readerOf(scope, "one"))).toEqual({ kind: "mine", othersFromMs: null });
    expect(await ask(readerOf(scope, "two"))).toEqual({ kind: "another", process: HERE });
    expect(await ask(readerOf(scope, "one"))).toMatchObject({ kind: "mine" });
  });

  it("is another's for another account, Region and source", async () => {
    const scope = newScope();
    await ask(readerOf(scope, "one"));
    for (const other of [
      readerOf({ ...scope, accountId: `${scope.accountId}x` }, "two"),
      readerOf({ ...scope, region: "eu-west-1" }, "two"),
      readerOf(scope, "two", "athena"),
    ])
      expect(await ask(other)).toMatchObject({ kind: "mine" });
  });

  it("passes at once when it is left", async () => {
    const scope = newScope();
    await ask(readerOf(scope, "one"));
    await ask(readerOf(scope, "two"));
    await opened().store.leaveTurn(readerOf(scope, "one"));
    expect(await ask(readerOf(scope, "two"))).toEqual({ kind: "mine", othersFromMs: null });
  });

  it("passes when its holder has not kept it in time, who then hears so", async () => {
    const scope = newScope();
    await ask(readerOf(scope, "one"), { turnMs: 600_000 });
    await pass(scope, "one", 300_000);
    expect(await ask(readerOf(scope, "two"))).toMatchObject({ kind: "another" });
    await pass(scope, "one", 300_001);
    expect(await ask(readerOf(scope, "two"))).toMatchObject({ kind: "mine" });
    expect(await ask(readerOf(scope, "one"))).toMatchObject({ kind: "another" });
  });

  it("tells its holder how far back those who wait look, for as long as they do", async () => {
    const scope = newScope();
    await ask(readerOf(scope, "one"), { from: 0 });
    await ask(readerOf(scope, "two"), { from: -500 });
    await ask(readerOf(scope, "three"), { from: -900 });
    await ask(readerOf(scope, "four", "athena"), { from: -9_999 });
    expect(await ask(readerOf(scope, "one"))).toEqual({ kind: "mine", othersFromMs: at(-900) });
    await opened().store.leaveTurn(readerOf(scope, "three"));
    expect(await ask(readerOf(scope, "one"))).toEqual({ kind: "mine", othersFromMs: at(-500) });
    await pass(scope, "two", 60_001);
    expect(await ask(readerOf(scope, "one"))).toEqual({ kind: "mine", othersFromMs: null });
  });

  it("is not taken by one who cannot read, and hears who does", async () => {
    const scope = newScope();
    expect(await ask(readerOf(scope, "denied"), { mayRead: false })).toEqual({ kind: "nobody" });
    expect(await ask(readerOf(scope, "one"))).toMatchObject({ kind: "mine" });
    expect(await ask(readerOf(scope, "denied"), { mayRead: false })).toEqual({ kind: "another", process: HERE });
  });

  it("of a dead process of this machine is not waited for", async () => {
    const scope = newScope();
    const dead = { ...ownIdentity(), pid: endedPid() };
    await ask(readerOf(scope, "dead"));
    await opened().engine.database.execute(
      sql`update eniscope.reading_turn set process = ${JSON.stringify(dead)} where account_id = ${scope.accountId}`,
    );
    expect(await ask(readerOf(scope, "one"))).toMatchObject({ kind: "mine" });
  });

  it("of a process elsewhere is waited for", async () => {
    const scope = newScope();
    await ask(readerOf(scope, "far"));
    const far = { pid: 1, host: "far", machine: "another", startTicks: "1" };
    await opened().engine.database.execute(
      sql`update eniscope.reading_turn set process = ${JSON.stringify(far)} where account_id = ${scope.accountId}`,
    );
    expect(await ask(readerOf(scope, "one"))).toEqual({ kind: "another", process: "process 1 on far" });
  });

  it("is given to one of many who ask at the same time", async () => {
    const scope = newScope();
    const turns = await Promise.all(Array.from({ length: 24 }, (_, n) => ask(readerOf(scope, `reader ${n}`))));
    expect(turns.filter(({ kind }) => kind === "mine")).toHaveLength(1);
    expect(turns.filter(({ kind }) => kind === "another")).toHaveLength(23);
  });
});

onBothEngines("a turn that was not left", (placeOf) => {
  it("is over in a folder, which one process alone can have open, and goes on at a server", async () => {
    const scope = newScope();
    const first = await openHistory(placeOf().settings, { now: () => at(0) });
    await first.store.takeTurn(readerOf(scope, "one"), { fromMs: at(0), mayRead: true });
    await first.store.close();
    const second = await openHistory(placeOf().settings, { now: () => at(0) });
    const { kind } = await second.store.takeTurn(readerOf(scope, "two"), { fromMs: at(0), mayRead: true });
    expect(kind).toBe(placeOf().server ? "another" : "mine");
    await second.store.close();
  });
});

onServer("the turn between two stores", (placeOf) => {
  it("is one's, however many connections ask", async () => {
    const stores = await Promise.all(
      Array.from({ length: 4 }, () => openHistory(placeOf().settings, { now: () => at(0) })),
    );
    const scope = newScope();
    for (let round = 0; round < 20; round += 1) {
      const turns = await Promise.all(
        stores.map(({ store }, n) => store.takeTurn(readerOf(scope, `${n}`), { fromMs: at(0), mayRead: true })),
      );
      const holder = turns.findIndex(({ kind }) => kind === "mine");
      expect(turns.filter(({ kind }) => kind === "mine")).toHaveLength(1);
      await stores[holder]?.store.leaveTurn(readerOf(scope, `${holder}`));
    }
    for (const { store } of stores) await store.close();
  });
});

describe("the turn in a process's own memory", () => {
  it("is always its own", async () => {
    const reader = readerOf(newScope(), "one");
    const memory = new MemoryEventStore();
    expect(await memory.takeTurn(reader, { fromMs: at(0), mayRead: true })).toMatchObject({ kind: "mine" });
    expect(await memory.takeTurn(reader, { fromMs: at(0), mayRead: false })).toEqual({ kind: "nobody" });
  });
});

/** The pid of a process that has ended. */
const endedPid = (): number =>
  Number(execFileSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8" }).trim());
