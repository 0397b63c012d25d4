import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { millis } from "@/lib/domain/brand";
import { fromSteps } from "@/lib/domain/simulation/offset-steps";
import { deriveInventory, type Inventory } from "@/lib/domain/vpc/inventory";
import { SHIPPED_POOL_ASSUMPTION } from "@/lib/domain/vpc/pool-assumption";
import { openDemoSource } from "@/lib/inventory/fixtures/demo-source";
import { simulationScope } from "@/lib/inventory/simulation-scope";

let inventory: Inventory;
let close: () => Promise<void>;

beforeAll(async () => {
  const source = await openDemoSource({});
  close = source.close;
  const collected = await source.collect({
    id: "test",
    now: () => millis(0),
    signal: AbortSignal.timeout(500_000),
    onProgress: () => undefined,
  });
  if (collected.kind === "failed") throw new Error(collected.problem.message);
  const thresholds = { warningRatio: 0.75, criticalRatio: 0.9 };
  inventory = deriveInventory(collected.snapshot, { thresholds, pool: SHIPPED_POOL_ASSUMPTION, now: millis(0) });
});
afterAll(() => close());

function subnetsOf(cluster: string) {
  const scope = simulationScope(inventory, { kind: "cluster", id: cluster });
  if (scope.kind !== "data") throw new Error(scope.problem.message);
  return scope.data.subnets;
}

describe("the subnets of a cluster's scope", () => {
  it.each([
    ["prod-tuned", ["prod-tuned-more-a", "prod-tuned-more-b", "prod-tuned-more-c"]],
    ["prod-main", ["prod-pods-a", "prod-pods-b", "prod-pods-c"]],
    ["prod-batch", []],
    ["astronomer-dev", []],
  ])("are open to discovery where they are tagged for %s, and not for another cluster", (cluster, names) => {
    const open = subnetsOf(cluster).filter(({ isForCni }) => isForCni);
    expect(open.map(({ name }) => name).sort()).toEqual(names);
  });

  it("name the blocks that a reservation keeps for prefixes: free ones, and those of the nodes' own prefixes", () => {
    const kept = subnetsOf("prod-main").filter(({ prefixBlocks }) => prefixBlocks !== undefined);
    expect(kept.map(({ name }) => name)).toEqual(["prod-pods-a"]);
    // 100.64.4.0/23 in 100.64.0.0/20.
    expect(fromSteps(kept[0]?.prefixBlocks ?? [])).toEqual(Array.from({ length: 32 }, (_, index) => 64 + index));
  });

  it("count what another cluster's nodes hold of a reservation as taken", () => {
    const [subnet] = subnetsOf("prod-batch").filter(({ name }) => name === "prod-pods-a");
    const blocks = fromSteps(subnet?.prefixBlocks ?? []);
    expect(blocks.length).toBeGreaterThan(0);
    expect(blocks.length).toBeLessThan(32);
  });
});
