import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { millis } from "@/lib/domain/brand";
import { holdsTime, mergeRanges, subtractRanges, type TimeRange } from "@/lib/domain/shortage/time-range";
import type { EventScope, EventStore } from "@/lib/history/event-store";
import { onBothEngines, type Place } from "@/lib/history/fixtures/both-engines";
import { newScope, range } from "@/lib/history/fixtures/trail-pages";
import { openHistory } from "@/lib/history/open-store";

const KILLS = 20;
/** More pages than the killed ones come to, so that there is always something to be killed at. */
const WANTED = range(0, 500_000);
const PATIENCE_MS = 240_000;
const COLLECTOR = fileURLToPath(new URL("./fixtures/collector.ts", import.meta.url));

interface Collector {
  readonly child: ChildProcess;
  readonly kept: TimeRange[];
  /** It is loaded meanwhile, and touches nothing before. */
  readonly begin: () => void;
  /** Resolves with the first page that is said to be kept, or the end. */
  readonly firstKept: Promise<void>;
}

function startCollector(place: Place, scope: EventScope, wanted: TimeRange): Collector {
  const child = spawn(
    process.execPath,
    [
      "--conditions=react-server",
      "--import",
      "tsx",
      COLLECTOR,
      JSON.stringify({ settings: place.settings, scope, wanted }),
    ],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  const kept: TimeRange[] = [];
  const firstKept = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const [, from, to] = /^kept (\d+) (\d+)$/.exec(line) ?? [];
      if (from === undefined || to === undefined) return;
      kept.push({ fromMs: millis(Number(from)), toMs: millis(Number(to)) });
      resolve();
    });
    child.once("exit", () => resolve());
  });
  return { child, kept, firstKept, begin: () => child.stdin.write("begin") };
}

async function killed({ child, kept, firstKept, begin }: Collector, afterMs: number): Promise<TimeRange[]> {
  begin();
  await firstKept;
  await wait(afterMs);
  const ended = once(child, "close");
  child.kill("SIGKILL");
  const [code, signal] = await ended;
  expect({ code, signal }).toEqual({ code: null, signal: "SIGKILL" });
  return kept;
}

/** The seconds of the events that are there, each with its text whole. */
async function secondsIn(store: EventStore, scope: EventScope): Promise<number[]> {
  const seconds: number[] = [];
  let after: Awaited<ReturnType<EventStore["listFindings"]>>["next"] = null;
  do {
    const page = await store.listFindings({ ...scope, ...WANTED }, { limit: 1000, after });
    seconds.push(...page.findings.map(({ listedAt }) => Number(listedAt)));
    after = page.next;
  } while (after);
  return seconds;
}

/** What was said to be kept is covered; what is covered has its events, each once; what is not covered has none. */
async function expectConsistent(
  store: EventStore,
  scope: EventScope,
  said: readonly TimeRange[],
): Promise<TimeRange[]> {
  const covered = [...((await store.listCoverage(scope))[0]?.covered ?? [])];
  for (const one of said) expect(subtractRanges(one, covered)).toEqual([]);
  const seconds = await secondsIn(store, scope);
  const length = covered.reduce((sum, { fromMs, toMs }) => sum + (toMs - fromMs) / 1000, 0);
  expect(new Set(seconds).size).toBe(seconds.length);
  expect(seconds.filter((second) => !holdsTime(covered, second))).toEqual([]);
  expect(seconds).toHaveLength(length);
  const counts = await store.countOthers({ ...scope, ...WANTED });
  expect(counts.get("AssignPrivateIpAddresses")).toBe(length);
  return covered;
}

onBothEngines("a collector that is killed", (placeOf) => {
  it(
    `loses nothing that it was told is kept, ${KILLS} times, and reads on from there`,
    async () => {
      const place = placeOf();
      const scope = newScope();
      const said: TimeRange[] = [];
      // On a server several collectors share the work and die together; a folder takes one at a time.
      const together = place.server ? 4 : 1;
      const startGroup = () => Array.from({ length: together }, () => startCollector(place, scope, WANTED));
      let group = startGroup();
      for (let kills = 0; kills < KILLS; kills += together) {
        const next = kills + together < KILLS ? startGroup() : [];
        const pages = await Promise.all(group.map((collector, n) => killed(collector, (kills * 7 + n * 5) % 60)));
        said.push(...pages.flat());
        group = next;
      }
      const { store } = await openHistory(place.settings, { now: () => WANTED.toMs });
      try {
        expect(said.length).toBeGreaterThanOrEqual(KILLS);
        const covered = await expectConsistent(store, scope, said);
        const oldest = covered.at(0)?.fromMs ?? 0;
        await store.close();
        // The rest down to a few pages further, by one that nobody kills.
        const wanted = { fromMs: millis(oldest - 500_000), toMs: WANTED.toMs };
        const last = startCollector(place, scope, wanted);
        last.begin();
        const [code] = await once(last.child, "close");
        expect(code).toBe(0);
        const again = await openHistory(place.settings, { now: () => WANTED.toMs });
        expect(await expectConsistent(again.store, scope, [...said, ...last.kept])).toEqual(mergeRanges([wanted]));
        await again.store.close();
      } finally {
        await store.close();
      }
    },
    PATIENCE_MS,
  );
});
