import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { millis } from "@/lib/domain/brand";
import { FreeCounts } from "@/lib/domain/shortage/free-counts";
import { inventoryOf, subnet, TAKEN_AT } from "@/lib/domain/vpc/fixtures/records";
import type { FindingCursor, FindingFilter, GroupedPage } from "@/lib/history/event-store";
import { MemoryEventStore } from "@/lib/history/memory-event-store";
import { tellOnce } from "@/lib/inventory/events/told-ranges";
import { finding, keepFindings } from "@/lib/inventory/fixtures/findings";

const range = { fromMs: millis(TAKEN_AT - 3_600_000), toMs: TAKEN_AT };
const scope = { accountId: "111122223333", region: "eu-west-1" };
const question = { range, filter: {}, incidentLimit: 10, callerLimit: 10 };
const surroundings = {
  inventory: inventoryOf({ subnets: [subnet()] }),
  freeCounts: new FreeCounts(),
  covered: [range],
  readUntil: range.toMs,
};

const WALK_MS = 400;

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

const later = (ms: number) => vi.setSystemTime(Date.now() + ms);

/** A store that takes its time, like one with a storm in it, and counts how often it is walked. */
class SlowStore extends MemoryEventStore {
  walks = 0;
  isBroken = false;

  override async groupFindings(
    filter: FindingFilter,
    page: { readonly limit: number; readonly after?: FindingCursor | null },
  ): Promise<GroupedPage> {
    this.walks++;
    later(WALK_MS);
    if (this.isBroken) throw new Error("broken");
    return super.groupFindings(filter, page);
  }
}

const logOf = (store: SlowStore, version: string, isComplete = false) => ({
  store,
  scope,
  covered: [range],
  isComplete,
  readUntil: range.toMs,
  version,
});

describe("a range that is told again and again", () => {
  it("is walked once for all who ask in a moment, and by each other question", async () => {
    const store = new SlowStore();
    await keepFindings(store, scope, [finding(1_000)]);
    const ask = (version: string, part: Partial<typeof question> = {}) =>
      tellOnce(logOf(store, version), { ...question, ...part }, surroundings).answer;
    const [first, second] = await Promise.all([ask("1"), ask("1")]);
    expect(second).toBe(first);
    expect(first.callCount).toBe(1);
    expect(await ask("1")).toBe(first);
    expect(store.walks).toBe(1);
    await ask("1", { filter: { kind: "fragmentation" } });
    expect(store.walks).toBe(2);
  });

  it("rests a multiple of the time that it took, even where there is more to tell", async () => {
    const store = new SlowStore();
    const ask = (version: string) => tellOnce(logOf(store, version), question, surroundings).answer;
    const first = await ask("1");
    await keepFindings(store, scope, [finding(1_000)]);
    later(4 * WALK_MS);
    expect(await ask("2")).toBe(first);
    later(1);
    expect((await ask("2")).callCount).toBe(1);
  });

  it("is told anew once it is read whole, however lately it was told", async () => {
    const store = new SlowStore();
    expect((await tellOnce(logOf(store, "1"), question, surroundings).answer).callCount).toBe(0);
    await keepFindings(store, scope, [finding(1_000)]);
    expect((await tellOnce(logOf(store, "2", true), question, surroundings).answer).callCount).toBe(1);
  });

  it("is asked anew after a failure", async () => {
    const store = new SlowStore();
    store.isBroken = true;
    const ask = () => tellOnce(logOf(store, "1"), question, surroundings).answer;
    await expect(ask()).rejects.toThrow("broken");
    store.isBroken = false;
    expect((await ask()).callCount).toBe(0);
  });

  it("says to all who wait how far it has come", async () => {
    const store = new SlowStore();
    await keepFindings(store, scope, [finding(1_000), finding(2_000)]);
    const first = tellOnce(logOf(store, "1"), question, surroundings);
    expect(first.soFar).toBeNull();
    const second = tellOnce(logOf(store, "1"), question, surroundings);
    await first.answer;
    expect(second.soFar).toEqual({ findingCount: 2, backTo: TAKEN_AT - 2_000 });
  });
});
