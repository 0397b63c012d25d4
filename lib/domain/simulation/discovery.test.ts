import { describe, expect, it } from "vitest";
import type { SimulationScope } from "@/lib/domain/api/simulation";
import { inputTo, resultOf, SMALL_CLUSTER, totalOf, withLoad } from "@/lib/domain/simulation/fixtures/ask";
import { liveScope, SHIPPED, subnetId } from "@/lib/domain/simulation/fixtures/live-scope";

const subnets = [
  { cidr: "10.0.0.0/26", zone: "a" },
  { cidr: "10.0.1.0/24", zone: "a", isForCni: true },
  { cidr: "10.0.2.0/24", zone: "b", isForCni: true },
];
/** One node in a small subnet, its further ENI there too: the tag has come later. */
const scope: SimulationScope = {
  ...liveScope({
    nodes: [{ type: "m5.large", subnet: 0, pods: 5 }],
    subnets: subnets.map(({ cidr, zone }) => ({ cidr, zone })),
  }),
};
const tagged: SimulationScope = {
  ...scope,
  subnets: scope.subnets.map((subnet, number) => ({ ...subnet, isForCni: subnets[number]?.isForCni === true })),
};
const burst = { pods: 15, nodes: 1, withinSeconds: 10, atSeconds: 100 };
const load = withLoad({ burst });
const heldAtEnd = (of: SimulationScope, env = SHIPPED) =>
  Object.fromEntries(
    resultOf(of, inputTo(env, { today: env, load })).today.curves.map((curve) => [curve.subnetId, curve.held.at(-1)]),
  );

describe("subnet discovery", () => {
  it("puts a new ENI into the tagged subnet of the zone that has most room, never into another zone's", () => {
    expect(heldAtEnd(tagged)).toEqual({ [subnetId(0)]: 20, [subnetId(1)]: 10, null: 30 });
  });

  it("that is turned off, or has no tagged subnet, puts it into the node's own", () => {
    expect(heldAtEnd(scope)).toEqual({ [subnetId(0)]: 30, null: 30 });
    expect(heldAtEnd(tagged, { ...SHIPPED, ENABLE_SUBNET_DISCOVERY: "false" })).toMatchObject({ [subnetId(0)]: 30 });
  });

  it("shows a curve of each subnet that it may choose, and of no other", () => {
    const { curves } = resultOf(tagged, inputTo(SHIPPED)).today;
    expect(curves.map((curve) => curve.subnetId)).toEqual([subnetId(0), subnetId(1), null]);
  });
});

describe("addresses that nothing explains", () => {
  const hidden: SimulationScope = {
    ...scope,
    subnets: scope.subnets.map((subnet, number) => ({ ...subnet, unexplainedAddressCount: number === 0 ? 7 : 0 })),
  };

  it("are taken: the number of free addresses does not depend on where they are thought to be", () => {
    for (const seed of [1, 2, 3]) {
      const { today } = resultOf(hidden, inputTo(SMALL_CLUSTER, { seed }));
      expect(totalOf(today).now.free).toBe(64 - 5 - 20 - 7);
      expect(totalOf(today).otherAddressCount).toBe(5 + 7);
    }
  });

  it("make the number of free blocks a matter of the draw: the band shows it", () => {
    const { proposed } = resultOf(hidden, inputTo(SMALL_CLUSTER, { seededOrders: 8 }));
    const { freeBand, freeBlocksBand } = totalOf(proposed);
    expect(freeBand?.low[0]).toBe(freeBand?.high[0]);
    expect(freeBlocksBand?.low[0]).toBeLessThanOrEqual(freeBlocksBand?.high[0] ?? 0);
  });
});

describe("cooling", () => {
  const drained = (env: typeof SHIPPED) =>
    resultOf(
      liveScope({ nodes: [{ type: "t3.2xlarge", subnet: 0, pods: 20 }], subnets: [{ cidr: "10.0.0.0/24" }] }),
      inputTo(env, { today: env, load: withLoad({ drain: { share: 1, atSeconds: 100 } }), durationSeconds: 900 }),
    );

  it("keeps an ENI for as long as an address on it cools", () => {
    const downAt = (period: string): number => {
      const { times, today } = drained({ ...SHIPPED, IP_COOLDOWN_PERIOD: period });
      return times[totalOf(today).held.indexOf(15)] ?? Number.NaN;
    };
    // Drained at 100 s; ENIs go one a look, every five seconds, as soon as they may.
    expect(downAt("0")).toBeLessThanOrEqual(115_000);
    expect(downAt("300")).toBeGreaterThanOrEqual(400_000);
    expect(downAt("300")).toBeLessThanOrEqual(415_000);
  });

  it("ends: the pool comes down to one ENI in the end", () => {
    const { today } = drained(SHIPPED);
    expect(totalOf(today).held.at(-1)).toBe(15);
    expect(today.end.cooling[0]).toBe(0);
  });

  it("counts neither as warm nor as assigned", () => {
    const simulated = resultOf(
      liveScope({ nodes: [{ type: "t3.2xlarge", subnet: 0, pods: 20 }], subnets: [{ cidr: "10.0.0.0/24" }] }),
      inputTo(SHIPPED, { load: withLoad({ drain: { share: 1, atSeconds: 595 } }), durationSeconds: 600 }),
    );
    const { assigned, cooling, warm, total } = simulated.today.end;
    expect([assigned[0], cooling[0]]).toEqual([0, 20]);
    expect(warm[0]).toBe((total[0] ?? 0) - 20);
  });
});
