import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { millis } from "@/lib/domain/brand";
import { foldIncidents, INCIDENT_GAP_MS, type ShortageEvent } from "@/lib/domain/shortage/incident";

const START = Date.UTC(2026, 2, 1, 3);
let serial = 0;

const failure = (atMs: number, part: Partial<ShortageEvent> = {}): ShortageEvent => ({
  eventId: `event-${++serial}`,
  eventName: "AssignPrivateIpAddresses",
  eventTime: millis(START + atMs),
  kind: "capacity",
  subnetId: "subnet-a",
  callerId: "i-1",
  callerKind: "vpc-cni",
  clusterName: null,
  instanceId: "i-1",
  ...part,
});

describe("foldIncidents", () => {
  it("makes one incident of the CNI's pairs of calls every 5 s for an hour", () => {
    const events = Array.from({ length: 720 }, (_, i) => [failure(i * 5000), failure(i * 5000)]).flat();
    const [incident, ...others] = foldIncidents(events);
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ callCount: 1440, firstAt: START, lastAt: START + 719 * 5000 });
    expect(incident?.callsPerMinute).toBeCloseTo(24.03, 1);
  });

  it("keeps the 120 s back-off's pairs in one incident and starts another after a longer pause", () => {
    const events = [0, 122_000, 244_000, 244_000 + INCIDENT_GAP_MS + 1].map((at) => failure(at));
    expect(foldIncidents(events).map((incident) => incident.callCount)).toEqual([1, 3]);
  });

  it("keeps subnets and callers apart", () => {
    const events = [
      failure(0),
      failure(1, { subnetId: "subnet-b" }),
      failure(2, { callerId: "i-2" }),
      failure(3, { subnetId: null, callerId: null }),
    ];
    expect(foldIncidents(events)).toHaveLength(4);
  });

  it("counts an event read twice once, and a fleet that failed in two subnets in both", () => {
    const twice = failure(0, { eventId: "same" });
    expect(foldIncidents([twice, { ...twice }])[0]?.callCount).toBe(1);
    expect(foldIncidents([twice, { ...twice, subnetId: "subnet-b" }])).toHaveLength(2);
  });

  it("names both kinds and the cluster that only some events know", () => {
    const [incident] = foldIncidents([failure(0), failure(1000, { kind: "fragmentation", clusterName: "dev" })]);
    expect(incident).toMatchObject({ kinds: ["capacity", "fragmentation"], clusterName: "dev", callsPerMinute: 120 });
  });

  it("has no rate for a single moment", () => {
    expect(foldIncidents([failure(0)])[0]?.callsPerMinute).toBeNull();
  });

  it("gives the same incidents in whatever order the events come, and loses none", () => {
    const event = fc.record({
      at: fc.integer({ min: 0, max: 3_600_000 }),
      subnet: fc.constantFrom("a", "b", null),
      caller: fc.constantFrom("i-1", "i-2", null),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), fc.integer(), (drawn, seed) => {
        const events = drawn.map(({ at, subnet, caller }, i) =>
          failure(at, { eventId: `e${i}`, subnetId: subnet, callerId: caller }),
        );
        const shuffled = [...events].sort(
          (a, b) => ((a.eventTime * 31 + seed) % 97) - ((b.eventTime * 31 + seed) % 97),
        );
        const folded = foldIncidents(events);
        expect(foldIncidents(shuffled)).toEqual(folded);
        expect(folded.reduce((sum, incident) => sum + incident.callCount, 0)).toBe(events.length);
      }),
    );
  });
});
