import { describe, expect, it } from "vitest";
import { inputTo, PREFIXES, SMALL_CLUSTER, withLoad } from "@/lib/domain/simulation/fixtures/ask";
import { liveScope, SHIPPED } from "@/lib/domain/simulation/fixtures/live-scope";
import { simulate, simulateWith } from "@/lib/domain/simulation/simulate";
import type { SimulationProgress, SimulationResult } from "@/lib/domain/simulation/simulation-result";
import { Simulator } from "@/lib/domain/simulation/simulator";

const scope = liveScope({
  nodes: [5, 0, 12].map((pods) => ({ type: "t3.2xlarge" as const, subnet: 0, pods })),
  subnets: [{ cidr: "10.0.0.0/24" }],
});
const full = inputTo(SMALL_CLUSTER, { seededOrders: 2, spansPodRange: true });

function follow(input = full) {
  const results: SimulationResult[] = [];
  const progress: SimulationProgress[] = [];
  const outcome = simulate(scope, input, {
    onResult: (result) => results.push(result),
    onProgress: (step) => progress.push(step),
  });
  return { outcome, results, progress };
}

describe("the stages of a run", () => {
  const { outcome, results, progress } = follow();

  it("give the lines first, then what comes back, then everything", () => {
    expect(results.map(({ stage }) => stage)).toEqual(["lines", "lines", "complete"]);
    const [lines, released, done] = results;
    expect([lines?.release, lines?.goBack, lines?.proposed.curves[0]?.freeBand]).toEqual([null, null, null]);
    expect([released?.release === null, released?.goBack]).toEqual([false, null]);
    expect(done?.goBack).not.toBeNull();
    expect(done?.proposed.curves[0]?.freeBand).not.toBeNull();
    expect(outcome).toEqual({ kind: "done", result: done });
  });

  it("never change a line that was given", () => {
    const [lines, , done] = results;
    for (const side of ["today", "proposed"] as const) {
      const bare = done?.[side].curves.map((curve) => ({ ...curve, freeBand: null, freeBlocksBand: null }));
      expect({ ...done?.[side], curves: bare }).toEqual(lines?.[side]);
    }
  });

  it("have progress from 0 to 1 within each stage", () => {
    for (const stage of ["today", "proposed", "band", "go-back"] as const) {
      const shares = progress.filter((step) => step.stage === stage).map(({ doneRatio }) => doneRatio);
      expect(shares.length).toBeGreaterThan(1);
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
      expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
    }
  });

  it("take the time that a clock says, and none without one", () => {
    let now = 0;
    const timed = simulate(scope, full, { clock: () => (now += 7) });
    expect(timed.kind === "done" && timed.result.figures.tookMs).toBeGreaterThan(0);
    expect(outcome.kind === "done" && outcome.result.figures.tookMs).toBe(0);
  });

  it("count a node's looks: one in five seconds each, before and after the restart", () => {
    const { figures, times } = results.at(-1) ?? { figures: { nodeSteps: 0 }, times: new Float64Array() };
    const endAt = times.at(-1) ?? 0;
    expect(Math.abs(figures.nodeSteps - (3 * endAt) / 5_000)).toBeLessThanOrEqual(6);
  });
});

describe("a simulator kept", () => {
  it("gives today's side of before, the very same, while only the proposal changes", () => {
    const simulator = new Simulator(scope);
    const today = (env: typeof SHIPPED) => {
      const outcome = simulateWith(simulator, inputTo(env));
      return outcome.kind === "done" ? outcome.result.today : null;
    };
    expect(today(PREFIXES)).toBe(today(SMALL_CLUSTER));
  });

  it.each([
    ["today's settings", { today: { ...SHIPPED, WARM_ENI_TARGET: "2" } }],
    ["the load", { load: withLoad({ drain: { share: 1, atSeconds: 60 } }) }],
    ["the pods", { pods: 12 }],
    ["the seed", { seed: 9 }],
    ["the time of EC2's calls", { ec2: "assumed" as const }],
    ["the duration", { durationSeconds: 1_200 }],
  ])("does not take today's side of before where %s changed", (_name, parts) => {
    const simulator = new Simulator(scope);
    simulateWith(simulator, inputTo(SMALL_CLUSTER));
    const kept = simulateWith(simulator, inputTo(SMALL_CLUSTER, parts));
    expect(kept).toEqual(simulate(scope, inputTo(SMALL_CLUSTER, parts)));
  });

  it("has new nodes after the scope's, added ones before moved ones", () => {
    const addedNodes = {
      count: 2,
      subnetId: "subnet-00000000",
      instanceType: null,
      podsPerNode: 1,
      atSeconds: 60,
      everySeconds: 5,
    };
    const outcome = simulate(scope, inputTo(SMALL_CLUSTER, { load: withLoad({ addedNodes }) }));
    if (outcome.kind !== "done") throw new Error(outcome.kind);
    const { newNodes, today, proposed } = outcome.result;
    expect(newNodes.map(({ instanceId, origin, startAtMs }) => [instanceId, origin, startAtMs])).toEqual([
      ["new-1", "added", 60_000],
      ["new-2", "added", 65_000],
    ]);
    // One that starts during the rollout has the new settings from its start; today's side has the old ones.
    expect([...proposed.end.held].slice(3)).toEqual([11, 11]);
    expect([...today.end.held].slice(3)).toEqual([30, 30]);
    expect([...today.start.exists]).toEqual([1, 1, 1, 0, 0]);
  });
});

describe("a node's rack", () => {
  it("shows the story's node before and after its restart, address by address", () => {
    const simulator = new Simulator(scope);
    simulateWith(simulator, inputTo(SMALL_CLUSTER));
    const before = simulator.nodeAt("proposed", 0, 60_000);
    expect(before?.enis.map(({ entries }) => entries.length)).toEqual([14, 14]);
    expect(before?.enis[0]?.entries.filter(({ assigned }) => assigned === 1)).toHaveLength(5);
    expect(before).toMatchObject({ slotsPerEni: 14, maxEnis: 4, isRunning: true, exists: true, waitingPodCount: 0 });
    expect(before?.enis.map(({ device, isPrimary, isTrunk }) => [device, isPrimary, isTrunk])).toEqual([
      [0, true, false],
      [1, false, false],
    ]);
    const after = simulator.nodeAt("proposed", 0, 600_000);
    expect(after?.enis.map(({ entries }) => entries.length)).toEqual([5, 5]);
    expect(simulator.nodeAt("today", 0, 600_000)?.enis).toEqual(before?.enis);
  });

  it("has each offset once in its subnet, all nodes together", () => {
    const simulator = new Simulator(scope);
    simulateWith(
      simulator,
      inputTo(PREFIXES, { load: withLoad({ churn: { podsPerMinutePerNode: 6, meanLifeSeconds: 30 } }) }),
    );
    for (const at of [0, 95_000, 300_000, 1_800_000]) {
      const offsets = [0, 1, 2].flatMap((node) =>
        (simulator.nodeAt("proposed", node, at)?.enis ?? []).flatMap(({ primaryOffset, entries }) => [
          primaryOffset,
          ...entries.flatMap(({ offset, isPrefix }) =>
            Array.from({ length: isPrefix ? 16 : 1 }, (_, index) => offset + index),
          ),
        ]),
      );
      expect(new Set(offsets).size).toBe(offsets.length);
    }
  });
});
