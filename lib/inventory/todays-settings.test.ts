import { afterEach, describe, expect, it } from "vitest";
import type { SimulationScope } from "@/lib/domain/api/simulation";
import { millis } from "@/lib/domain/brand";
import { deriveInventory, type Inventory } from "@/lib/domain/vpc/inventory";
import type { Node } from "@/lib/domain/vpc/node";
import { type PoolAssumption, SHIPPED_POOL_ASSUMPTION } from "@/lib/domain/vpc/pool-assumption";
import type { Snapshot } from "@/lib/domain/vpc/snapshot";
import { beginDemoComparison, endDemoComparison } from "@/lib/inventory/demo-comparison";
import { openDemoSource } from "@/lib/inventory/fixtures/demo-source";
import { simulationScope } from "@/lib/inventory/simulation-scope";
import type { Source } from "@/lib/inventory/source";
import { todaysSettings } from "@/lib/inventory/todays-settings";

const SMALL = { WARM_ENI_TARGET: "0", WARM_IP_TARGET: "2", MINIMUM_IP_TARGET: "10" };
const ROLLOUT = { atSeconds: 0, maxUnavailableShare: 1, restartSeconds: 5 };

type DemoSource = Awaited<ReturnType<typeof openDemoSource>>;

const open: DemoSource[] = [];
afterEach(async () => {
  for (const source of open.splice(0)) await source.close();
});

async function demo(): Promise<DemoSource> {
  const source = await openDemoSource({});
  open.push(source);
  return source;
}

async function snapshotOf(source: Source): Promise<Snapshot> {
  const now = () => millis(Date.now());
  const signal = AbortSignal.timeout(500_000);
  const collected = await source.collect({ id: "test", now, signal, onProgress: () => undefined });
  if (collected.kind === "failed") throw new Error(collected.problem.message);
  return collected.snapshot;
}

const inventoryOf = (snapshot: Snapshot, pool: PoolAssumption = SHIPPED_POOL_ASSUMPTION): Inventory =>
  deriveInventory(snapshot, { thresholds: { warningRatio: 0.75, criticalRatio: 0.9 }, pool, now: snapshot.takenAt });

function scopeOf(inventory: Inventory, kind: "cluster" | "vpc", id: string): SimulationScope {
  const scope = simulationScope(inventory, { kind, id });
  if (scope.kind !== "data") throw new Error(scope.problem.message);
  return scope.data;
}

const vpcNamed = ({ vpcs }: Snapshot, name: string): string => vpcs.find((vpc) => vpc.name === name)?.id ?? "";

const patch = async (source: Source, cluster: string): Promise<void> => {
  const begun = await beginDemoComparison(source, { cluster, changes: SMALL, rollout: ROLLOUT });
  if (begun.kind === "problem") throw new Error(begun.problem.message);
  await endDemoComparison(source, { hold: begun.value.hold, cluster });
};

describe("today's settings of the embedded account", () => {
  it("are those that it discloses, cluster by cluster, and nobody assumes them", async () => {
    const inventory = inventoryOf(await snapshotOf(await demo()));
    const label = "read from the embedded account";
    expect(scopeOf(inventory, "cluster", "astronomer-dev").settings).toEqual({
      assumed: false,
      label,
      env: SHIPPED_POOL_ASSUMPTION.env,
    });
    expect(scopeOf(inventory, "cluster", "prod-tuned").settings).toEqual({
      assumed: false,
      label,
      env: { ...SHIPPED_POOL_ASSUMPTION.env, WARM_IP_TARGET: "2", MINIMUM_IP_TARGET: "10", CLUSTER_NAME: "prod-tuned" },
    });
    expect(scopeOf(inventory, "vpc", vpcNamed(inventory.snapshot, "dev-shared")).settings.label).toBe(label);
  });

  it("belong to a snapshot: after a patch the next one has others, and the one before keeps its own", async () => {
    const source = await demo();
    const before = await snapshotOf(source);
    await patch(source, "astronomer-dev");
    const after = await snapshotOf(source);
    const warmIpTarget = (snapshot: Snapshot) =>
      scopeOf(inventoryOf(snapshot), "cluster", "astronomer-dev").settings.env.WARM_IP_TARGET;
    expect(warmIpTarget(after)).toBe("2");
    expect(warmIpTarget(before)).toBeUndefined();
  });

  it("bound the pods of the nodes, as assumed ones would not", async () => {
    const inventory = inventoryOf(await snapshotOf(await demo()));
    const { disclosedEnvironments: _, ...untold } = inventory.snapshot;
    const ranges = (from: Inventory) => scopeOf(from, "cluster", "prod-tuned").nodes.map(({ podRange }) => podRange);
    const own = ranges(inventory);
    expect(own).not.toEqual(ranges(inventoryOf(untold)));
    // Under WARM_IP_TARGET 2 a pool of more than MINIMUM_IP_TARGET 10 has but two addresses to spare.
    const narrow = own.filter((range) => range !== null && range.high - range.low <= 2);
    expect(narrow.length).toBeGreaterThan(0);
  });

  it("are assumed for clusters that differ, and it is said which", async () => {
    const inventory = inventoryOf(await snapshotOf(await demo()));
    const { settings } = scopeOf(inventory, "vpc", vpcNamed(inventory.snapshot, "production"));
    expect(settings).toMatchObject({ assumed: true, env: SHIPPED_POOL_ASSUMPTION.env });
    expect(settings.notice).toMatch(/^In the embedded account prod-\w+, .* and prod-\w+ differ in their settings/);
  });

  it("yield to those that the operator gave", async () => {
    const given = { assumed: false, label: "from ENISCOPE_CNI_ENV", env: { WARM_IP_TARGET: "7" } };
    const { settings } = scopeOf(inventoryOf(await snapshotOf(await demo()), given), "cluster", "prod-tuned");
    expect(settings).toEqual(given);
  });
});

describe("todaysSettings", () => {
  const node = (clusterName: string | null, isAutoMode = false) => ({ clusterName, isAutoMode }) as Node;
  const of = (environments: Readonly<Record<string, Readonly<Record<string, string>>>>, nodes: readonly Node[]) => {
    const snapshot = { disclosedEnvironments: new Map(Object.entries(environments)) };
    const options = { pool: SHIPPED_POOL_ASSUMPTION };
    return todaysSettings({ snapshot, options } as unknown as Inventory, nodes);
  };
  const tuned = (name: string, WARM_IP_TARGET = "2") => ({ WARM_IP_TARGET, CLUSTER_NAME: name });
  const assumed = { pool: SHIPPED_POOL_ASSUMPTION, notice: null };

  it("of clusters that have the same are those, without a name that each has for itself", () => {
    const { pool, notice } = of({ a: tuned("a"), b: tuned("b") }, [node("a"), node("b")]);
    expect([pool.assumed, pool.env, notice]).toEqual([false, { WARM_IP_TARGET: "2" }, null]);
  });

  it.each([
    ["a cluster that discloses nothing", [node("a"), node("c")]],
    ["a node of no known cluster", [node("a"), node(null)]],
    ["no node at all", []],
  ])("are assumed with %s", (_, nodes) => {
    expect(of({ a: tuned("a") }, nodes)).toEqual(assumed);
  });

  it("are not those of Auto Mode's nodes, which have no aws-node", () => {
    expect(of({ a: tuned("a"), auto: {} }, [node("a"), node("auto", true)]).pool.env).toEqual(tuned("a"));
    expect(of({ auto: {} }, [node("auto", true)])).toEqual(assumed);
  });

  it("name a few clusters that differ, and count many", () => {
    const names = ["a", "b", "c", "d", "e"];
    const environments = Object.fromEntries(names.map((name, place) => [name, tuned(name, String(place))]));
    const noticeOf = (count: number) =>
      of(
        environments,
        names.slice(0, count).map((name) => node(name)),
      ).notice;
    expect(noticeOf(2)).toContain("account a and b differ");
    expect(noticeOf(4)).toContain("account a, b, c and d differ");
    expect(noticeOf(5)).toContain("account 5 clusters here differ");
  });
});
