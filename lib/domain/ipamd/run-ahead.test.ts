import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparable } from "@/lib/domain/ipamd/fixtures/comparable";
import { randomScenario } from "@/lib/domain/ipamd/fixtures/random-scenario";
import { readVectors } from "@/lib/domain/ipamd/fixtures/read-vectors";
import { init } from "@/lib/domain/ipamd/fleet";
import { canRunAhead } from "@/lib/domain/ipamd/run-ahead";
import { createRunner, run, step } from "@/lib/domain/ipamd/run-fleet";
import type { Scenario } from "@/lib/domain/ipamd/scenario";
import { SimulatedEc2 } from "@/lib/domain/ipamd/simulated-ec2";
import { seededOrder } from "@/lib/domain/ipamd/visit-order";

/** A step always takes all nodes' things in the order of time. */
function inOrder(scenario: Scenario) {
  const fleet = init(scenario);
  while (step(fleet) !== null);
  run(fleet, scenario.endAt);
  return comparable(fleet);
}

function ahead(scenario: Scenario) {
  const fleet = init(scenario);
  expect(canRunAhead(fleet)).toBe(true);
  run(fleet, scenario.endAt);
  return comparable(fleet);
}

const withoutTrunks = (scenario: Scenario): Scenario => ({
  ...scenario,
  nodes: scenario.nodes.map(({ trunk: _, ...node }) => node),
});

describe("nodes that are run ahead of each other come to the same as in the order of time", () => {
  const vectors = [...readVectors("named"), ...readVectors("open")].filter((vector) => canRunAhead(init(vector)));

  it("in the vectors, most of which have no trunk", () => {
    expect(vectors.length).toBeGreaterThan(150);
    for (const vector of vectors) expect(ahead(vector)).toEqual(inOrder(vector));
  });

  it.each([
    ["at once", false],
    ["slowly", true],
  ])("in any fleet, where EC2 answers %s", (_name, isSlow) => {
    fc.assert(
      fc.property(randomScenario({ isSlow, hasExtras: true }).map(withoutTrunks), (scenario) => {
        expect(ahead(scenario)).toEqual(inOrder(scenario));
      }),
      { numRuns: 150 },
    );
  });

  it("and what they share is in order all the time", () => {
    fc.assert(
      fc.property(
        randomScenario({ isSlow: true, hasExtras: true }).map(withoutTrunks),
        fc.nat(300_000),
        (scenario, middle) => {
          const whole = init(scenario);
          const fleet = init(scenario);
          const ends = new Float64Array(fleet.processes.length).fill(scenario.endAt);
          const runOn = createRunner(fleet, null, new SimulatedEc2(fleet.account), ends);
          for (const until of [middle, scenario.endAt]) {
            run(whole, until);
            runOn(until);
            expect(fleet.account).toEqual(whole.account);
          }
          expect(comparable(fleet)).toEqual(comparable(whole));
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("nodes are taken in the order of time", () => {
  const [vector] = readVectors("named");
  if (!vector) throw new Error("no vector");

  it("where they share a sequence of drawn numbers", () => {
    expect(canRunAhead(init(vector, seededOrder(1)))).toBe(false);
  });

  it("where one of them has a trunk ENI", () => {
    const trunk = { attachMs: 1_000, maxBranchEnis: 2, branchCooldownMs: 30_000 };
    expect(canRunAhead(init({ ...vector, nodes: vector.nodes.map((node) => ({ ...node, trunk })) }))).toBe(false);
  });
});
