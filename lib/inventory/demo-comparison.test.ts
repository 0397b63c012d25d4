import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import type { DemoBegin } from "@/lib/domain/api/demo";
import type { SimulationScope } from "@/lib/domain/api/simulation";
import { HOUR_MS } from "@/lib/domain/time-units";
import { compareWithDemo } from "@/lib/inventory/fixtures/compare-with-demo";
import { openDemoSource } from "@/lib/inventory/fixtures/demo-source";

/** Not on a whole second, nor on a whole tick of the account. */
const STARTED_AT = Date.parse("2026-01-15T10:00:00.123Z");
const ROLLOUT = { atSeconds: 20, maxUnavailableShare: 0.1, restartSeconds: 30 };
const SMALL = { WARM_ENI_TARGET: "0", WARM_IP_TARGET: "2", MINIMUM_IP_TARGET: "10" };

type DemoSource = Awaited<ReturnType<typeof openDemoSource>>;

const open: DemoSource[] = [];
afterEach(async () => {
  for (const source of open.splice(0)) await source.close();
});

/** An account that has lived so long; its time passes with a clock that stands still unless it is moved. */
async function livedFor(hours: number, { seed = 1, nodeCount = 60 } = {}): Promise<DemoSource> {
  let now = STARTED_AT;
  const source = await openDemoSource({ seed, nodeCount, speed: 1, startTime: STARTED_AT, now: () => now });
  open.push(source);
  now += hours * HOUR_MS;
  return source;
}

const freeAtStart = ({ subnets }: SimulationScope, name: string): number | null =>
  subnets.find((subnet) => subnet.name === name)?.freeAddressCount ?? null;

describe("the account, really patched, has the free addresses and blocks that were predicted", () => {
  it("in the story: three all but full subnets get their addresses back, at every sample as many as predicted", async () => {
    const source = await livedFor(0);
    const { scope, sampleCount, differences, readings, heldCount } = await compareWithDemo(
      source,
      { cluster: "astronomer-dev", changes: SMALL, rollout: ROLLOUT },
      3_600,
    );
    expect(["a", "b", "c"].map((zone) => freeAtStart(scope, `dev-private-${zone}`))).toEqual([3, 8, 58]);
    expect(differences).toEqual([]);
    expect(sampleCount).toBeGreaterThan(200);
    for (const { free } of readings.values()) expect(free.at(-1)).toBeGreaterThan(free[0] ?? 0);
    expect(heldCount).toBeLessThan(570 / 2);
  });

  it.each([
    { cluster: "prod-tuned", changes: { WARM_IP_TARGET: "5", MINIMUM_IP_TARGET: null }, what: "discovered subnets" },
    {
      cluster: "prod-tuned",
      changes: { ENABLE_PREFIX_DELEGATION: "true" },
      what: "prefixes of discovered subnets",
      movesBlocks: true,
    },
    { cluster: "prod-secured", changes: SMALL, what: "trunk and branch ENIs" },
    { cluster: "prod-batch", changes: { WARM_ENI_TARGET: "2" }, what: "several instance types" },
    {
      cluster: "prod-main",
      changes: { WARM_IP_TARGET: "5", MINIMUM_IP_TARGET: "30" },
      what: "prefixes out of a CIDR reservation",
      movesBlocks: true,
    },
    { cluster: "prod-main", changes: { WARM_PREFIX_TARGET: "3" }, what: "more prefixes", movesBlocks: true },
    {
      cluster: "prod-main",
      changes: { ENABLE_PREFIX_DELEGATION: "false" },
      what: "prefixes that go back to a reservation",
      movesBlocks: true,
    },
    {
      cluster: "ml-prepare",
      changes: { ENABLE_PREFIX_DELEGATION: "false" },
      what: "Xen and bare metal",
      movesBlocks: true,
    },
    { cluster: "astronomer-dev", changes: { WARM_ENI_TARGET: "3" }, what: "subnets with no room for it" },
    {
      cluster: "astronomer-dev",
      changes: { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "2" },
      what: "subnets without a block",
    },
  ])("with $what ($cluster)", async ({ cluster, changes, movesBlocks = false }) => {
    const source = await livedFor(3);
    const { differences, sampleCount, readings } = await compareWithDemo(source, {
      cluster,
      changes,
      rollout: ROLLOUT,
    });
    expect(differences).toEqual([]);
    expect(sampleCount).toBeGreaterThan(100);
    const moved = [...readings.values()].some(({ freeBlocks }) => new Set(freeBlocks).size > 1);
    if (movesBlocks) expect(moved).toBe(true);
  });

  it("with custom networking and prefixes", async () => {
    const source = await livedFor(0.2, { nodeCount: 500 });
    const changes = { ENABLE_PREFIX_DELEGATION: "false", WARM_ENI_TARGET: null, WARM_IP_TARGET: "3" };
    const request = { cluster: "prefix-003", changes, rollout: ROLLOUT };
    const { differences, scope, readings } = await compareWithDemo(source, request);
    expect(differences).toEqual([]);
    expect([...readings.values()].some(({ freeBlocks }) => new Set(freeBlocks).size > 3)).toBe(true);
    expect(scope.nodes.length).toBe(44);
    expect(scope.nodes.every(({ podSubnet, subnet }) => podSubnet !== null && podSubnet !== subnet)).toBe(true);
  });

  it("whatever the seed, the age, the cluster, the settings and the rollout", async () => {
    const target = (...values: (string | null)[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
    const changes = fc.record(
      {
        WARM_ENI_TARGET: target("0", "1", "3", null),
        WARM_IP_TARGET: target("0", "1", "5", "20", null),
        MINIMUM_IP_TARGET: target("0", "10", "30", null),
        WARM_PREFIX_TARGET: target("0", "1", "2", null),
        ENABLE_PREFIX_DELEGATION: target("true", "false", null),
        MAX_ENI: target("1", "3", null),
        IP_COOLDOWN_PERIOD: target("0", "60", null),
        ENABLE_SUBNET_DISCOVERY: target("false", null),
      },
      { requiredKeys: [] },
    );
    const cases = fc.record({
      seed: fc.nat(1_000),
      hours: fc.double({ min: 0, max: 5, noNaN: true }),
      cluster: fc.constantFrom("astronomer-dev", "prod-main", "prod-tuned", "prod-secured", "prod-batch", "ml-prepare"),
      changes: changes.map(withoutUndefined),
      rollout: fc.record({
        atSeconds: fc.constantFrom(0, 7, 60),
        maxUnavailableShare: fc.constantFrom(0.1, 0.34, 1),
        restartSeconds: fc.constantFrom(5, 30),
      }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ seed, hours, ...request }) => {
        const source = await livedFor(hours, { seed });
        expect((await compareWithDemo(source, request)).differences).toEqual([]);
      }),
      { numRuns: 6 },
    );
  });
});

const withoutUndefined = (changes: Readonly<Record<string, string | null | undefined>>): DemoBegin["changes"] =>
  Object.fromEntries(
    Object.entries(changes).filter((entry): entry is [string, string | null] => entry[1] !== undefined),
  );
