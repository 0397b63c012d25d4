import { describe, expect, it } from "vitest";
import { TYPES } from "@/lib/domain/simulation/fixtures/live-scope";
import { environmentOf, limitsOf, shownBy, TargetsBook } from "@/lib/domain/simulation/node-settings";

const plain = { hasPrefixes: false, hasCustomNetworking: false };
const prefixed = { hasPrefixes: true, hasCustomNetworking: false };
const custom = { hasPrefixes: false, hasCustomNetworking: true };
const PD = "ENABLE_PREFIX_DELEGATION";
const CUSTOM = "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG";

const between = (today: Record<string, string>, env: Record<string, string>, isTodayAssumed = true) => ({
  today,
  isTodayAssumed,
  proposal: { env, movedNodes: null },
});

describe("the environment of a node", () => {
  it.each([
    ["known settings are what they are, whatever the ENIs show", between({}, {}, false), "today", prefixed, {}],
    ["assumed ones give way to prefixes on the ENIs", between({}, {}), "today", prefixed, { [PD]: "true" }],
    ["and to ENIs in another subnet", between({ A: "1" }, {}), "today", custom, { A: "1", [CUSTOM]: "true" }],
    ["a node that shows neither has the assumed ones", between({ A: "1" }, {}), "today", plain, { A: "1" }],
    [
      "a proposal that says nothing of it leaves it",
      between({}, { B: "2" }),
      "proposed",
      prefixed,
      { B: "2", [PD]: "true" },
    ],
    ["a proposal that turns it on does so", between({}, { [PD]: "true" }), "proposed", plain, { [PD]: "true" }],
    ["a proposal that turns it off does so", between({}, { [PD]: "false" }), "proposed", prefixed, { [PD]: "false" }],
    [
      "the same text as today's is no change",
      between({ [PD]: "false" }, { [PD]: "false" }),
      "proposed",
      prefixed,
      { [PD]: "true" },
    ],
  ] as const)("%s", (_name, input, side, mode, expected) => {
    expect(environmentOf(input, side, mode)).toEqual(expected);
  });

  it("is read off the node's ENIs", () => {
    const node = { hasPrefixes: true, podSubnet: 3 };
    expect(shownBy(node as Parameters<typeof shownBy>[0])).toEqual({ hasPrefixes: true, hasCustomNetworking: true });
  });
});

describe("the book of targets", () => {
  const type = { instanceType: "m5.large", ...TYPES["m5.large"] };
  const limits = limitsOf(type, 29, false);

  it("gives alike nodes one object, and each side its own", () => {
    const book = new TargetsBook(between({ WARM_IP_TARGET: "1" }, { WARM_IP_TARGET: "7" }));
    const today = book.targetsOf("today", plain, limits);
    expect(book.targetsOf("today", plain, { ...limits })).toBe(today);
    expect(today.warmIpTarget).toBe(1);
    expect(book.targetsOf("proposed", plain, limits).warmIpTarget).toBe(7);
  });

  it.each([
    ["ENIs", { maxEnis: 2 }],
    ["slots", { ipv4PerEni: 4 }],
    ["max pods", { maxPods: 11 }],
    ["prefixes", { supportsPrefixDelegation: false }],
    ["a trunk", { supportsTrunk: true }],
  ])("tells nodes apart by their %s", (_name, other) => {
    const book = new TargetsBook(between({ [PD]: "true", ENABLE_POD_ENI: "true" }, {}));
    expect(book.targetsOf("today", plain, { ...limits, ...other })).not.toEqual(book.targetsOf("today", plain, limits));
  });
});
