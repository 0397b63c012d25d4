import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { millis } from "@/lib/domain/brand";
import { countIncidents, MINUTE_MS } from "@/lib/domain/shortage/counted-incidents";
import { foldIncidents, type ShortageFinding } from "@/lib/domain/shortage/incident";

const silence = (minutes: number) => Array.from({ length: minutes }, () => 0);

describe("incidents counted from failures a minute", () => {
  it.each([
    ["none without a failure", silence(1440), 0, 0],
    ["one of a single minute", [0, 3, 0], 1, 1],
    ["one window for two minutes", [3, 3], 1, 1],
    ["a silent window is none", [2, 1, 0, 0, 5], 1, 2],
    ["half an hour of silence does not end it", [1, ...silence(29), 1], 1, 2],
    ["a minute more does", [1, ...silence(30), 1], 2, 2],
  ])("%s", (_case, perMinute, incidentCount, windowCount) => {
    expect(countIncidents(perMinute)).toEqual({ incidentCount, windowCount });
  });

  it("are as many as the fold of the failures themselves, where these lie on whole minutes", () => {
    const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), { maxLength: 60 });
    fc.assert(
      fc.property(minutes, (chosen) => {
        const perMinute = silence(1440);
        for (const minute of chosen) perMinute[minute] = 1;
        const folded = foldIncidents(chosen.map(findingAt));
        expect(countIncidents(perMinute)).toEqual({
          incidentCount: folded.length,
          windowCount: folded.reduce((sum, each) => sum + each.windowCount, 0),
        });
      }),
    );
  });
});

const findingAt = (minute: number): ShortageFinding => ({
  eventId: `event-${minute}`,
  ordinal: 0,
  eventName: "CreateNetworkInterface",
  eventTime: millis(minute * MINUTE_MS),
  listedAt: millis(minute * MINUTE_MS),
  kind: "capacity",
  code: "InsufficientFreeAddressesInSubnet",
  message: null,
  subnetId: "subnet-0a00000000000001",
  subnetEvidence: "parameters",
  eniId: null,
  callerKind: "vpc-cni",
  callerId: "i-0a000000000000001",
  clusterName: null,
  instanceId: "i-0a000000000000001",
});
