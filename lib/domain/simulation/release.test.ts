import { describe, expect, it } from "vitest";
import type { Environment } from "@/lib/domain/ipamd/settings";
import { inputTo, PREFIXES, resultOf, SMALL_CLUSTER, withLoad } from "@/lib/domain/simulation/fixtures/ask";
import { liveScope, SHIPPED, subnetId, type TypeName } from "@/lib/domain/simulation/fixtures/live-scope";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";
import type { HeldReason, Release } from "@/lib/domain/simulation/simulation-result";

const scopeOf = (type: TypeName, pods: readonly number[], env: Environment = SHIPPED) =>
  liveScope({
    nodes: pods.map((count) => ({ type, subnet: 0, pods: count })),
    subnets: [{ cidr: "10.0.0.0/22" }, { cidr: "10.0.4.0/24" }],
    env,
  });

function releaseOf(scope: ReturnType<typeof scopeOf>, env: Environment, parts: Partial<SimulationInput> = {}): Release {
  const { release } = resultOf(scope, inputTo(env, parts));
  if (!release) throw new Error("no release");
  return release;
}

const kinds = (reasons: readonly HeldReason[]) => reasons.map(({ kind, addressCount }) => [kind, addressCount]);

describe("why addresses come back at once", () => {
  it("whole ENIs go with their own addresses: one kept warm is too many without any", () => {
    // 29 pods hold 60 under the default; without a warm ENI the fourth one, empty, goes.
    const release = releaseOf(scopeOf("t3.2xlarge", [29]), { ...SHIPPED, WARM_ENI_TARGET: "0" });
    expect(release.atOnce.addressCount).toBe(15);
    expect(kinds(release.atOnce.reasons)).toEqual([
      ["enis-deleted", 1],
      ["addresses-given-back", 14],
    ]);
    expect(release.atOnce.reasons[0]?.message).toBe("1 ENI goes, each with its own address.");
  });

  it("nothing comes back where the proposal takes more: the count is below 0, and said so", () => {
    const release = releaseOf(scopeOf("t3.2xlarge", [5, 5]), { ...SHIPPED, WARM_ENI_TARGET: "2" });
    expect(release.atOnce.addressCount).toBe(-30);
    expect(kinds(release.atOnce.reasons)).toEqual([["addresses-taken", -30]]);
    expect(release.atOnce.reasons[0]?.message).toBe("2 nodes take 30 addresses more.");
  });

  it("by the time of the last change, after the last restart", () => {
    const { atOnce } = releaseOf(scopeOf("t3.2xlarge", [5, 5, 5]), SMALL_CLUSTER);
    // Restarts at 90, 120 and 150 s, a look two and a half seconds later.
    expect(atOnce.byMs).toBe(152_500);
  });
});

describe("why addresses come back later", () => {
  it("single addresses with a pod stay on their ENI once prefixes are on, even when the pod has left", () => {
    // Of 18 six have a pod; a warm prefix comes, the second ENI goes. A new node would have two prefixes for six pods.
    const release = releaseOf(scopeOf("m5.large", [6]), PREFIXES);
    expect(release.heldToday).toBe(20);
    expect([release.atOnce.addressCount, release.later.addressCount, release.never.addressCount]).toEqual([-3, 0, 23]);
  });

  it("prefixes with a pod each stay when prefix delegation is turned off", () => {
    const release = releaseOf(scopeOf("m5.large", [6], PREFIXES), SHIPPED, { today: PREFIXES });
    const [reason] = release.later.reasons.filter(({ kind }) => kind === "other-mode-keeps-pods");
    expect(reason?.itemCount).toBe(1);
  });

  it("pods use addresses", () => {
    const release = releaseOf(scopeOf("t3.2xlarge", [14]), SMALL_CLUSTER);
    expect(kinds(release.later.reasons)).toEqual([["pods-use-addresses", 6]]);
    expect(release.later.ifPodsLeave).toBe(6);
    expect(release.later.ifNodesRoll).toBe(0);
  });
});

describe("why addresses never come back", () => {
  it("nodes, their further ENIs and what the targets keep", () => {
    const release = releaseOf(scopeOf("t3.2xlarge", [14, 5]), SMALL_CLUSTER);
    expect(kinds(release.never.reasons)).toEqual([
      ["node-primary", 2],
      ["eni-primary", 1],
      ["pool", 20],
    ]);
    expect(release.never.reasons.map(({ nodeCount }) => nodeCount)).toEqual([2, 1, 2]);
  });
});

describe("what comes back does not depend on the load", () => {
  const scope = scopeOf("t3.2xlarge", [5, 9, 14]);
  const quiet = releaseOf(scope, SMALL_CLUSTER);

  it.each<[string, Partial<SimulationInput>]>([
    ["a burst", { load: withLoad({ burst: { pods: 60, nodes: 3, withinSeconds: 1, atSeconds: 30 } }) }],
    ["churn", { load: withLoad({ churn: { podsPerMinutePerNode: 5, meanLifeSeconds: 60 } }) }],
    ["a drain", { load: withLoad({ drain: { share: 1, atSeconds: 10 } }) }],
    ["a longer run", { durationSeconds: 7_200 }],
  ])("nor on %s", (_name, parts) => {
    expect(releaseOf(scope, SMALL_CLUSTER, parts)).toEqual(quiet);
  });
});

describe("nodes that move", () => {
  it("give back what they hold in one subnet and take it in the other", () => {
    const movedNodes = { count: 2, subnetId: subnetId(1), atSeconds: 60, everySeconds: 30 };
    const release = releaseOf(scopeOf("t3.2xlarge", [5, 5]), SHIPPED, { proposal: { env: SHIPPED, movedNodes } });
    expect(release.bySubnet).toEqual([
      { subnetId: subnetId(0), heldToday: 60, atOnce: 60, later: 0, never: 0 },
      { subnetId: subnetId(1), heldToday: 0, atOnce: -60, later: 30, never: 30 },
    ]);
    expect(release.atOnce.addressCount).toBe(0);
  });
});

describe("by subnet", () => {
  const bySubnet = (scope: ReturnType<typeof scopeOf>, env: Environment, parts: Partial<SimulationInput> = {}) =>
    releaseOf(scope, env, parts).bySubnet.map(({ heldToday, atOnce, later, never }) => [
      heldToday,
      atOnce,
      later,
      never,
    ]);

  it("each subnet has the three kinds of its own nodes", () => {
    const scope = liveScope({
      nodes: [
        { type: "t3.2xlarge", subnet: 0, pods: 14 },
        { type: "t3.2xlarge", subnet: 1, pods: 5 },
      ],
      subnets: [{ cidr: "10.0.0.0/22" }, { cidr: "10.0.4.0/24" }],
    });
    // The first keeps 16 addresses for its 14 pods, 10 without them; the second 10, for which a new node needs one ENI only.
    expect(bySubnet(scope, SMALL_CLUSTER)).toEqual([
      [30, 12, 6, 12],
      [30, 18, 1, 11],
    ]);
  });

  it("a node with custom networking never gives its own address back in its subnet, and the rest in the pods' one", () => {
    const env = { ...SHIPPED, AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true" };
    const scope = liveScope({
      nodes: [{ type: "t3.2xlarge", subnet: 0, pods: 14, podSubnet: 1 }],
      subnets: [{ cidr: "10.0.0.0/22" }, { cidr: "10.0.4.0/22" }],
      env,
    });
    const small = { ...SMALL_CLUSTER, AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true" };
    const release = bySubnet(scope, small, { today: env });
    expect(release[0]).toEqual([1, 0, 0, 1]);
    expect(release[1]?.slice(1).every((count) => count > 0)).toBe(true);
  });
});
