import { describe, expect, it } from "vitest";
import { givenEnvironment, numberOf, toSimulationInput, wishesOf } from "@/app/simulator/_inputs/to-simulation-input";
import { inputParams } from "@/app/simulator/search-params";
import { readUrlParams } from "@/components/url-state/url-param";
import { assumedEnvironment, shippedValue } from "@/lib/domain/patch/shipped-environment";
import { defaultInput } from "@/lib/domain/simulation/simulation-input";

const read = (query: string) => readUrlParams(inputParams, (name) => new URLSearchParams(query).get(name));
const inputOf = (query: string) => toSimulationInput(read(query), assumedEnvironment());

describe("toSimulationInput", () => {
  it("is the simulator's own default without any parameter", () => {
    const { today } = inputOf("");
    expect(inputOf("")).toEqual(defaultInput(today, true));
    expect(today.WARM_ENI_TARGET).toBe(shippedValue("WARM_ENI_TARGET"));
  });
  it("puts a value into the proposal, and takes an emptied one out of it", () => {
    const { proposal, today } = inputOf("we=&wi=2");
    const { WARM_ENI_TARGET: _, ...rest } = today;
    expect(proposal.env).toEqual({ ...rest, WARM_IP_TARGET: "2" });
  });
  it("leaves a text that ipamd cannot read as it was typed", () => {
    expect(inputOf("wi=%205").proposal.env.WARM_IP_TARGET).toBe(" 5");
  });
  it("reads the load in the simulator's units", () => {
    const input = inputOf("burst=60,10,30,900&drain=50,120&churn=0.5,300&roll=25,20,10&minutes=15");
    expect(input.load.burst).toEqual({ pods: 60, nodes: 10, withinSeconds: 30, atSeconds: 900 });
    expect(input.load.drain).toEqual({ share: 0.5, atSeconds: 120 });
    expect(input.load.churn).toEqual({ podsPerMinutePerNode: 0.5, meanLifeSeconds: 300 });
    expect(input.rollout).toEqual({ maxUnavailableShare: 0.25, restartSeconds: 20, atSeconds: 10 });
    expect(input.durationSeconds).toBe(900);
  });
  it("takes the commonest type where none is chosen", () => {
    expect(inputOf("add=5,subnet-1,,7,900,60").load.addedNodes?.instanceType).toBeNull();
  });
  it("knows that settings which somebody pasted are not assumed", () => {
    const pasted = { ...assumedEnvironment(), source: "daemonset" as const };
    expect(toSimulationInput(read(""), pasted).isTodayAssumed).toBe(false);
  });
});

describe("numberOf", () => {
  it.each([
    ["7", 7],
    [" 7 ", 7],
    ["-1", -1],
    ["0.25", 0.25],
  ])("reads %j", (text, number) => {
    expect(numberOf(text)).toBe(number);
  });
  it.each(["", " ", "seven", "0x10", "1e3", "1,5", "Infinity"])("does not guess at %j", (text) => {
    expect(numberOf(text)).toBeNaN();
  });
});

describe("givenEnvironment", () => {
  it("is the whole shipped manifest where settings are assumed", () => {
    expect(givenEnvironment({ assumed: true, label: "assumed", env: { WARM_ENI_TARGET: "1" } })).toEqual(
      assumedEnvironment(),
    );
  });
  it("keeps why it is assumed", () => {
    const notice = "a and b differ";
    expect(givenEnvironment({ assumed: true, label: "assumed", env: {}, notice })).toEqual({
      ...assumedEnvironment(),
      notices: [notice],
    });
  });
  it("is what the server was told, and only that, where it was told", () => {
    const given = givenEnvironment({ assumed: false, label: "ENISCOPE_CNI_ENV", env: { WARM_IP_TARGET: "2" } });
    expect(given).toMatchObject({ source: "map", label: "ENISCOPE_CNI_ENV" });
    expect(given.entries).toEqual([{ name: "WARM_IP_TARGET", value: "2" }]);
  });
});

describe("wishesOf", () => {
  it("names the turned knobs only", () => {
    expect(wishesOf(read("we=0&mi=&sd=false"))).toEqual([
      { name: "WARM_ENI_TARGET", value: "0" },
      { name: "MINIMUM_IP_TARGET", value: null },
      { name: "ENABLE_SUBNET_DISCOVERY", value: "false" },
    ]);
  });
});
