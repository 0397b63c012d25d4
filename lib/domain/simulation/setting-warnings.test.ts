import { describe, expect, it } from "vitest";
import type { Environment } from "@/lib/domain/ipamd/settings";
import { inputTo, PREFIXES, SMALL_CLUSTER } from "@/lib/domain/simulation/fixtures/ask";
import { liveScope, SHIPPED } from "@/lib/domain/simulation/fixtures/live-scope";
import { warning, warningsByPatch, warningsBySettings } from "@/lib/domain/simulation/setting-warnings";

const scope = liveScope({
  nodes: [
    { type: "m5.large", subnet: 0, pods: 1 },
    { type: "m4.large", subnet: 0, pods: 1 },
    { type: "m5.large", subnet: 0, pods: 2 },
  ],
  subnets: [{ cidr: "10.0.0.0/24" }],
});
const found = (env: Environment, of = scope) => warningsBySettings(of, inputTo(env));
const one = (env: Environment, kind: string) => {
  const all = found(env).filter((each) => each.kind === kind);
  expect(all).toHaveLength(1);
  return all[0];
};

describe("a warning", () => {
  it("has empty parts where a rule gives none", () => {
    expect(warning("note", "notice", "Said.")).toEqual({
      kind: "note",
      severity: "notice",
      message: "Said.",
      cure: null,
      settings: [],
      subnetIds: [],
      nodes: [],
      count: null,
    });
  });

  it("keeps its kind, severity and message whatever the parts say", () => {
    expect(warning("note", "notice", "Said.", { kind: "setting", count: 3 })).toMatchObject({ kind: "note", count: 3 });
  });
});

describe("what the settings themselves say", () => {
  it("is nothing under the shipped ones that would be harm", () => {
    expect(found(SHIPPED).filter(({ severity }) => severity !== "notice")).toEqual([]);
  });

  it("is told once for all nodes that it concerns, without naming them where it is all", () => {
    const alone = one({ ...SHIPPED, MINIMUM_IP_TARGET: "8" }, "minimum-ip-target-alone");
    expect(alone).toMatchObject({ severity: "critical", nodes: [], count: 3 });
    expect(alone?.cure).toMatch(/WARM_IP_TARGET to 1 or more/);
    expect(alone?.message).not.toMatch(/This concerns/);
  });

  it("names the nodes where it is some: prefix delegation on Xen", () => {
    const xen = one(PREFIXES, "prefixes-on-xen");
    expect(xen).toMatchObject({ severity: "warning", nodes: [1], count: 1 });
    expect(xen?.message).toMatch(/This concerns 1 of 3 nodes\.$/);
    expect(xen?.cure).toMatch(/Nitro/);
  });

  it.each([" 5", "5.0", "-1", "five", ""])("%j is a value that ipamd ignores", (value) => {
    const ignored = one({ ...SHIPPED, WARM_IP_TARGET: value }, "setting-ignored");
    expect(ignored?.settings).toEqual(["WARM_IP_TARGET"]);
    expect(ignored?.cure).toBe("Give WARM_IP_TARGET a whole number, digits only.");
  });

  it("asks for true or false where a flag is neither", () => {
    const ignored = one({ ...SHIPPED, ENABLE_PREFIX_DELEGATION: "yes" }, "setting-ignored");
    expect(ignored?.cure).toBe("Give ENABLE_PREFIX_DELEGATION true or false.");
  });

  it.each(["5", "+5", "05"])("%j is one that it reads", (value) => {
    expect(found({ ...SHIPPED, WARM_IP_TARGET: value }).filter(({ kind }) => kind === "setting-ignored")).toEqual([]);
  });

  it("of no node at all is nothing", () => {
    expect(found({ ...SHIPPED, MINIMUM_IP_TARGET: "8" }, { ...scope, nodes: [] })).toEqual([]);
  });
});

describe("what the patch's rules add", () => {
  const codes = (today: Environment, env: Environment) =>
    warningsByPatch(inputTo(env, { today })).map(({ settings }) => settings);

  it("is nothing where nothing changes", () => {
    expect(codes(SHIPPED, SHIPPED)).toEqual([]);
    expect(codes(SMALL_CLUSTER, SMALL_CLUSTER)).toEqual([]);
  });

  it("is that warm addresses alone make many calls", () => {
    const warnings = warningsByPatch(inputTo({ ...SHIPPED, WARM_IP_TARGET: "1" }));
    expect(warnings.some(({ settings }) => settings.includes("WARM_IP_TARGET"))).toBe(true);
    expect(warnings.every(({ severity }) => severity === "notice")).toBe(true);
  });

  it("is that max pods have to follow prefix delegation", () => {
    const warnings = warningsByPatch(inputTo(PREFIXES));
    expect(warnings.some(({ settings }) => settings.includes("ENABLE_PREFIX_DELEGATION"))).toBe(true);
  });

  it("is that a setting which is taken away has a default of its own", () => {
    const { WARM_ENI_TARGET: _, ...rest } = SHIPPED;
    expect(codes(SHIPPED, rest)).toContainEqual(["WARM_ENI_TARGET"]);
  });
});
