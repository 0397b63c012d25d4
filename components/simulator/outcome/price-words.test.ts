import { describe, expect, test } from "vitest";
import { ceilingGroups, goBackWords, peakWords, tokensWords } from "@/components/simulator/outcome/price-words";
import type { CallCurve, GoBack } from "@/lib/domain/simulation/simulation-result";

const plain = (text: string): string => text.replaceAll("\u00a0", " ");

const calls = (over: Partial<CallCurve>): CallCurve => ({
  bucket: { actions: ["CreateNetworkInterface"], capacity: 100, refillPerSecond: 5 },
  calls: new Int32Array(),
  peakPerSecond: new Int32Array(),
  total: 20,
  failed: 0,
  peak: { atMs: 90_000, callsPerSecond: 11 },
  fewestTokens: 89,
  throttledCalls: 0,
  throttledMs: 0,
  ...over,
});

describe("tokensWords", () => {
  test.each([
    [{}, "89 of 100 left"],
    [{ total: 0, fewestTokens: 100 }, "untouched"],
    [{ fewestTokens: -3 }, "empty, 3 owed"],
    [{ fewestTokens: -3, throttledCalls: 4, throttledMs: 8_000 }, "4 calls wait, 2 s each"],
    [{ fewestTokens: -1, throttledCalls: 1, throttledMs: 200 }, "1 call waits, 200 ms each"],
  ])("%j is %s", (over, words) => expect(plain(tokensWords(calls(over)))).toBe(words));
});

test("the peak says when", () => {
  expect(peakWords(calls({})).map((words) => plain(words ?? ""))).toEqual(["11/s", "at +1:30 min"]);
  expect(peakWords(calls({ peak: { atMs: 0, callsPerSecond: 0 } }))).toEqual(["no call", null]);
});

describe("ceilingGroups", () => {
  test("nodes are grouped by what holds them, what stays before what solves itself", () =>
    expect(
      ceilingGroups([
        { node: 3, waitingPodCount: 1, cause: "on-its-way" },
        { node: 1, waitingPodCount: 4, cause: "minimum-ip-target" },
        { node: 2, waitingPodCount: 2, cause: "minimum-ip-target" },
      ]),
    ).toEqual([
      { cause: "minimum-ip-target", nodes: [1, 2], waitingPodCount: 6 },
      { cause: "on-its-way", nodes: [3], waitingPodCount: 1 },
    ]));

  test("no ceilings, no groups", () => expect(ceilingGroups([])).toEqual([]));
});

describe("goBackWords", () => {
  const back = (over: Partial<GoBack>): GoBack => ({
    fits: true,
    failingNodeCount: 0,
    lowest: { subnetId: "s", atMs: 0, free: 12 },
    morePods: null,
    ...over,
  });
  test.each([
    [{}, "Yes, whatever number of pods the nodes can hold; nodes-a comes down to 12 free addresses."],
    [{ morePods: 38 }, "Yes, until about 38 more pods have come; nodes-a comes down to 12 free addresses."],
    [{ morePods: 0 }, "Yes, but with a single further pod no longer; nodes-a comes down to 12 free addresses."],
    [
      { fits: false, failingNodeCount: 1, lowest: { subnetId: "s", atMs: 0, free: 1 } },
      "No: 1 node would not get back what today’s settings ask for; nodes-a comes down to 1 free address.",
    ],
  ])("%j", (over, words) => expect(goBackWords(back(over), "nodes-a")).toBe(words));
});
