import { describe, expect, test } from "vitest";
import { comparedOf, namedProposals } from "@/components/simulator/comparison/compared";
import type { ProposalChange, SavedProposal } from "@/lib/domain/simulation/proposal-change";

const input = { today: { WARM_ENI_TARGET: "1" } };
const NONE: ProposalChange = { settings: {}, movedNodes: null };
const of = (label: string, settings: Record<string, string | null>): SavedProposal => ({
  label,
  settings,
  movedNodes: null,
});
const small = of("small", { WARM_IP_TARGET: "2" });
const keysOf = (now: ProposalChange, presets: SavedProposal[], saved: SavedProposal[]) =>
  comparedOf({ input, now, presets, saved }).map(({ key, isShown }) => `${key}${isShown ? " (shown)" : ""}`);

describe("comparedOf", () => {
  test("today's settings are the proposal as long as nothing is proposed", () => {
    expect(keysOf(NONE, [small], [])).toEqual(["today (shown)", "preset 0"]);
  });

  test("the proposal has a row of its own where it is no other's", () => {
    expect(keysOf(of("", { MAX_ENI: "2" }), [small], [])).toEqual(["today", "preset 0", "proposal (shown)"]);
  });

  test("a preset and a saved one that the proposal comes to are marked in its place", () => {
    expect(keysOf(small, [small], [of("mine", { WARM_IP_TARGET: "2", WARM_ENI_TARGET: "1" })])).toEqual([
      "today",
      "preset 0 (shown)",
      "saved 0 (shown)",
    ]);
  });

  test("a preset that changes nothing of today is no second row", () => {
    expect(keysOf(NONE, [of("the default", { WARM_ENI_TARGET: "1" })], [])).toEqual(["today (shown)"]);
  });

  test("the simulator is asked for whole environments, under keys", () => {
    const rows = comparedOf({ input, now: NONE, presets: [small], saved: [] });
    expect(namedProposals(input, rows)).toEqual([
      { label: "today", proposal: { env: { WARM_ENI_TARGET: "1" }, movedNodes: null } },
      { label: "preset 0", proposal: { env: { WARM_ENI_TARGET: "1", WARM_IP_TARGET: "2" }, movedNodes: null } },
    ]);
  });
});
