import { expect, it } from "vitest";
import { loadSummary, problemsIn, runSummary, settingsSummary } from "@/app/simulator/_inputs/input-summaries";
import { toSimulationInput } from "@/app/simulator/_inputs/to-simulation-input";
import { inputParams } from "@/app/simulator/search-params";
import { readUrlParams } from "@/components/url-state/url-param";
import { assumedEnvironment } from "@/lib/domain/patch/shipped-environment";

const read = (query: string) => {
  const params = new URLSearchParams(query);
  const values = readUrlParams(inputParams, (name) => params.get(name));
  return { values, input: toSimulationInput(values, assumedEnvironment()) };
};

it("the settings' summary names what is proposed, moved nodes too", () => {
  expect(settingsSummary(read("").input)).toBe("as today");
  expect(settingsSummary(read("wi=2&we=&move=3,subnet-1,60,60").input)).toBe(
    "WARM_ENI_TARGET unset · WARM_IP_TARGET 2 · 3 nodes move",
  );
});

it("the load's summary names what is switched on", () => {
  expect(loadSummary(read("").values)).toBe("pods: middle of the range");
  expect(loadSummary(read("pods=8&churn=1,60&burst=60,10,30,900&drain=50,900&add=5,s,,7,1,1").values)).toBe(
    "pods: 8 a node · churn · burst of 60 · drain of 50 % · 5 more nodes",
  );
});

it("the run's summary has the rollout, the time and the seed", () => {
  expect(runSummary(read("roll=20,30,60&minutes=90&seed=7").values)).toBe("20 % at once · 90 min · seed 7");
});

it("each problem counts in the section of its field alone", () => {
  const problems = ["podSubnets.eu-west-1a", "pods", "load.burst.pods", "seed", "rollout.atSeconds"].map((field) => ({
    field,
    message: "",
  }));
  expect(problemsIn("settings", problems)).toBe(1);
  expect(problemsIn("load", problems)).toBe(2);
  expect(problemsIn("run", problems)).toBe(2);
});
