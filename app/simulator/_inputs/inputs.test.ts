import { describe, expect, it } from "vitest";
import { editedEnvironment } from "@/app/simulator/_inputs/edited-environment";
import { entriesFromText, entriesToText, fitsInLink } from "@/app/simulator/_inputs/environment-link";
import { fieldProblem, placedProblems } from "@/app/simulator/_inputs/field-problem";
import { loadDefaults } from "@/app/simulator/_inputs/load-defaults";
import { podFigures, typicalPods } from "@/app/simulator/_inputs/pod-figures";
import { presetsFor } from "@/app/simulator/_inputs/presets";
import { toSimulationInput } from "@/app/simulator/_inputs/to-simulation-input";
import { inputParams } from "@/app/simulator/search-params";
import { readUrlParams } from "@/components/url-state/url-param";
import { proposeChange } from "@/lib/domain/patch/proposal";
import { assumedEnvironment, SHIPPED_ENTRIES } from "@/lib/domain/patch/shipped-environment";
import { liveScope } from "@/lib/domain/simulation/fixtures/live-scope";
import { simulate } from "@/lib/domain/simulation/simulate";

const scope = liveScope({
  nodes: [
    { type: "t3.2xlarge", subnet: 0, pods: 3 },
    { type: "t3.2xlarge", subnet: 0, pods: 6 },
    { type: "m5.large", subnet: 1, pods: 1 },
  ],
  subnets: [{ cidr: "10.0.0.0/24" }, { cidr: "10.0.1.0/24" }, { cidr: "10.0.16.0/20" }],
});

describe("editedEnvironment", () => {
  const given = assumedEnvironment();
  const edited = editedEnvironment(given, given, "WARM_ENI_TARGET", "2");
  it("replaces an entry where it stands, and says that it was edited", () => {
    expect(edited.entries.map(({ name }) => name)).toEqual(given.entries.map(({ name }) => name));
    expect(edited.entries.find(({ name }) => name === "WARM_ENI_TARGET")?.value).toBe("2");
    expect(edited.label).toBe(`${given.label}, edited here`);
    expect(editedEnvironment(edited, given, "MAX_ENI", "3").label).toBe(edited.label);
  });
  it("is the given one again once all edits are taken back", () => {
    const more = editedEnvironment(edited, given, "MAX_ENI", "3");
    const less = editedEnvironment(more, given, "MAX_ENI", null);
    expect(editedEnvironment(less, given, "WARM_ENI_TARGET", "1")).toBe(given);
    const without = editedEnvironment(given, given, "WARM_ENI_TARGET", null);
    expect(editedEnvironment(without, given, "WARM_ENI_TARGET", "1")).toBe(given);
  });
  it("never takes a pasted one for the given one", () => {
    const pasted = { ...given, source: "daemonset" as const };
    expect(editedEnvironment(pasted, given, "WARM_ENI_TARGET", "1")).not.toBe(given);
  });
});

describe("an environment in a link", () => {
  it("is short where it is the shipped one but for an entry", () => {
    const entries = SHIPPED_ENTRIES.map((entry) =>
      entry.name === "WARM_ENI_TARGET" ? { ...entry, value: "0" } : entry,
    );
    expect(entriesToText(entries)).toBe("v1.23.1;0-22;WARM_ENI_TARGET=0;24-26");
    expect(entriesFromText(entriesToText(entries))).toEqual(entries);
  });
  it("is refused when it is longer than links may be", () => {
    const long = { name: "ADDITIONAL_ENI_TAGS", value: "x".repeat(7_000) };
    expect(fitsInLink(assumedEnvironment())).toBe(true);
    expect(fitsInLink({ ...assumedEnvironment(), entries: [long] })).toBe(false);
  });
});

describe("podFigures", () => {
  it("adds up what the pools allow, and counts what bounds nothing", () => {
    const nodes = [{ podRange: { low: 1, high: 14 } }, { podRange: { low: 0, high: 3 } }, { podRange: null }].map(
      (node) => ({ ...scope.nodes[0], ...node }) as (typeof scope.nodes)[number],
    );
    const figures = podFigures(nodes);
    expect(figures).toEqual({ total: { low: 1, middle: 8, high: 17 }, perNode: { low: 0, high: 14 }, unknownCount: 1 });
    expect(typicalPods(figures, 3, "middle")).toBe(4);
    expect(typicalPods(figures, 3, "high")).toBe(9);
    expect(typicalPods(figures, 3, "12")).toBe(12);
  });
  it("is nothing without nodes", () => {
    expect(podFigures([])).toBeNull();
    expect(typicalPods(null, 0, "middle")).toBe(0);
  });
  it("counts the pods that the simulator does", () => {
    for (const pods of ["low", "middle", "high"] as const) {
      const input = toSimulationInput({ ...readUrlParams(inputParams, () => null), pods }, assumedEnvironment());
      const outcome = simulate(scope, { ...input, seededOrders: 0 });
      expect(outcome.kind === "done" && outcome.result.podCount).toBe(podFigures(scope.nodes)?.total[pods]);
    }
  });
});

describe("presetsFor", () => {
  it("gives the small cluster three addresses more than its pods", () => {
    const small = presetsFor(7).find(({ label }) => label === "Small cluster");
    expect(small?.wishes).toContainEqual({ name: "MINIMUM_IP_TARGET", value: "10" });
  });
  it("gives only what a patch can be made of, or what changes nothing", () => {
    for (const { label, wishes } of presetsFor(7)) {
      const set = wishes.filter(({ value }) => value !== null);
      const outcome = proposeChange({
        current: assumedEnvironment(),
        wishes: set,
        confirmed: [],
        allowsUnknown: false,
        fleet: null,
      });
      expect(outcome.kind, label).toBe(label === "As today" || label === "Default" ? "unchanged" : "ready");
    }
  });
});

describe("loadDefaults", () => {
  it("can be run as they are, all together", () => {
    const defaults = loadDefaults(scope, 4);
    const values = { ...readUrlParams(inputParams, () => null), ...defaults };
    const outcome = simulate(scope, { ...toSimulationInput(values, assumedEnvironment()), seededOrders: 0 });
    expect(outcome.kind).toBe("done");
  });
  it("moves nodes to the roomiest other subnet, and adds them where most are", () => {
    const { add, move } = loadDefaults(scope, 4);
    expect(add.subnet).toBe(scope.subnets[0]?.id);
    expect(move.subnet).toBe(scope.subnets[2]?.id);
  });
});

describe("fieldProblem", () => {
  const problems = [
    { field: "durationSeconds", message: "Give a whole number of 60 to 604800." },
    { field: "load.burst.pods", message: "Give a whole number of 1 to 1000000." },
  ];
  it("is the field's own, in the unit that the field has", () => {
    expect(fieldProblem(problems, "load.burst.pods")).toBe("Give a whole number of 1 to 1000000.");
    expect(fieldProblem(problems, "durationSeconds")).toContain("minutes from 1 to 10,080");
    expect(fieldProblem(problems, "load.burst.nodes")).toBeNull();
  });
  it("names its place in a list that stands elsewhere", () => {
    expect(placedProblems(problems).map(({ message }) => message)).toEqual([
      "Look at: Give a whole number of minutes from 1 to 10,080.",
      "Burst: Give a whole number of 1 to 1000000.",
    ]);
  });
});
