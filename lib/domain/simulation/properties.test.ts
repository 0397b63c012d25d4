import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resultOf } from "@/lib/domain/simulation/fixtures/ask";
import { type RandomRun, randomRuns } from "@/lib/domain/simulation/fixtures/random-run";
import { simulateWith } from "@/lib/domain/simulation/simulate";
import type { NodeFigures, SideResult, SimulationResult } from "@/lib/domain/simulation/simulation-result";
import { Simulator } from "@/lib/domain/simulation/simulator";

const sidesOf = ({ today, proposed }: SimulationResult): ["today" | "proposed", SideResult][] => [
  ["today", today],
  ["proposed", proposed],
];

/** A result without the time it took. */
const timeless = (result: SimulationResult): SimulationResult => ({
  ...result,
  figures: { ...result.figures, tookMs: 0 },
});

const sumOf = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0);

const check = (runs: number, property: (run: RandomRun) => void): void =>
  fc.assert(fc.property(randomRuns, property), { numRuns: runs });

describe("random scopes and inputs", () => {
  it("at every sample of every curve free + held + other = size, and no dip is lost", () => {
    check(60, ({ scope, input }) => {
      const result = resultOf(scope, input);
      for (const [, side] of sidesOf(result)) {
        const subnetCount = side.curves.length - 1;
        for (const curve of side.curves) {
          expect(curve.usable).toBe(curve.size - 5 * (curve.subnetId === null ? subnetCount : 1));
          // One expect for all samples of a curve: one for each takes longer than the simulation itself.
          const wrong: string[] = [];
          for (let sample = 0; sample < result.times.length; sample++) {
            const [free = -1, held = -1, lowest = -1, blocks = -1] = [
              curve.free[sample],
              curve.held[sample],
              curve.lowestFree[sample],
              curve.freeBlocks[sample],
            ];
            const isSum = free + held + curve.otherAddressCount === curve.size;
            const isLowest = lowest <= free && lowest >= curve.lowest.free;
            if (!isSum || !isLowest || blocks > Math.floor(free / 16))
              wrong.push(`sample ${sample}: ${free} free, ${held} held, ${lowest} lowest, ${blocks} blocks`);
          }
          expect(wrong).toEqual([]);
          expect(Math.min(...curve.lowestFree)).toBe(curve.lowest.free);
          expect(Math.min(...curve.lowestFreeBlocks)).toBe(curve.lowestBlocks.freeBlocks);
          expect(curve.now).toEqual({ free: curve.free[0], freeBlocks: curve.freeBlocks[0] });
          expect(curve.end).toEqual({ free: curve.free.at(-1), freeBlocks: curve.freeBlocks.at(-1) });
        }
      }
    });
  });

  it("the curve of all together is the sum of the subnets' curves", () => {
    check(40, ({ scope, input }) => {
      for (const [, { curves }] of sidesOf(resultOf(scope, input))) {
        const subnets = curves.filter(({ subnetId }) => subnetId !== null);
        const total = curves.at(-1);
        for (const key of ["free", "freeBlocks", "held"] as const) {
          const sums = Array.from(total?.[key] ?? [], (_, at) => sumOf(subnets.map((curve) => curve[key][at] ?? 0)));
          expect([...(total?.[key] ?? [])]).toEqual(sums);
        }
        expect(total?.size).toBe(sumOf(subnets.map(({ size }) => size)));
        expect(total?.otherAddressCount).toBe(sumOf(subnets.map(({ otherAddressCount }) => otherAddressCount)));
      }
    });
  });

  it("what the nodes hold is what the subnets' curves say is held, at the start and at the end", () => {
    check(60, ({ scope, input }) => {
      for (const [, { curves, start, end }] of sidesOf(resultOf(scope, input))) {
        const held = curves.at(-1)?.held ?? new Int32Array();
        expect(sumOf(start.held)).toBeGreaterThanOrEqual(0);
        expect(sumOf(end.held)).toBe(held.at(-1));
      }
    });
  });

  it("each node's figures fit together", () => {
    check(40, ({ scope, input }) => {
      for (const [, { start, end }] of sidesOf(resultOf(scope, input)))
        for (const figures of [start, end]) checkFigures(figures);
    });
  });

  it("atOnce + later + never = heldToday, and the reasons of each add up to it", () => {
    check(60, ({ scope, input }) => {
      const { release } = resultOf(scope, input);
      if (!release) return;
      const { atOnce, later, never } = release;
      expect(atOnce.addressCount + later.addressCount + never.addressCount).toBe(release.heldToday);
      for (const { addressCount, reasons } of [atOnce, later, never]) {
        expect(sumOf(reasons.map((reason) => reason.addressCount))).toBe(addressCount);
      }
      expect(later.ifNodesRoll).toBeLessThanOrEqual(later.addressCount);
      expect(later.ifPodsLeave).toBeLessThanOrEqual(later.addressCount);
      expect(later.ifNodesRoll + later.ifPodsLeave).toBeGreaterThanOrEqual(later.addressCount);
      expect(sumOf(release.bySubnet.map(({ heldToday }) => heldToday))).toBe(release.heldToday);
      expect(sumOf(release.bySubnet.map((subnet) => subnet.atOnce))).toBe(atOnce.addressCount);
      expect(sumOf(release.bySubnet.map((subnet) => subnet.later))).toBe(later.addressCount);
      expect(sumOf(release.bySubnet.map((subnet) => subnet.never))).toBe(never.addressCount);
      for (const subnet of release.bySubnet) {
        expect(subnet.atOnce + subnet.later + subnet.never).toBe(subnet.heldToday);
        expect(Math.min(subnet.later, subnet.never)).toBeGreaterThanOrEqual(0);
      }
    });
  });

  it("equal scopes and inputs give equal results, on whatever simulator and after whatever other run", () => {
    fc.assert(
      fc.property(randomRuns, randomRuns, (asked, other) => {
        const { scope, input } = asked;
        const first = timeless(resultOf(scope, input));
        const simulator = new Simulator(scope);
        simulateWith(simulator, { ...other.input, today: input.today });
        const outcome = simulateWith(simulator, structuredClone(input));
        expect(outcome.kind === "done" && timeless(outcome.result)).toEqual(first);
      }),
      { numRuns: 25 },
    );
  });

  it("a run that is stopped anywhere leaves nothing behind: the next one gives the same", () => {
    fc.assert(
      fc.property(randomRuns, fc.nat(400), ({ scope, input }, stopAfter) => {
        const simulator = new Simulator(scope);
        let asked = 0;
        const stopped = simulateWith(simulator, input, { shouldStop: () => asked++ >= stopAfter });
        const outcome = simulateWith(simulator, input);
        expect(outcome.kind === "done" && timeless(outcome.result)).toEqual(timeless(resultOf(scope, input)));
        if (stopped.kind === "stopped") expect(asked).toBe(stopAfter + 1);
      }),
      { numRuns: 25 },
    );
  });

  it("without a change both sides are one", () => {
    check(30, ({ scope, input }) => {
      const same = { ...input, proposal: { env: { ...input.today }, movedNodes: null } };
      const result = resultOf(scope, same);
      expect(result.proposed).toEqual(result.today);
      expect([result.release, result.goBack]).toEqual([null, null]);
    });
  });

  it("the scope is left as it was", () => {
    check(15, ({ scope, input }) => {
      const before = structuredClone({ scope, input });
      resultOf(scope, input);
      expect({ scope, input }).toEqual(before);
    });
  });
});

function checkFigures({ eniCount, total, assigned, warm, cooling, held, exists }: NodeFigures): void {
  for (const [node, isThere] of exists.entries()) {
    const of = (values: ArrayLike<number>): number => values[node] ?? -1;
    expect(of(assigned) + of(warm) + of(cooling)).toBe(of(total));
    expect(of(held)).toBeGreaterThanOrEqual(of(total) + of(eniCount));
    expect(isThere === 1).toBe(of(eniCount) > 0);
  }
}

describe("a look into a node", () => {
  const nodeCount = ({ newNodes }: SimulationResult, scope: RandomRun["scope"]): number =>
    scope.nodes.length + newNodes.length;

  it("at a sample, all nodes together hold what the curves say, where no EC2 call is under way", () => {
    fc.assert(
      fc.property(randomRuns, fc.nat(1_000), ({ scope, input }, pick) => {
        const simulator = new Simulator(scope);
        const outcome = simulateWith(simulator, { ...input, ec2: "instant" });
        if (outcome.kind !== "done") throw new Error(outcome.kind);
        const { times } = outcome.result;
        const sample = pick % times.length;
        for (const [name, { curves }] of sidesOf(outcome.result)) {
          let held = 0;
          for (let node = 0; node < nodeCount(outcome.result, scope); node++) {
            const moment = simulator.nodeAt(name, node, times[sample] ?? 0);
            for (const { entries } of moment?.enis ?? []) {
              held += 1 + sumOf(entries.map(({ isPrefix }) => (isPrefix ? 16 : 1)));
            }
          }
          expect(held).toBe(curves.at(-1)?.held[sample]);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("at the end gives the figures of the end", () => {
    check(30, ({ scope, input }) => {
      const simulator = new Simulator(scope);
      const outcome = simulateWith(simulator, input);
      if (outcome.kind !== "done") throw new Error(outcome.kind);
      const endAt = outcome.result.times.at(-1) ?? 0;
      for (const [name, { end }] of sidesOf(outcome.result)) {
        for (let node = 0; node < nodeCount(outcome.result, scope); node++) {
          const moment = simulator.nodeAt(name, node, endAt);
          const entries = moment?.enis.flatMap((eni) => eni.entries) ?? [];
          expect({
            enis: moment?.enis.length ?? 0,
            assigned: sumOf(entries.map(({ assigned }) => assigned)),
            cooling: sumOf(entries.map(({ cooling }) => cooling)),
            prefixes: entries.filter(({ isPrefix }) => isPrefix).length,
            waiting: moment?.waitingPodCount ?? 0,
          }).toEqual({
            enis: end.eniCount[node],
            assigned: end.assigned[node],
            cooling: end.cooling[node],
            prefixes: end.prefixes[node],
            waiting: end.waiting[node],
          });
        }
      }
    });
  });

  it("is the same whether moments are asked for forwards, backwards or once", () => {
    fc.assert(
      fc.property(randomRuns, fc.array(fc.nat(900), { minLength: 2, maxLength: 6 }), ({ scope, input }, moments) => {
        const simulator = new Simulator(scope);
        simulateWith(simulator, input);
        const forwards = moments.map((second) => simulator.nodeAt("proposed", 0, second * 1_000));
        const other = new Simulator(scope);
        simulateWith(other, input);
        const backwards = moments.toReversed().map((second) => other.nodeAt("proposed", 0, second * 1_000));
        expect(backwards.toReversed()).toEqual(forwards);
      }),
      { numRuns: 20 },
    );
  });

  it("is null before any run, for no such node and for no such moment", () => {
    check(3, ({ scope, input }) => {
      const simulator = new Simulator(scope);
      expect(simulator.nodeAt("today", 0, 0)).toBeNull();
      simulateWith(simulator, input);
      const asked = [
        [-1, 0],
        [99, 0],
        [0, -1],
        [0, 1e9],
        [0, Number.NaN],
      ] as const;
      for (const [node, at] of asked) expect(simulator.nodeAt("today", node, at)).toBeNull();
      expect(simulator.nodeAt("today", 0, 0.5)?.atMs).toBe(0);
    });
  });
});
