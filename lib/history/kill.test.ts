import { once } from "node:events";
import { expect, it } from "vitest";
import { millis } from "@/lib/domain/brand";
import { mergeRanges, type TimeRange } from "@/lib/domain/shortage/time-range";
import { onBothEngines } from "@/lib/history/fixtures/both-engines";
import { expectConsistent, killed, startCollector } from "@/lib/history/fixtures/collector-process";
import { newScope, range } from "@/lib/history/fixtures/trail-pages";
import { openHistory } from "@/lib/history/open-store";

const KILLS = 20;
/** More pages than the killed ones come to, so that there is always something to be killed at. */
const WANTED = range(0, 500_000);

onBothEngines("a collector that is killed", (placeOf) => {
  it(`loses nothing that it was told is kept, ${KILLS} times, and reads on from there`, async () => {
    const place = placeOf();
    const order = { settings: place.settings, scope: newScope(), wanted: WANTED };
    const said: TimeRange[] = [];
    // On a server several collectors share the work and die together; a folder takes one at a time.
    const together = place.server ? 4 : 1;
    const startGroup = () => Array.from({ length: together }, () => startCollector(order));
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
      const covered = await expectConsistent(store, order, said);
      const oldest = covered.at(0)?.fromMs ?? 0;
      await store.close();
      // The rest down to a few pages further, by one that nobody kills.
      const wanted = { fromMs: millis(oldest - 500_000), toMs: WANTED.toMs };
      const last = startCollector({ ...order, wanted });
      last.begin();
      const [code] = await once(last.child, "close");
      expect(code).toBe(0);
      const again = await openHistory(place.settings, { now: () => WANTED.toMs });
      expect(await expectConsistent(again.store, order, [...said, ...last.kept])).toEqual(mergeRanges([wanted]));
      await again.store.close();
    } finally {
      await store.close();
    }
  });
});
