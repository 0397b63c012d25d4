import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bandOf } from "@/lib/domain/simulation/curves";
import { inputTo, resultOf, SMALL_CLUSTER, totalOf } from "@/lib/domain/simulation/fixtures/ask";
import { liveScope } from "@/lib/domain/simulation/fixtures/live-scope";
import { randomRuns } from "@/lib/domain/simulation/fixtures/random-run";
import type { Band, Curve } from "@/lib/domain/simulation/simulation-result";

function expectInside(values: Int32Array, lowest: Int32Array, band: Band | null): void {
  if (!band) throw new Error("no band");
  for (let sample = 0; sample < values.length; sample++) {
    expect(band.low[sample]).toBeLessThanOrEqual(lowest[sample] ?? 0);
    expect(band.high[sample]).toBeGreaterThanOrEqual(values[sample] ?? 0);
  }
}

describe("the band around a curve", () => {
  it("spans all runs: the fewest of any, and the most of any", () => {
    const band = bandOf(
      [Int32Array.of(5, 6, 7), Int32Array.of(4, 9, 7)],
      [Int32Array.of(3, 6, 7), Int32Array.of(4, 2, 7)],
    );
    expect([[...band.low], [...band.high]]).toEqual([
      [3, 2, 7],
      [5, 9, 7],
    ]);
  });

  it("of one run is that run", () => {
    const band = bandOf([Int32Array.of(5, -1)], [Int32Array.of(4, -2)]);
    expect([[...band.low], [...band.high]]).toEqual([
      [4, -2],
      [5, -1],
    ]);
  });

  it("contains the line, on both sides and for every subnet, whatever it spans", () => {
    fc.assert(
      fc.property(randomRuns, fc.integer({ min: 1, max: 3 }), fc.boolean(), ({ scope, input }, orders, spans) => {
        const result = resultOf(scope, { ...input, seededOrders: orders, spansPodRange: spans });
        for (const { curves } of [result.today, result.proposed]) {
          for (const { free, lowestFree, freeBand, freeBlocks, lowestFreeBlocks, freeBlocksBand } of curves) {
            expectInside(free, lowestFree, freeBand);
            expectInside(freeBlocks, lowestFreeBlocks, freeBlocksBand);
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  it("is not there where nothing is spanned, and is not part of the first stage", () => {
    const scope = liveScope({ nodes: [{ type: "m5.large", subnet: 0, pods: 3 }], subnets: [{ cidr: "10.0.0.0/24" }] });
    const bandsOf = (curves: readonly Curve[]) =>
      curves.flatMap(({ freeBand, freeBlocksBand }) => [freeBand, freeBlocksBand]);
    const none = resultOf(scope, inputTo(SMALL_CLUSTER));
    expect(bandsOf(none.proposed.curves).every((band) => band === null)).toBe(true);
  });

  it("has a width while nodes restart in an order that nobody knows, and none before and after", () => {
    const nodes = [2, 9, 14, 20, 28].map((pods) => ({ type: "t3.2xlarge" as const, subnet: 0, pods }));
    const scope = liveScope({ nodes, subnets: [{ cidr: "10.0.0.0/23" }] });
    const { times, proposed, rollout } = resultOf(scope, inputTo(SMALL_CLUSTER, { seededOrders: 4 }));
    const { freeBand } = totalOf(proposed);
    const widths = Array.from(times, (_, at) => (freeBand?.high[at] ?? 0) - (freeBand?.low[at] ?? 0));
    const during = widths.filter((_, at) => (times[at] ?? 0) > rollout.fromMs && (times[at] ?? 0) < rollout.toMs);
    expect(Math.max(...during)).toBeGreaterThan(0);
    expect(widths.filter((_, at) => (times[at] ?? 0) < rollout.fromMs).every((width) => width === 0)).toBe(true);
  });

  it("with the range of pods is as wide as the range makes it", () => {
    const known = liveScope({
      nodes: [{ type: "t3.2xlarge", subnet: 0, pods: 5 }],
      subnets: [{ cidr: "10.0.0.0/24" }],
    });
    const scope = { ...known, nodes: known.nodes.map((node) => ({ ...node, podRange: { low: 1, high: 14 } })) };
    const input = inputTo(SMALL_CLUSTER, { seededOrders: 0, spansPodRange: true });
    const { freeBand } = totalOf(resultOf(scope, input).proposed);
    // 14 pods and two warm addresses on two ENIs, against ten addresses on two.
    expect((freeBand?.high.at(-1) ?? 0) - (freeBand?.low.at(-1) ?? 0)).toBe(18 - 12);
  });
});
