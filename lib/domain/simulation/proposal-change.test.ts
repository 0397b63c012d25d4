import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  changeOf,
  changeWords,
  freeLabel,
  isSameChange,
  LONGEST_LABEL,
  proposalOf,
} from "@/lib/domain/simulation/proposal-change";

const TODAY = { WARM_ENI_TARGET: "1", MAX_ENI: "3" };
const MOVE = { count: 3, subnetId: "subnet-1", atSeconds: 60, everySeconds: 60 };

describe("a change of today", () => {
  test("any proposal is its change put into today's environment", () => {
    const env = fc.dictionary(fc.constantFrom("WARM_ENI_TARGET", "MAX_ENI", "WARM_IP_TARGET"), fc.string());
    fc.assert(
      fc.property(env, fc.constantFrom(null, MOVE), (proposed, movedNodes) => {
        const proposal = { env: { ...proposed }, movedNodes };
        expect(proposalOf(TODAY, changeOf(TODAY, proposal))).toEqual(proposal);
      }),
    );
  });

  test("a setting written as it is today makes no other change", () => {
    const change = { settings: { WARM_IP_TARGET: "2" }, movedNodes: null };
    const sameAgain = { settings: { WARM_IP_TARGET: "2", MAX_ENI: "3", IP_COOLDOWN_PERIOD: null }, movedNodes: null };
    expect(isSameChange(TODAY, change, sameAgain)).toBe(true);
    expect(isSameChange(TODAY, change, { ...change, movedNodes: MOVE })).toBe(false);
    expect(isSameChange(TODAY, change, { settings: { WARM_IP_TARGET: "02" }, movedNodes: null })).toBe(false);
  });

  test.each([
    { change: { settings: {}, movedNodes: null }, words: "no change" },
    {
      change: { settings: { WARM_IP_TARGET: "2", MAX_ENI: null }, movedNodes: null },
      words: "MAX_ENI unset · WARM_IP_TARGET 2",
    },
    { change: { settings: {}, movedNodes: MOVE }, words: "3 nodes move" },
    { change: { settings: {}, movedNodes: { ...MOVE, count: 1 } }, words: "1 node moves" },
  ])("reads as $words", ({ change, words }) => {
    expect(changeWords(change as Parameters<typeof changeWords>[0])).toBe(words);
  });
});

describe("freeLabel", () => {
  test.each([
    { wanted: "small", taken: [], label: "small" },
    { wanted: " small ", taken: ["small"], label: "small 2" },
    { wanted: "small", taken: ["small", "small 2"], label: "small 3" },
    { wanted: "  ", taken: [], label: "Proposal" },
    { wanted: "x".repeat(100), taken: [], label: "x".repeat(LONGEST_LABEL) },
  ])("$wanted beside $taken", ({ wanted, taken, label }) => {
    expect(freeLabel(wanted, taken)).toBe(label);
  });
});
