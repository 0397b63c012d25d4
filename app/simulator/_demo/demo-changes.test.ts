import { describe, expect, it } from "vitest";
import { changesInWords, proposedChanges } from "@/app/simulator/_demo/demo-changes";
import { defaultInput } from "@/lib/domain/simulation/simulation-input";

describe("proposedChanges", () => {
  it("names what is set, changed and taken away, and nothing that stays", () => {
    const today = { WARM_ENI_TARGET: "1", IP_COOLDOWN_PERIOD: "30", MAX_ENI: "3" };
    const env = { WARM_ENI_TARGET: "0", WARM_IP_TARGET: "2", IP_COOLDOWN_PERIOD: "30" };
    expect(proposedChanges({ ...defaultInput(today, true), proposal: { env, movedNodes: null } })).toEqual({
      MAX_ENI: null,
      WARM_ENI_TARGET: "0",
      WARM_IP_TARGET: "2",
    });
    expect(proposedChanges(defaultInput(today, true))).toEqual({});
  });
});

describe("changesInWords", () => {
  const cluster = { name: "a", nodeCount: 1, isPatched: false, whyNot: null };

  it("goes from what the cluster really has", () => {
    const env = { WARM_ENI_TARGET: "1", MAX_ENI: "4" };
    expect(changesInWords({ ...cluster, env }, { WARM_ENI_TARGET: "0", WARM_IP_TARGET: "2", MAX_ENI: null })).toEqual([
      "WARM_ENI_TARGET=0 (was 1)",
      "WARM_IP_TARGET=2 (was unset)",
      "MAX_ENI unset (was 4)",
    ]);
  });

  it("leaves out what it has already", () => {
    expect(
      changesInWords({ ...cluster, env: { WARM_IP_TARGET: "2" } }, { WARM_IP_TARGET: "2", MAX_ENI: null }),
    ).toEqual([]);
  });
});
