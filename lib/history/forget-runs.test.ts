import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import type { EventScope } from "@/lib/history/event-store";
import { onBothEngines, openedAt } from "@/lib/history/fixtures/both-engines";
import { at, eventAt, pageOf, range } from "@/lib/history/fixtures/trail-pages";

const region = "eu-west-1";
const demoOf = (run: number): EventScope => ({ accountId: `demonstration 1/60 of run ${run}`, region });
const REAL: EventScope = { accountId: "111122223333", region };
const CAPTURE: EventScope = { accountId: "capture demonstration 1/60 of run 1", region };

onBothEngines("the runs of a demonstration", (placeOf) => {
  const opened = openedAt(placeOf);
  const tables = ["event_scope", "trail_query", "trail_coverage", "trail_hour_count", "trail_event", "trail_finding"];
  const rowCounts = async (accountId: string): Promise<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (const table of [...tables, "known_eni"]) {
      const key = ["trail_coverage", "trail_hour_count"].includes(table) ? "query_id" : "scope_id";
      const from = key === "query_id" ? "trail_query natural join eniscope.event_scope" : "event_scope";
      const [[count] = []] = (await opened().engine.database.execute(
        sql`select count(*) from ${sql.raw(`eniscope.${table}`)} where ${sql.raw(key)} in (
          select ${sql.raw(key)} from ${sql.raw(`eniscope.${from}`)} where account_id = ${accountId})`,
      )) as unknown as [number | string][];
      counts[table] = Number(count);
    }
    return counts;
  };
  const keep = async (scope: EventScope) => {
    const { store } = opened();
    const events = Array.from({ length: 30 }, (_, second) => eventAt(second));
    await store.keepPage(pageOf(scope, { events, covered: range(0, 60), countedTimes: [at(3)] }));
    await store.keepEnis(scope, [{ eniId: "eni-1", subnetId: "subnet-1" }], at(0));
  };
  const KEPT = {
    event_scope: 1,
    trail_query: 1,
    trail_coverage: 1,
    trail_hour_count: 1,
    trail_event: 30,
    trail_finding: 30,
    known_eni: 1,
  };
  const NOTHING = Object.fromEntries(Object.keys(KEPT).map((table) => [table, 0]));

  it("before the present one are forgotten whole; nothing of any other account is touched", async () => {
    const { store, engine } = opened();
    for (const scope of [demoOf(1), demoOf(2), demoOf(3), REAL, CAPTURE]) await keep(scope);
    const reader = { ...demoOf(2), source: "lookup-events", readerId: "elsewhere" };
    await store.takeTurn(reader, { fromMs: at(0), mayRead: true });
    await store.leaveTurn(reader);
    expect(await store.forgetRuns(demoOf(3), "demonstration ")).toEqual({ deletedEventCount: 30 });
    expect(await rowCounts(demoOf(1).accountId)).toEqual(NOTHING);
    // Another process on the server read it within the hour.
    for (const scope of [demoOf(2), demoOf(3), REAL, CAPTURE]) expect(await rowCounts(scope.accountId)).toEqual(KEPT);
    await engine.database.execute(sql`update eniscope.reading_turn set until_ms = until_ms - 3700000`);
    expect(await store.forgetRuns(demoOf(3), "demonstration ")).toEqual({ deletedEventCount: 30 });
    expect(await rowCounts(demoOf(2).accountId)).toEqual(NOTHING);
    for (const scope of [demoOf(3), REAL, CAPTURE]) expect(await rowCounts(scope.accountId)).toEqual(KEPT);
  });

  it("that come back are kept again", async () => {
    const { store } = opened();
    await store.forgetRuns(demoOf(9), "demonstration ");
    expect(await store.listCoverage(demoOf(3))).toEqual([]);
    await keep(demoOf(3));
    expect(await store.listCoverage(demoOf(3))).toMatchObject([{ covered: [range(0, 60)] }]);
    expect(await rowCounts(demoOf(3).accountId)).toEqual(KEPT);
  });
});
