import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { millis } from "@/lib/domain/brand";
import { byPlace, type Finding } from "@/lib/domain/shortage/finding";
import {
  INCIDENT_GAP_MS,
  isShortage,
  type ShortageIncident,
  type ShortageTraits,
} from "@/lib/domain/shortage/incident";
import { IncidentFold } from "@/lib/domain/shortage/incident-fold";
import { MINUTE_MS } from "@/lib/domain/time-units";

const START = Date.UTC(2026, 2, 1, 3);
let serial = 0;

type ShortageFinding = Finding & ShortageTraits;

const failure = (atMs: number, part: Partial<ShortageFinding> = {}): ShortageFinding => ({
  eventId: `event-${String(++serial).padStart(6, "0")}`,
  ordinal: 0,
  eventName: "AssignPrivateIpAddresses",
  eventTime: millis(START + atMs),
  listedAt: millis(START + atMs),
  kind: "capacity",
  code: "InsufficientFreeAddressesInSubnet",
  message: "The specified subnet does not have enough free addresses to satisfy the request.",
  subnetId: "subnet-a",
  subnetEvidence: "eni",
  eniId: "eni-1",
  callerKind: "vpc-cni",
  callerId: "i-1",
  clusterName: null,
  instanceId: "i-1",
  ...part,
});

/** Gives them as a store does, newest first with a number for each event; by rank. */
function foldIncidents(
  findings: readonly ShortageFinding[],
  endsEarly: (position: number) => boolean = () => false,
): ShortageIncident[] {
  const numbers = new Map([...new Set(findings.map(({ eventId }) => eventId))].sort().map((id, index) => [id, index]));
  const placed = findings
    .map((traits) => {
      const { listedAt, ordinal, eventId } = traits;
      return { traits, place: { listedAt, ordinal, sequence: numbers.get(eventId) ?? -1 } };
    })
    .sort((a, b) => byPlace(a.place, b.place));
  const taken: { readonly incident: ShortageIncident; readonly rank: number }[] = [];
  const fold = new IncidentFold((incident, rank) => taken.push({ incident, rank }));
  for (const [position, { traits, place }] of placed.entries()) {
    fold.add(traits, place);
    if (!endsEarly(position)) continue;
    fold.endBefore(place.listedAt);
    expect(taken.filter(({ rank }) => rank < fold.settledRank)).toHaveLength(fold.settledRank);
  }
  fold.end();
  const byRank = taken.sort((a, b) => a.rank - b.rank);
  expect(byRank.map(({ rank }) => rank)).toEqual(byRank.map((_, index) => index));
  return byRank.map(({ incident }) => incident);
}

const node = (id: string) => ({ callerId: id, instanceId: id });

describe("a fold of shortages", () => {
  it("makes one incident of the CNI's pairs of calls every 5 s for an hour", () => {
    const events = Array.from({ length: 720 }, (_, i) => [failure(i * 5000), failure(i * 5000)]).flat();
    const [incident, ...others] = foldIncidents(events);
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ callCount: 1440, windowCount: 30, firstAt: START, lastAt: START + 719 * 5000 });
    expect(incident?.callsPerMinute).toBeCloseTo(24.03, 1);
    expect(incident?.callers).toMatchObject([{ callerId: "i-1", callCount: 1440, retryEveryMs: 5000 }]);
  });

  it("keeps the 120 s back-off's pairs in one incident and starts another after half an hour of silence", () => {
    const events = [0, 122_000, 244_000, 244_000 + INCIDENT_GAP_MS + 1].map((at) => failure(at));
    const incidents = foldIncidents(events);
    expect(incidents.map((incident) => incident.callCount)).toEqual([1, 3]);
    expect(incidents[1]?.callers[0]?.retryEveryMs).toBe(122_000);
  });

  it("weighs a node that backs off like one that retries every 5 s, by two-minute windows", () => {
    const busy = Array.from({ length: 120 }, (_, i) => failure(i * 5000, node("i-busy")));
    const patient = Array.from({ length: 5 }, (_, i) => failure(i * 120_000, node("i-patient")));
    expect(foldIncidents(busy)[0]?.windowCount).toBe(5);
    expect(foldIncidents(patient)[0]?.windowCount).toBe(5);
  });

  it("tells the failures of many nodes in one subnet as one story, the most affected node first", () => {
    const events = [
      ...[0, 10_000, 20_000].map((at) => failure(at, node("i-2"))),
      failure(5_000, node("i-1")),
      failure(7_000, { callerKind: "auto-scaling", callerId: "autoscaling", instanceId: null }),
    ];
    const [story, ...others] = foldIncidents(events);
    expect(others).toEqual([]);
    expect(story?.callers.map(({ callerId, callCount }) => [callerId, callCount])).toEqual([
      ["i-2", 3],
      ["i-1", 1],
      ["autoscaling", 1],
    ]);
  });

  it("takes launches that fail every quarter of an hour for one story: the subnet is full in between too", () => {
    const launches = Array.from({ length: 8 }, (_, i) => failure(i * 15 * MINUTE_MS, node(`launch-${i}`)));
    expect(foldIncidents(launches)).toMatchObject([{ callCount: 8, windowCount: 8 }]);
  });

  it("keeps subnets apart, and callers only where the subnet is not known", () => {
    const events = [
      failure(0),
      failure(1, { subnetId: "subnet-b" }),
      failure(2, { subnetId: null, ...node("i-1") }),
      failure(3, { subnetId: null, ...node("i-2") }),
      failure(4, { subnetId: null, callerId: null, instanceId: null }),
    ];
    expect(foldIncidents(events)).toHaveLength(5);
  });

  it("counts an event read twice once, and a fleet that failed in two subnets in both", () => {
    const twice = failure(0, { eventId: "same" });
    expect(foldIncidents([twice, { ...twice }])[0]?.callCount).toBe(1);
    expect(foldIncidents([twice, { ...twice, ordinal: 1, subnetId: "subnet-b" }])).toHaveLength(2);
    expect(foldIncidents([twice, { ...twice, ordinal: 1 }])[0]?.callCount).toBe(1);
  });

  it("names both kinds, and keeps every message word for word with its count", () => {
    const words = "insufficient free address to allocate 1 address";
    const [incident] = foldIncidents([
      failure(0),
      failure(1000, { kind: "fragmentation", code: "InsufficientCidrBlocks", message: null, clusterName: "dev" }),
      failure(2000, { code: null, message: words }),
      failure(3000, { code: null, message: words }),
    ]);
    expect(incident).toMatchObject({ kinds: ["capacity", "fragmentation"], callsPerMinute: 80 });
    expect(incident?.messages[0]).toEqual({ kind: "capacity", code: null, message: words, callCount: 2 });
    expect(incident?.messages).toHaveLength(3);
    expect(incident?.callers[0]?.clusterName).toBe("dev");
  });

  it("has neither rate nor rhythm for a single moment", () => {
    const [incident] = foldIncidents([failure(0), failure(0)]);
    expect(incident?.callsPerMinute).toBeNull();
    expect(incident?.callers[0]?.retryEveryMs).toBeNull();
  });

  it("gives the same incidents in whatever order the findings come, and loses none", () => {
    const event = fc.record({
      at: fc.integer({ min: 0, max: 3_600_000 }),
      subnet: fc.constantFrom("a", "b", null),
      caller: fc.constantFrom("i-1", "i-2", null),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), fc.integer(), (drawn, seed) => {
        const events = drawn.map(({ at, subnet, caller }, i) =>
          failure(at, { eventId: `e${i}`, subnetId: subnet, callerId: caller, instanceId: caller }),
        );
        const shuffled = [...events].sort((a, b) => ((a.listedAt * 31 + seed) % 97) - ((b.listedAt * 31 + seed) % 97));
        const folded = foldIncidents(events);
        expect(foldIncidents(shuffled)).toEqual(folded);
        expect(folded.reduce((sum, incident) => sum + incident.callCount, 0)).toBe(events.length);
        for (const { callers, callCount } of folded)
          expect(callers.reduce((sum, caller) => sum + caller.callCount, 0)).toBe(callCount);
      }),
    );
  });

  it("gives the same, ranked by their newest failure, whenever it is told to end what is over", () => {
    const event = fc.record({
      minute: fc.integer({ min: 0, max: 400 }),
      subnet: fc.constantFrom("a", "b", "c", null),
      caller: fc.constantFrom("i-1", "i-2"),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), fc.array(fc.boolean()), (drawn, ends) => {
        const events = drawn.map(({ minute, subnet, caller }, i) =>
          failure(minute * MINUTE_MS, { eventId: `e${100 + i}`, subnetId: subnet, ...node(caller) }),
        );
        const folded = foldIncidents(events);
        expect(foldIncidents(events, (position) => ends[position] ?? false)).toEqual(folded);
        expect(folded).toEqual([...folded].sort((a, b) => byPlace(a.newest, b.newest)));
      }),
    );
  });

  it("takes the middle of a caller's waits, each as often as it waited so long", () => {
    const atSeconds = (seconds: readonly number[]) => foldIncidents(seconds.map((second) => failure(second * 1_000)));
    const waitOf = (seconds: readonly number[]) => atSeconds(seconds)[0]?.callers[0]?.retryEveryMs;
    expect(waitOf([0, 5])).toBeNull();
    expect(waitOf([0, 5, 125])).toBe(120_000);
    expect(waitOf([0, 5, 10, 15, 135])).toBe(5_000);
    const waits = fc.array(fc.integer({ min: 2, max: 300 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(waits, (drawn) => {
        let now = 0;
        const times = [0, ...drawn.map((wait) => (now += wait))];
        const sorted = [...drawn].sort((a, b) => a - b);
        expect(waitOf(times)).toBe((sorted[Math.floor(sorted.length / 2)] ?? 0) * 1_000);
      }),
    );
  });

  it("never puts two incidents of one subnet closer than the gap, nor a longer pause into one", () => {
    const times = fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(times, (drawn) => {
        const incidents = foldIncidents(drawn.map((minute) => failure(minute * MINUTE_MS))).reverse();
        for (const [index, incident] of incidents.entries()) {
          const before = incidents[index - 1];
          if (before) expect(incident.firstAt - before.lastAt).toBeGreaterThan(INCIDENT_GAP_MS);
        }
        expect(incidents.at(0)?.firstAt).toBe(START + Math.min(...drawn) * MINUTE_MS);
        expect(incidents.at(-1)?.lastAt).toBe(START + Math.max(...drawn) * MINUTE_MS);
      }),
    );
  });
});

it.each([
  ["capacity", true],
  ["fragmentation", true],
  ["throttled", false],
  ["other-failure", false],
  ["unreadable", false],
] as const)("isShortage: %s is %s", (kind, expected) => {
  expect(isShortage({ ...failure(0), kind })).toBe(expected);
});
