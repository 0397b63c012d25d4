import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EC2_TOKEN_BUCKETS } from "@/lib/domain/ipamd/ec2-delays";
import { comparable } from "@/lib/domain/ipamd/fixtures/comparable";
import { randomScenario } from "@/lib/domain/ipamd/fixtures/random-scenario";
import { checkpoint, type Fleet, init } from "@/lib/domain/ipamd/fleet";
import { createRunner, run } from "@/lib/domain/ipamd/run-fleet";
import { ListeningEc2 } from "@/lib/domain/simulation/listening-ec2";
import { heldBySubnet, nodeFiguresOf, typeFiguresOf } from "@/lib/domain/simulation/node-figures";
import { terminateNode } from "@/lib/domain/simulation/terminate-node";

const slow = { isSlow: true, hasExtras: false };
const quick = { isSlow: false, hasExtras: false };

const listen = (fleet: Fleet): ListeningEc2 =>
  new ListeningEc2(fleet, heldBySubnet(fleet), [...fleet.account.subnets.keys()]);

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0);

describe("an EC2 that listens", () => {
  it.each([
    ["quick", quick],
    ["slow", slow],
  ])("changes nothing of what happens: calls that are %s", (_name, options) => {
    fc.assert(
      fc.property(randomScenario(options), (scenario) => {
        const heard = init(scenario);
        run(heard, scenario.endAt, null, listen(heard));
        const plain = init(scenario);
        run(plain, scenario.endAt);
        expect(heard).toEqual(plain);
      }),
      { numRuns: 30 },
    );
  });

  it("knows what is free and held of each subnet, and the sum, at any time", () => {
    fc.assert(
      fc.property(randomScenario(quick), fc.integer({ min: 0, max: 300_000 }), (scenario, until) => {
        const fleet = init(scenario);
        const ec2 = listen(fleet);
        run(fleet, until, null, ec2);
        const held = heldBySubnet(fleet);
        for (const [number, { freeCount, freeBlockCount }] of fleet.account.subnets.entries()) {
          const level = ec2.levels[number];
          expect([level?.free, level?.freeBlocks, level?.held]).toEqual([freeCount, freeBlockCount, held[number]]);
        }
        expect(ec2.total.free).toBe(sum(fleet.account.subnets.map(({ freeCount }) => freeCount)));
        expect(ec2.total.held).toBe(sum(held));
      }),
      { numRuns: 40 },
    );
  });

  it("hears the same however little is done without a break, in the middle of an instant too", () => {
    fc.assert(
      fc.property(randomScenario(slow), fc.integer({ min: 1, max: 9 }), (scenario, budget) => {
        const whole = init(scenario);
        const once = listen(whole);
        run(whole, scenario.endAt, null, once);
        const fleet = init(scenario);
        const ec2 = listen(fleet);
        const runOn = createRunner(fleet, null, ec2);
        let breaks = 0;
        while (!runOn(scenario.endAt, budget)) breaks++;
        expect(comparable(fleet)).toEqual(comparable(whole));
        expect(ec2.callsPerSecond).toEqual(once.callsPerSecond);
        expect(breaks).toBeGreaterThanOrEqual(Math.floor(whole.processes.length / budget));
      }),
      { numRuns: 30 },
    );
  });

  it("hears the same in whatever stretches the run is made, on one runner or on many", () => {
    const cuts = fc
      .array(fc.integer({ min: 0, max: 299_999 }), { maxLength: 6 })
      .map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(randomScenario(slow), cuts, (scenario, stretches) => {
        const whole = init(scenario);
        const once = listen(whole);
        run(whole, scenario.endAt, null, once);
        for (const isKept of [true, false]) {
          const fleet = init(scenario);
          const ec2 = listen(fleet);
          const kept = createRunner(fleet, null, ec2);
          for (const until of [...stretches, scenario.endAt]) {
            if (isKept) kept(until);
            else run(fleet, until, null, ec2);
          }
          expect(comparable(fleet)).toEqual(comparable(whole));
          expect(ec2.callsPerSecond).toEqual(once.callsPerSecond);
          expect(ec2.total.lowestFree).toEqual(once.total.lowestFree);
          expect(ec2.lastChangeAt).toBe(once.lastChangeAt);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("counts each call once, in its bucket", () => {
    fc.assert(
      fc.property(randomScenario(quick), (scenario) => {
        const fleet = init(scenario);
        const ec2 = listen(fleet);
        run(fleet, scenario.endAt, null, ec2);
        expect(ec2.callsPerSecond).toHaveLength(EC2_TOKEN_BUCKETS.length);
        for (const [bucket, calls] of ec2.callsPerSecond.entries()) {
          expect(sum(calls)).toBeGreaterThanOrEqual(ec2.failedCalls[bucket] ?? 0);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("keeps the lowest level since the last sample apart from the lowest of all", () => {
    fc.assert(
      fc.property(randomScenario(quick), fc.integer({ min: 0, max: 299_999 }), (scenario, middle) => {
        const fleet = init(scenario);
        const ec2 = listen(fleet);
        run(fleet, middle, null, ec2);
        const before = ec2.total.lowestFree.low;
        ec2.sampled();
        expect(ec2.total.lowestFree.sinceSample).toBe(ec2.total.free);
        run(fleet, scenario.endAt, null, ec2);
        const { low, sinceSample } = ec2.total.lowestFree;
        expect(low).toBe(Math.min(before, sinceSample));
      }),
      { numRuns: 30 },
    );
  });
});

describe("a node that is ended", () => {
  it("gives back all it holds, calls under way included, and the others go on", () => {
    fc.assert(
      fc.property(randomScenario(slow), fc.integer({ min: 0, max: 299_999 }), fc.nat(3), (scenario, at, pick) => {
        const fleet = init({ ...scenario, events: [] });
        const ec2 = listen(fleet);
        run(fleet, at, null, ec2);
        const node = pick % fleet.processes.length;
        const { held } = nodeFiguresOf(fleet, fleet.processes.length);
        const before = { free: ec2.total.free, held: ec2.total.held };
        terminateNode(fleet, node, ec2);
        expect(ec2.total.free - before.free).toBe(held[node]);
        expect(before.held - ec2.total.held).toBe(held[node]);
        const { exists } = nodeFiguresOf(fleet, fleet.processes.length);
        expect(exists[node]).toBe(0);
        run(fleet, scenario.endAt, null, ec2);
        const after = nodeFiguresOf(fleet, fleet.processes.length);
        expect([after.held[node], after.exists[node]]).toEqual([0, 0]);
        expect(sum(after.held)).toBe(ec2.total.held);
      }),
      { numRuns: 40 },
    );
  });

  it("must be one", () => {
    fc.assert(
      fc.property(randomScenario(quick), (scenario) => {
        const fleet = init(scenario);
        expect(() => terminateNode(fleet, 99, listen(fleet))).toThrow(RangeError);
      }),
      { numRuns: 2 },
    );
  });
});

describe("the figures of nodes", () => {
  it("by type add up to those of the nodes, the type that holds most first", () => {
    fc.assert(
      fc.property(randomScenario(quick), (scenario) => {
        const fleet = init(scenario);
        run(fleet, scenario.endAt);
        const figures = nodeFiguresOf(fleet, scenario.nodes.length);
        const types = typeFiguresOf(scenario.nodes, figures);
        for (const key of ["eniCount", "total", "assigned", "warm", "prefixes", "held"] as const) {
          expect(sum(types.map((type) => type[key]))).toBe(sum(figures[key]));
        }
        expect(sum(types.map(({ nodeCount }) => nodeCount))).toBe(sum(figures.exists));
        expect(types.map(({ held }) => held)).toEqual(types.map(({ held }) => held).toSorted((a, b) => b - a));
      }),
      { numRuns: 30 },
    );
  });

  it("are read without changing what comes", () => {
    fc.assert(
      fc.property(randomScenario(slow), fc.integer({ min: 0, max: 299_999 }), (scenario, at) => {
        const read = init(scenario);
        run(read, at);
        const unread = checkpoint(read);
        nodeFiguresOf(read, read.processes.length);
        run(read, scenario.endAt);
        run(unread, scenario.endAt);
        expect(nodeFiguresOf(read, read.processes.length)).toEqual(nodeFiguresOf(unread, unread.processes.length));
        expect(read.account).toEqual(unread.account);
        expect(read.waits).toEqual(unread.waits);
      }),
      { numRuns: 30 },
    );
  });
});
