import { describe, expect, test } from "vitest";
import { placeWords, stateWords, sumWords } from "@/components/simulator/rack/place-words";

describe("placeWords", () => {
  test.each([
    [{ kind: "primary", address: "10.0.0.9", addressClass: "node-primary" }, "10.0.0.9, the node’s own address"],
    [{ kind: "primary", address: "10.0.0.9", addressClass: "eni-primary" }, "10.0.0.9, the ENI’s own address"],
    [{ kind: "secondary", address: "10.0.0.9", addressClass: "assigned" }, "10.0.0.9, pod"],
    [{ kind: "secondary", address: "10.0.0.9", addressClass: "warm" }, "10.0.0.9, warm"],
    [
      { kind: "prefix", prefix: "10.0.0.16/28", assigned: 1, cooling: 2, warm: 13 },
      "10.0.0.16/28, prefix: 1 pod, 2 in cooldown, 13 warm",
    ],
    [
      { kind: "prefix", prefix: "10.0.0.16/28", assigned: 0, cooling: 0, warm: 16 },
      "10.0.0.16/28, prefix: 0 pods, 16 warm",
    ],
    [{ kind: "empty" }, "unused slot"],
  ] as const)("%j", (place, words) => expect(placeWords(place)).toBe(words));
});

test("the sum names every part, and prefixes where there are some", () => {
  const sum = { eniCount: 2, held: 30, assigned: 6, cooling: 0, warm: 22, prefixes: 0 };
  expect(sumWords(sum)).toBe("30 addresses: 6 pods, 22 warm, 2 ENIs’ own");
  expect(sumWords({ ...sum, eniCount: 1, prefixes: 1 })).toBe(
    "30 addresses: 6 pods, 22 warm, in 1 prefix, 1 ENI’s own",
  );
});

test("a node says what keeps it from just running", () => {
  const moment = { atMs: 0, exists: true, isRunning: true, slotsPerEni: 14, maxEnis: 4, enis: [], waitingPodCount: 0 };
  expect(stateWords(moment)).toBeNull();
  expect(stateWords({ ...moment, exists: false })).toBe("is not there at this moment");
  expect(stateWords({ ...moment, isRunning: false, waitingPodCount: 1 })).toBe(
    "ipamd is not running, 1 pod waits for an address",
  );
});
