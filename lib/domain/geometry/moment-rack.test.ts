import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { momentRack, sumOfMoment } from "@/lib/domain/geometry/moment-rack";
import { liveScope, SHIPPED } from "@/lib/domain/simulation/fixtures/live-scope";
import { simulateWith } from "@/lib/domain/simulation/simulate";
import { defaultInput } from "@/lib/domain/simulation/simulation-input";
import type { NodeMoment, RackEni } from "@/lib/domain/simulation/simulation-result";
import { Simulator } from "@/lib/domain/simulation/simulator";

const eni = (over: Partial<RackEni>): RackEni => ({
  device: 0,
  subnetId: "subnet-a",
  primaryOffset: 17,
  isPrimary: true,
  isTrunk: false,
  entries: [],
  ...over,
});
const moment = (enis: readonly RackEni[], over: Partial<NodeMoment> = {}): NodeMoment => ({
  atMs: 0,
  exists: true,
  isRunning: true,
  slotsPerEni: 3,
  maxEnis: 3,
  enis,
  waitingPodCount: 0,
  ...over,
});
const entry = (offset: number, assigned = 0, cooling = 0) => ({ offset, isPrefix: false, assigned, cooling });
const CIDRS = new Map([["subnet-a", "10.20.1.0/24"]]);

describe("momentRack", () => {
  test("an ENI has its own address first, then its addresses in order with who has them, then unused places", () => {
    const [row] = momentRack(moment([eni({ entries: [entry(44, 0, 1), entry(40, 1)] })]), CIDRS);
    expect(row).toEqual({
      kind: "attached",
      device: 0,
      subnetId: "subnet-a",
      isPrimary: true,
      isTrunk: false,
      places: [
        { kind: "primary", address: "10.20.1.17", addressClass: "node-primary" },
        { kind: "secondary", address: "10.20.1.40", addressClass: "assigned" },
        { kind: "secondary", address: "10.20.1.44", addressClass: "cooldown" },
        { kind: "empty" },
      ],
      usedSlotCount: 2,
      slotCount: 3,
    });
  });

  test("a prefix is named by its block and split into what its sixteen addresses are", () => {
    const [row] = momentRack(
      moment([eni({ entries: [{ offset: 64, isPrefix: true, assigned: 5, cooling: 1 }] })]),
      CIDRS,
    );
    expect(row?.kind === "attached" && row.places[1]).toEqual({
      kind: "prefix",
      prefix: "10.20.1.64/28",
      assigned: 5,
      cooling: 1,
      warm: 10,
    });
  });

  test("places up to the ENI limit that no ENI takes are vacant, by the lowest free device", () => {
    const rows = momentRack(moment([eni({}), eni({ device: 2, isPrimary: false })], { maxEnis: 4 }), CIDRS);
    expect(rows.map(({ kind, device }) => [kind, device])).toEqual([
      ["attached", 0],
      ["attached", 2],
      ["vacant", 1],
      ["vacant", 3],
    ]);
  });

  test("an address of a subnet without a CIDR is named by its offset", () => {
    const [row] = momentRack(moment([eni({ subnetId: "subnet-x", entries: [entry(9)] })]), CIDRS);
    expect(row?.kind === "attached" && row.places.slice(0, 2)).toEqual([
      { kind: "primary", address: "+17", addressClass: "node-primary" },
      { kind: "secondary", address: "+9", addressClass: "warm" },
    ]);
  });

  test("at every moment of a real run the rack's places add up to what the node holds", () => {
    const scope = liveScope({
      nodes: [
        { type: "t3.2xlarge", subnet: 0, pods: 6 },
        { type: "m5.large", subnet: 0, pods: 3 },
      ],
      subnets: [{ cidr: "10.20.1.0/24" }],
    });
    const simulator = new Simulator(scope);
    const input = defaultInput(SHIPPED, true);
    const env = { ...SHIPPED, ENABLE_PREFIX_DELEGATION: "true" };
    simulateWith(simulator, { ...input, proposal: { env, movedNodes: null }, durationSeconds: 900 });
    const cidrs = new Map(scope.subnets.map(({ id, cidr }) => [id, cidr]));
    fc.assert(
      fc.property(fc.nat(900), fc.nat(1), (second, node) => {
        const at = simulator.nodeAt("proposed", node, second * 1_000);
        if (at === null) throw new Error(`no node ${node} after ${second} s`);
        const places = momentRack(at, cidrs).flatMap((row) => (row.kind === "attached" ? row.places : []));
        const held = places.reduce((sum, { kind }) => sum + (kind === "prefix" ? 16 : kind === "empty" ? 0 : 1), 0);
        const { held: said, eniCount, assigned, cooling, warm } = sumOfMoment(at);
        expect(held).toBe(said);
        expect(eniCount + assigned + cooling + warm).toBe(said);
        expect(JSON.stringify(places)).not.toContain("+");
      }),
      { numRuns: 60 },
    );
  });
});
