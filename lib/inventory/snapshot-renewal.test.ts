import { afterEach, describe, expect, it } from "vitest";
import { parseSettings } from "@/lib/inventory/environment";
import { openDemoSource } from "@/lib/inventory/fixtures/demo-source";
import { SnapshotKeeper } from "@/lib/inventory/snapshot-keeper";

/** Against hanging only. */
const PATIENCE_MS = 500_000;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Before the embedded account, at a time that stands still. */
async function openKeeper(): Promise<SnapshotKeeper> {
  const source = await openDemoSource({ nodeCount: 20 });
  closing.push(source.close);
  const outcome = parseSettings({ ENISCOPE_SOURCE: "demo" });
  if (outcome.kind === "invalid") throw new Error(outcome.problem.message);
  return new SnapshotKeeper({ source, settings: outcome.settings, now: () => Date.UTC(2026, 0, 2) });
}

/** Of how many collections of the keeper the snapshot is the last. */
const collectionOf = ({ current }: SnapshotKeeper): number => Number(current?.snapshot.id.split(".")[1]);

describe("a snapshot that is known to be past", () => {
  it("is read anew at once, however lately it was read, unlike by a refresh", async () => {
    const keeper = await openKeeper();
    await keeper.refresh(PATIENCE_MS);
    await keeper.refresh(PATIENCE_MS);
    expect(collectionOf(keeper)).toBe(1);
    await keeper.renew(PATIENCE_MS);
    expect(collectionOf(keeper)).toBe(2);
  });

  it("is not replaced by a collection that ran before", async () => {
    const keeper = await openKeeper();
    const running = keeper.refresh(PATIENCE_MS);
    expect(keeper.progress).not.toBeNull();
    await keeper.renew(PATIENCE_MS);
    expect([collectionOf(keeper), keeper.progress]).toEqual([2, null]);
    await running;
  });
});
