import { describe, expect, it } from "vitest";
import { inputTo, SMALL_CLUSTER, withLoad } from "@/lib/domain/simulation/fixtures/ask";
import { liveScope, SHIPPED, subnetId } from "@/lib/domain/simulation/fixtures/live-scope";
import { frameOf } from "@/lib/domain/simulation/frame";
import { prepareScope } from "@/lib/domain/simulation/prepared-scope";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";
import { MINUTE_MS } from "@/lib/domain/time-units";

const prepared = prepareScope(
  liveScope({
    nodes: Array.from({ length: 20 }, () => ({ type: "m5.large" as const, subnet: 0, pods: 1 })),
    subnets: [{ cidr: "10.0.0.0/22" }, { cidr: "10.0.4.0/24" }, { cidr: "10.0.5.0/24" }],
  }),
);
const frame = (parts: Partial<SimulationInput>, env = SMALL_CLUSTER) => frameOf(prepared, inputTo(env, parts));
const moving = (count: number, atSeconds: number) => ({
  proposal: { env: SHIPPED, movedNodes: { count, subnetId: subnetId(1), atSeconds, everySeconds: 10 } },
});

describe("how long a run is", () => {
  it("is what is asked for, where everything is over by then", () => {
    expect(frame({ durationSeconds: 3_600 }).endAtMs).toBe(3_600_000);
  });

  it("is longer where the rollout and five minutes of settling are", () => {
    // 20 nodes, two at a time in 30 s each: the last one 285 s after the first.
    const { rollout, endAtMs } = frame({ durationSeconds: 60 });
    expect(rollout).toEqual({ fromMs: 60_000, toMs: 90_000 + 19 * 15_000 });
    expect(endAtMs).toBe(rollout.toMs + 300_000);
  });

  it("is longer where nodes move until later", () => {
    // The third is launched after 1,020 s, has its pods half a minute later, is gone after another half.
    expect(frame({ durationSeconds: 60, ...moving(3, 1_000) }).endAtMs).toBe((1_020 + 30 + 30 + 30 + 300) * 1_000);
  });

  it("is not longer for a rollout that there is not", () => {
    expect(frame({ durationSeconds: 60 }, SHIPPED).endAtMs).toBe(60_000);
  });
});

describe("what is the same on both sides", () => {
  it.each<[string, Partial<SimulationInput>, typeof SHIPPED, boolean, boolean]>([
    ["nothing changes", {}, SHIPPED, false, true],
    ["the same settings in another order", {}, Object.fromEntries(Object.entries(SHIPPED).reverse()), false, true],
    ["a setting is another", {}, SMALL_CLUSTER, true, false],
    ["a setting is taken away", {}, { WARM_ENI_TARGET: "1" }, true, false],
    ["a setting is there that says the default", {}, { ...SHIPPED, MAX_ENI: "0" }, true, false],
    ["nodes move under the same settings", moving(1, 60), SHIPPED, false, false],
  ])("%s", (_name, parts, env, isEnvChanged, isUnchanged) => {
    expect(frame(parts, env)).toMatchObject({ isEnvChanged, isUnchanged });
  });
});

describe("the samples", () => {
  const countIn = (times: Float64Array, fromMs: number, toMs: number): number =>
    times.filter((time) => time >= fromMs && time <= toMs).length;

  it("are closest over the rollout and the two minutes after it", () => {
    const { times, rollout } = frame({ durationSeconds: 7_200 });
    const perMinute = (fromMs: number, toMs: number) => (countIn(times, fromMs, toMs) * MINUTE_MS) / (toMs - fromMs);
    expect(perMinute(rollout.fromMs, rollout.toMs + 120_000)).toBeGreaterThan(10);
    expect(perMinute(3_600_000, 7_200_000)).toBeLessThan(2);
  });

  it("are close over a burst, too", () => {
    const burst = { pods: 5, nodes: 1, withinSeconds: 30, atSeconds: 3_000 };
    const { times } = frame({ durationSeconds: 7_200, load: withLoad({ burst }) });
    expect(countIn(times, 3_000_000, 3_150_000)).toBeGreaterThan(60);
  });
});

describe("the subnets that are watched", () => {
  const watched = (parts: Partial<SimulationInput>, env = SMALL_CLUSTER) =>
    frame(parts, env).watched.map((number) => prepared.scope.subnets[number]?.id);
  const added = { count: 1, instanceType: null, podsPerNode: 0, atSeconds: 0, everySeconds: 0 };

  it.each<[string, Partial<SimulationInput>, number[]]>([
    ["those with nodes", {}, [0]],
    ["where nodes move to", moving(1, 60), [0, 1]],
    ["where nodes are added", { load: withLoad({ addedNodes: { ...added, subnetId: subnetId(2) } }) }, [0, 2]],
    ["not the pods' subnet without custom networking", { podSubnets: { "eu-west-1a": subnetId(2) } }, [0]],
  ])("are %s", (_name, parts, expected) => {
    expect(watched(parts)).toEqual(expected.map(subnetId));
  });

  it("are the pods' with it, whichever side has it", () => {
    const custom = { ...SHIPPED, AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true" };
    const podSubnets = { "eu-west-1a": subnetId(2) };
    expect(watched({ podSubnets }, custom)).toEqual([subnetId(0), subnetId(2)]);
    expect(watched({ podSubnets, today: custom }, SHIPPED)).toEqual([subnetId(0), subnetId(2)]);
  });
});
