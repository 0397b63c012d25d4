import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inputTo, withLoad } from "@/lib/domain/simulation/fixtures/ask";
import { liveScope, SHIPPED, subnetId } from "@/lib/domain/simulation/fixtures/live-scope";
import { frameOf } from "@/lib/domain/simulation/frame";
import { hasLoad, planPods } from "@/lib/domain/simulation/load";
import { type PodCensus, podCapacityOf, takeCensus } from "@/lib/domain/simulation/pod-census";
import { FROM_BEFORE, type PodLives, STAYS } from "@/lib/domain/simulation/pod-lives";
import { prepareScope } from "@/lib/domain/simulation/prepared-scope";
import { runNodes } from "@/lib/domain/simulation/run-nodes";
import { type Load, NO_LOAD } from "@/lib/domain/simulation/simulation-input";
import { MINUTE_MS } from "@/lib/domain/time-units";

const scope = liveScope({
  nodes: [4, 8, 0, 20].map((pods) => ({ type: "m5.large" as const, subnet: 0, pods })),
  subnets: [{ cidr: "10.0.0.0/23" }],
});
const prepared = prepareScope(scope);

function plan(load: Partial<Load>, seed = 1) {
  const input = inputTo(SHIPPED, { load: withLoad(load), durationSeconds: 1_800, seed });
  const census: PodCensus = takeCensus(prepared, frameOf(prepared, input).targets, input.pods);
  return planPods(runNodes(scope, input, false), census, input);
}

const podsAt = ({ node, from, until, count }: PodLives, time: number): number[] => {
  const pods: number[] = [];
  for (let pod = 0; pod < count; pod++) {
    if ((from[pod] ?? 0) > time || (until[pod] ?? 0) <= time) continue;
    const at = node[pod] ?? 0;
    pods[at] = (pods[at] ?? 0) + 1;
  }
  return Array.from({ length: pods.length }, (_, at) => pods[at] ?? 0);
};

const cameAt = ({ from, count }: PodLives): number[] => Array.from({ length: count }, (_, pod) => from[pod] ?? 0);

describe("the pods of a run", () => {
  it("without a load are those of the nodes, from before the start, to stay", () => {
    const { lives, unschedulableCount } = plan({});
    expect(podsAt(lives, 0)).toEqual([4, 8, 0, 20]);
    expect(new Set(cameAt(lives))).toEqual(new Set([FROM_BEFORE]));
    expect(new Set(lives.until)).toEqual(new Set([STAYS]));
    expect(unschedulableCount).toBe(0);
  });

  it.each([
    [NO_LOAD, false],
    [withLoad({ drain: { share: 0, atSeconds: 1 } }), true],
    [withLoad({ burst: { pods: 1, nodes: 1, withinSeconds: 0, atSeconds: 0 } }), true],
  ])("a load is there or is not", (load, expected) => {
    expect(hasLoad(load)).toBe(expected);
  });
});

describe("a burst", () => {
  it("goes in turn to nodes spread evenly over all, at even distances, and stays", () => {
    const { lives } = plan({ burst: { pods: 6, nodes: 2, withinSeconds: 30, atSeconds: 600 } });
    expect(podsAt(lives, 600_000 - 1)).toEqual([4, 8, 0, 20]);
    expect(podsAt(lives, 1_800_000)).toEqual([7, 8, 3, 20]);
    expect(cameAt(lives).filter((time) => time > 0)).toEqual([600_000, 605_000, 610_000, 615_000, 620_000, 625_000]);
  });

  it("spills over to other nodes where its own are full, and what fits nowhere is not scheduled", () => {
    // 27 pods with addresses fit on an m5.large: 23 + 19 + 27 + 7 = 76 are free.
    const { lives, unschedulableCount } = plan({ burst: { pods: 80, nodes: 1, withinSeconds: 0, atSeconds: 60 } });
    expect(podsAt(lives, 60_000)).toEqual([27, 27, 27, 27]);
    expect(unschedulableCount).toBe(4);
  });

  it("of nodes that are not there takes those that are", () => {
    const { lives } = plan({ burst: { pods: 4, nodes: 900, withinSeconds: 0, atSeconds: 60 } });
    expect(podsAt(lives, 60_000)).toEqual([5, 9, 1, 21]);
  });
});

describe("a drain", () => {
  it.each([
    [0, [4, 8, 0, 20]],
    [0.25, [3, 6, 0, 15]],
    [0.5, [2, 4, 0, 10]],
    [1, [0, 0, 0, 0]],
  ])("of a share of %f leaves %j", (share, left) => {
    const { lives } = plan({ drain: { share, atSeconds: 300 } });
    expect(podsAt(lives, 299_999)).toEqual([4, 8, 0, 20]);
    expect(podsAt(lives, 300_000).concat([0, 0, 0, 0]).slice(0, 4)).toEqual(left);
  });

  it("takes other pods with another seed", () => {
    const gone = (seed: number) => plan({ drain: { share: 0.5, atSeconds: 300 } }, seed).lives.until;
    expect(gone(1)).toEqual(gone(1));
    expect(gone(1)).not.toEqual(gone(2));
  });

  it("does not touch what comes at that very instant: it would go before it comes", () => {
    const addedNodes = {
      count: 1,
      subnetId: subnetId(0),
      instanceType: null,
      podsPerNode: 5,
      atSeconds: 270,
      everySeconds: 0,
    };
    const { lives } = plan({ drain: { share: 1, atSeconds: 300 }, addedNodes });
    expect(podsAt(lives, 300_000)).toEqual([0, 0, 0, 0, 5]);
  });

  it("does not touch what comes after it", () => {
    const { lives } = plan({
      drain: { share: 1, atSeconds: 300 },
      burst: { pods: 4, nodes: 4, withinSeconds: 0, atSeconds: 600 },
    });
    expect(podsAt(lives, 600_000)).toEqual([1, 1, 1, 1]);
  });
});

describe("churn", () => {
  it("brings about as many pods a minute as it says, which live about as long", () => {
    const { lives } = plan({ churn: { podsPerMinutePerNode: 2, meanLifeSeconds: 60 } });
    const came = Array.from({ length: lives.count }, (_, pod) => pod).filter((pod) => (lives.from[pod] ?? 0) >= 0);
    // 2 a minute on 4 nodes for 30 minutes.
    expect(Math.abs(came.length - 240)).toBeLessThan(45);
    const mean = came.reduce((sum, pod) => sum + (lives.until[pod] ?? 0) - (lives.from[pod] ?? 0), 0) / came.length;
    expect(Math.abs(mean - 60_000)).toBeLessThan(12_000);
  });

  it("brings none where it says none", () => {
    expect(plan({ churn: { podsPerMinutePerNode: 0, meanLifeSeconds: 60 } }).lives.count).toBe(32);
  });

  it("with any other load never has more pods on a node than it may, and each goes after it has come", () => {
    const loads = fc.record({
      churn: fc.record({ podsPerMinutePerNode: fc.constantFrom(1, 20), meanLifeSeconds: fc.constantFrom(5, 600) }),
      burst: fc.option(
        fc.record({ pods: fc.nat(90), nodes: fc.nat(4), withinSeconds: fc.nat(60), atSeconds: fc.nat(900) }),
      ),
      drain: fc.option(fc.record({ share: fc.constantFrom(0.2, 1), atSeconds: fc.nat(900) })),
    });
    fc.assert(
      fc.property(loads, fc.nat(50), (load, seed) => {
        const { lives } = plan(load, seed);
        for (let pod = 0; pod < lives.count; pod++) {
          expect(lives.until[pod] ?? 0).toBeGreaterThan(lives.from[pod] ?? 0);
        }
        for (let minute = 0; minute <= 30; minute++) {
          for (const count of podsAt(lives, minute * MINUTE_MS)) expect(count).toBeLessThanOrEqual(podCapacityOf(29));
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("added nodes", () => {
  it("bring their pods half a minute after their launch, as many as their max pods allow", () => {
    const addedNodes = {
      count: 2,
      subnetId: subnetId(0),
      instanceType: null,
      podsPerNode: 40,
      atSeconds: 60,
      everySeconds: 30,
    };
    const { lives } = plan({ addedNodes });
    expect(podsAt(lives, 89_999)).toEqual([4, 8, 0, 20]);
    expect(podsAt(lives, 90_000)).toEqual([4, 8, 0, 20, 27]);
    expect(podsAt(lives, 120_000)).toEqual([4, 8, 0, 20, 27, 27]);
  });
});
