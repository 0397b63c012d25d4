import { describe, expect, test } from "vitest";
import { actualCurves } from "@/app/simulator/_demo/actual-curves";
import { addressVerdict, blockVerdict } from "@/app/simulator/_demo/apart-words";
import type { Compared } from "@/app/simulator/_demo/run-comparison";
import { FEW_WARM, smallRun } from "@/components/simulator/small-run.fixture";
import type { Readings } from "@/lib/domain/simulation/apart";

const { scope, result } = smallRun({ env: FEW_WARM });
const samples = result.times.length;
const single = result.proposed.curves.filter(({ subnetId }) => subnetId !== null);

/** The account as predicted, but for as many at one sample of the first subnet. */
function compared(apart: { free?: number; freeBlocks?: number } = {}): Compared {
  const readings: Readings = new Map(
    single.map(({ subnetId, free, freeBlocks }, number) => {
      const off = (counts: Int32Array, by = 0) =>
        [...counts].map((count, sample) => (number === 0 && sample === 2 ? count + by : count));
      return [subnetId ?? "", { free: off(free, apart.free), freeBlocks: off(freeBlocks, apart.freeBlocks) }];
    }),
  );
  return { scope, result, readings, held: null };
}

/** The same, but the numbered subnets have addresses at places that nothing shows. */
const withHidden = (whole: Compared, ...numbers: number[]): Compared => ({
  ...whole,
  scope: {
    ...scope,
    subnets: scope.subnets.map((subnet, number) =>
      numbers.includes(number) ? { ...subnet, unexplainedAddressCount: 2 } : subnet,
    ),
  },
});

describe("the verdicts of a comparison", () => {
  test("say that nothing is apart, of addresses and of blocks", () => {
    const whole = `apart at ${samples} of ${samples} samples, in each of 2 subnets`;
    expect(addressVerdict(compared())).toEqual({ words: `0 addresses ${whole}`, isEqual: true });
    expect(blockVerdict(compared())).toEqual({ words: `0 free /28 blocks ${whole}`, isEqual: true });
  });

  test("name the largest difference of the one, whatever the other is", () => {
    const apart = compared({ freeBlocks: -1 });
    expect(addressVerdict(apart).isEqual).toBe(true);
    const { words, isEqual } = blockVerdict(apart);
    expect(words).toMatch(/^Up to 1 free \/28 block apart \(nodes-a.*: \d+ free, \d+ predicted\); 0 apart at/);
    expect(words).toContain(`${samples - 1} of ${samples} samples`);
    expect(isEqual).toBe(false);
    expect(addressVerdict(compared({ free: 3 })).words).toMatch(/^Up to 3 addresses apart/);
  });

  test("leave out blocks that nobody can foretell, and say where and why", () => {
    expect(blockVerdict(withHidden(compared(), 0)).words).toBe(
      `0 free /28 blocks apart at ${samples} of ${samples} samples, in each of 1 subnet; not compared in nodes-a: addresses are taken at places that nothing shows`,
    );
    expect(blockVerdict(withHidden(compared(), 0, 1)).words).toMatch(/^Free \/28 blocks are not compared: /);
    expect(addressVerdict(withHidden(compared(), 0, 1)).words).toContain("in each of 2 subnets");
  });
});

describe("what was read back", () => {
  const counted = (whole: Compared, wanted: string) =>
    actualCurves(whole).flatMap(({ subnetId, measure, points }) =>
      measure === wanted ? [[subnetId, points.at(-1)?.free]] : [],
    );
  const ends = (key: "free" | "freeBlocks") =>
    [...single, ...result.proposed.curves.filter(({ subnetId }) => subnetId === null)].map((curve) => [
      curve.subnetId,
      curve[key].at(-1),
    ]);

  test("is a curve of each subnet and their sum, by either count", () => {
    expect(counted(compared(), "addresses")).toEqual(ends("free"));
    expect(counted(compared(), "blocks")).toEqual(ends("freeBlocks"));
    expect(ends("free")).not.toEqual(ends("freeBlocks"));
  });

  test("has no sum of blocks that lacks a subnet", () => {
    expect(counted(withHidden(compared(), 1), "blocks").map(([id]) => id)).toEqual([single[0]?.subnetId]);
    expect(counted(withHidden(compared(), 1), "addresses")).toHaveLength(3);
  });

  test("is nothing as long as nothing was read", () => {
    expect(actualCurves({ scope, result, readings: new Map() })).toEqual([]);
  });
});
