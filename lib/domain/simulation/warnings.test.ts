import { describe, expect, it } from "vitest";
import type { SimulationScope } from "@/lib/domain/api/simulation";
import type { Environment } from "@/lib/domain/ipamd/settings";
import { inputTo, PREFIXES, resultOf, SMALL_CLUSTER, withLoad } from "@/lib/domain/simulation/fixtures/ask";
import { liveScope, SHIPPED } from "@/lib/domain/simulation/fixtures/live-scope";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";
import type { SimulationWarning, SimulationWarningKind } from "@/lib/domain/simulation/simulation-warning";

const scope = liveScope({
  nodes: [
    { type: "m5.large", subnet: 0, pods: 5 },
    { type: "t3.2xlarge", subnet: 0, pods: 3 },
  ],
  subnets: [{ cidr: "10.0.0.0/24" }],
});

const warningsTo = (env: Environment, parts: Partial<SimulationInput> = {}, of: SimulationScope = scope) =>
  resultOf(of, inputTo(env, parts)).warnings;

const ofKind = (warnings: readonly SimulationWarning[], kind: SimulationWarningKind) =>
  warnings.filter((warning) => warning.kind === kind);

describe("warnings", () => {
  it("come with the gravest first", () => {
    const env = { ...SHIPPED, MINIMUM_IP_TARGET: "3", WARM_PREFIX_TARGET: " 5" };
    const severities = warningsTo(env).map(({ severity }) => severity);
    const ranks = severities.map((severity) => ["critical", "warning", "notice"].indexOf(severity));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(new Set(severities).size).toBe(3);
  });

  it("are sentences, with no figure left out", () => {
    for (const env of [SMALL_CLUSTER, PREFIXES, { ...SHIPPED, MINIMUM_IP_TARGET: "3" }, { MAX_ENI: "x" }]) {
      for (const { message, cure } of warningsTo(env, { ec2: "assumed" })) {
        expect(message).toMatch(/^[\dA-Z/\w].*[.:]$/s);
        expect(`${message} ${cure ?? ""}`).not.toMatch(/undefined|NaN|null|Infinity/);
      }
    }
  });

  it("of a run that changes nothing say nothing of a rollout", () => {
    const warnings = warningsTo(SHIPPED);
    expect(ofKind(warnings, "restart-clears-cooldown")).toEqual([]);
    expect(ofKind(warningsTo(SMALL_CLUSTER), "restart-clears-cooldown")).toHaveLength(1);
  });

  it.each<[string, Environment, SimulationWarningKind, string]>([
    ["a value that ipamd cannot read", { ...SHIPPED, WARM_IP_TARGET: " 5" }, "setting-ignored", "WARM_IP_TARGET"],
    ["a minimum alone", { ...SHIPPED, MINIMUM_IP_TARGET: "8" }, "minimum-ip-target-alone", "MINIMUM_IP_TARGET"],
    ["a warm target of 0", { ...SHIPPED, WARM_IP_TARGET: "0" }, "warm-ip-target-zero", "WARM_IP_TARGET"],
    ["warm ENIs beside IP targets", { ...SHIPPED, WARM_IP_TARGET: "3" }, "warm-eni-target-ignored", "WARM_ENI_TARGET"],
  ])("%s is told with its setting", (_name, env, kind, setting) => {
    const [warning] = ofKind(warningsTo(env), kind);
    expect(warning?.settings).toContain(setting);
  });
});

describe("a subnet's lowest point", () => {
  const tight = (free: number): SimulationScope =>
    liveScope({
      nodes: [{ type: "m5.large", subnet: 0, pods: 5 }],
      subnets: [{ cidr: "10.0.0.0/25" }],
      taken: [[[40, 123 - 20 - free]]],
    });
  const lowest = (free: number, env: Environment) => ofKind(warningsTo(env, {}, tight(free)), "subnet-lowest-point");

  it.each([
    [20, 20, undefined],
    [9, 9, undefined],
    [7, 7, "warning"],
    [4, 4, "critical"],
    [0, 0, "critical"],
  ])("with %i free is %i: %s", (free, expected, severity) => {
    const [warning] = lowest(free, { ...SHIPPED, IP_COOLDOWN_PERIOD: "31" });
    expect(warning?.severity).toBe(severity);
    if (warning)
      expect(warning.message).toMatch(new RegExp(`has ${expected} free address(?:es)? now, and later never fewer`));
  });

  it("says where today's settings bring it, too", () => {
    expect(lowest(4, { ...SHIPPED, IP_COOLDOWN_PERIOD: "31" })[0]?.message).toMatch(
      /So it is under today's settings, too\.$/,
    );
  });

  it("is a notice where the proposal leads out of what is so today", () => {
    const [warning] = lowest(4, { ...SHIPPED, WARM_IP_TARGET: "2" });
    expect(warning?.severity).toBe("notice");
    expect(warning?.message).toMatch(
      / starts with 4 free addresses: .* The proposal leaves (\d{2}) free in the end\.$/,
    );
  });

  it("that only the proposal brings about has the cure of asking for less", () => {
    const [warning] = lowest(12, { ...SHIPPED, WARM_ENI_TARGET: "2" });
    expect(warning?.severity).toBe("critical");
    expect(warning?.message).toMatch(/comes down to \d free address/);
    expect(warning?.cure).toMatch(/fewer warm addresses/);
  });
});

describe("what of the scope is not in the run", () => {
  it("is said: nodes left out, hidden addresses, notes", () => {
    const odd: SimulationScope = {
      ...scope,
      leftOut: [
        { kind: "auto-mode", reason: "managed by EKS Auto Mode", instanceIds: ["i-1", "i-2"] },
        { kind: "ipv6", reason: "not simulated, because of IPv6", instanceIds: ["i-3"] },
      ],
      subnets: scope.subnets.map((subnet) => ({ ...subnet, unexplainedAddressCount: 3 })),
      notes: ["A note."],
    };
    const warnings = warningsTo(SMALL_CLUSTER, {}, odd);
    expect(ofKind(warnings, "auto-mode")).toMatchObject([
      { count: 2, message: "2 nodes are managed by EKS Auto Mode. Their addresses count as taken." },
    ]);
    expect(ofKind(warnings, "left-out")).toMatchObject([{ count: 1 }]);
    expect(ofKind(warnings, "unexplained-addresses")).toMatchObject([{ count: 3, subnetIds: ["subnet-00000000"] }]);
    expect(ofKind(warnings, "note")).toMatchObject([{ message: "A note." }]);
  });
});

describe("settings that do not fit what the nodes hold", () => {
  const few = { ...SHIPPED, WARM_IP_TARGET: "1" };

  it("are said, with the nodes; where they are only assumed with the cure", () => {
    const [known] = ofKind(warningsTo(SMALL_CLUSTER, { today: few }), "settings-do-not-fit");
    expect(known).toMatchObject({ nodes: [0, 1], count: 2, cure: null });
    const [assumed] = ofKind(warningsTo(SMALL_CLUSTER, { today: few, isTodayAssumed: true }), "settings-do-not-fit");
    expect(assumed?.cure).toMatch(/Paste the settings/);
  });

  it("are not said of nodes that rest", () => {
    expect(ofKind(warningsTo(SMALL_CLUSTER), "settings-do-not-fit")).toEqual([]);
  });
});

describe("pools that never rest", () => {
  it("are said of a proposal under which EC2 is called without end, and not where pods come and go", () => {
    // Prefix delegation with a warm prefix on no free block tries again every two minutes.
    const blocks = Array.from({ length: 16 }, (_, block): [number, number] => [block * 16 + 9, 1]);
    const full = liveScope({
      nodes: [{ type: "m5.large", subnet: 0, pods: 5 }],
      subnets: [{ cidr: "10.0.0.0/24" }],
      taken: [blocks],
    });
    expect(ofKind(warningsTo(PREFIXES, {}, full), "never-at-rest")).toHaveLength(1);
    const load = withLoad({ drain: { share: 0.5, atSeconds: 600 } });
    expect(ofKind(warningsTo(PREFIXES, { load }, full), "never-at-rest")).toEqual([]);
    expect(ofKind(warningsTo(SMALL_CLUSTER), "never-at-rest")).toEqual([]);
  });
});
