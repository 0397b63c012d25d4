import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expireCooling } from "@/lib/domain/ipamd/cooling";
import { comparable } from "@/lib/domain/ipamd/fixtures/comparable";
import { checkTotals, devicesOf, entriesOf } from "@/lib/domain/ipamd/fixtures/pool-totals";
import { randomScenario } from "@/lib/domain/ipamd/fixtures/random-scenario";
import { checkpoint, type Fleet, init } from "@/lib/domain/ipamd/fleet";
import { createContext } from "@/lib/domain/ipamd/ipamd-context";
import { eniPrimaryAddress, eniSubnet, entrySize, nodePoolCopier } from "@/lib/domain/ipamd/node-pool";
import { RUNNING } from "@/lib/domain/ipamd/node-process";
import { parseScenario } from "@/lib/domain/ipamd/parse-scenario";
import { POOL_MONITOR_INTERVAL_MS, updateIPPoolIfRequired } from "@/lib/domain/ipamd/pool-manager-step";
import { run, step } from "@/lib/domain/ipamd/run-fleet";
import type { Scenario } from "@/lib/domain/ipamd/scenario";
import { SimulatedEc2 } from "@/lib/domain/ipamd/simulated-ec2";
import { isTaken } from "@/lib/domain/ipamd/subnet-space";
import { traceScenario } from "@/lib/domain/ipamd/trace";
import { ascendingOrder, seededOrder } from "@/lib/domain/ipamd/visit-order";
import { lookUpInstanceLimits } from "@/lib/domain/vpc/instance-limits";

/** Every address of a subnet is reserved, in use before, held by exactly one holder, or free. */
function checkSubnets(fleet: Fleet, scenario: Scenario): void {
  const holders = scenario.subnets.map((subnet, index) => {
    const size = fleet.account.subnets[index]?.size ?? 0;
    const reserved = [0, 1, 2, 3, size - 1];
    return [
      ...reserved,
      ...subnet.preAllocated.flatMap(([first, count]) => Array.from({ length: count }, (_, i) => first + i)),
    ];
  });
  const hold = (subnet: number, first: number, count = 1): void => {
    for (let offset = first; offset < first + count; offset++) holders[subnet]?.push(offset);
  };
  for (const { pool, held, trunk } of fleet.processes) {
    for (const device of devicesOf(pool)) hold(eniSubnet(pool, device), eniPrimaryAddress(pool, device));
    for (const { device, address, at } of entriesOf(pool)) hold(eniSubnet(pool, device), address, entrySize(pool, at));
    for (const { newEni, device, addresses, prefixes } of held?.arrivals ?? []) {
      const subnet = newEni?.subnet ?? eniSubnet(pool, device);
      if (newEni) hold(subnet, newEni.primaryAddress);
      for (const address of addresses) hold(subnet, address, prefixes ? 16 : 1);
    }
    for (const { subnet, primaryAddress, addresses, prefixes } of held?.departures ?? []) {
      if (primaryAddress !== null) hold(subnet, primaryAddress);
      for (const address of addresses) hold(subnet, address);
      for (const prefix of prefixes) hold(subnet, prefix, 16);
    }
    for (const { subnet, address } of [...(trunk?.branches ?? []), ...(trunk?.leaving ?? [])]) hold(subnet, address);
  }
  for (const [index, space] of fleet.account.subnets.entries()) {
    const held = holders[index] ?? [];
    expect(new Set(held).size).toBe(held.length);
    expect(held.every((offset) => isTaken(space, offset))).toBe(true);
    expect(space.freeCount + held.length).toBe(space.size);
    const blocks = Array.from({ length: space.size / 16 }, (_, block) => block * 16);
    const freeBlocks = blocks.filter(
      (block) => !Array.from({ length: 16 }, (_, i) => block + i).some((offset) => isTaken(space, offset)),
    );
    expect(space.freeBlockCount).toBe(freeBlocks.length);
  }
}

const kinds = [
  { isSlow: false, hasExtras: false, order: ascendingOrder() },
  { isSlow: false, hasExtras: true, order: seededOrder(7) },
  { isSlow: true, hasExtras: false, order: ascendingOrder() },
  { isSlow: true, hasExtras: true, order: seededOrder(1) },
];
const nameOf = ({ isSlow, hasExtras, order }: (typeof kinds)[number]): string =>
  `${isSlow ? "slow" : "instant"} EC2${hasExtras ? ", trunks and further cards" : ""}, ${order.kind} order`;

describe.each(kinds.map((kind) => [nameOf(kind), kind] as const))("random fleets: %s", (_name, kind) => {
  it("at every instant no address is held twice, and each is reserved, held or free", () => {
    fc.assert(
      fc.property(randomScenario(kind), (scenario) => {
        expect(parseScenario(scenario, lookUpInstanceLimits)).toMatchObject({ ok: true });
        const fleet = init(scenario, kind.order);
        do checkSubnets(fleet, scenario);
        while (step(fleet) !== null);
      }),
      { numRuns: 25 },
    );
  });

  it("at every instant the totals are right, assigned ≤ total and ENIs ≤ limit", () => {
    fc.assert(
      fc.property(randomScenario(kind), (scenario) => {
        const fleet = init(scenario, kind.order);
        while (step(fleet) !== null) {
          for (const [index, { pool }] of fleet.processes.entries()) {
            checkTotals(pool);
            expect(pool.eniCount).toBeLessThanOrEqual(fleet.plan.nodes[index]?.limits.maxEnis ?? 0);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it("a run cut anywhere and resumed equals the run uncut", () => {
    fc.assert(
      fc.property(randomScenario(kind), fc.integer({ min: 0, max: 300_000 }), (scenario, cut) => {
        const uncut = init(scenario, kind.order);
        run(uncut, scenario.endAt);
        const fleet = init(scenario, kind.order);
        run(fleet, cut);
        const resumed = checkpoint(fleet);
        run(fleet, scenario.endAt);
        run(resumed, scenario.endAt);
        expect(comparable(fleet)).toEqual(comparable(uncut));
        expect(comparable(resumed)).toEqual(comparable(uncut));
      }),
      { numRuns: 40 },
    );
  });
});

describe("what is left out and what is repeated", () => {
  it("no step that is left out could have done anything", () => {
    fc.assert(
      fc.property(randomScenario({ isSlow: false, hasExtras: true }), (scenario) => {
        const fleet = init(scenario);
        for (let now = step(fleet); now !== null; now = step(fleet)) expectIdleUntilNextLook(fleet, now);
      }),
      { numRuns: 60 },
    );
  });

  it("the same seed gives the same trace", () => {
    fc.assert(
      fc.property(randomScenario({ isSlow: false, hasExtras: false }), fc.integer(), (scenario, seed) => {
        expect(traceScenario(scenario, seededOrder(seed))).toEqual(traceScenario(scenario, seededOrder(seed)));
      }),
      { numRuns: 20 },
    );
  });
});

/** Takes every step up to the one that is planned on a copy of each node, and finds it as it was. */
function expectIdleUntilNextLook(fleet: Fleet, now: number): void {
  const ec2 = new SimulatedEc2(checkpoint(fleet).account);
  for (const [node, { pool, status, readyAt }] of fleet.processes.entries()) {
    if (status !== RUNNING) continue;
    const until = Math.min(fleet.looks.timeOf[node] ?? 0, now + 130_000);
    const copyPool = nodePoolCopier([pool, pool]);
    const copy = copyPool(pool);
    const context = createContext(ec2, ascendingOrder());
    for (let look = readyAt + 2_500; look < until; look += POOL_MONITOR_INTERVAL_MS) {
      if (look <= now) continue;
      updateIPPoolIfRequired(copy, look, context);
    }
    const asItWas = copyPool(pool);
    expireCooling(asItWas, Math.max(now, until));
    expireCooling(copy, Math.max(now, until));
    expect(copy).toEqual(asItWas);
  }
}
