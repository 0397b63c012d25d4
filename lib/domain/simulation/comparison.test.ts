import { describe, expect, it } from "vitest";
import { drain } from "@/lib/domain/ipamd/drain";
import type { NamedProposal } from "@/lib/domain/simulation/comparison";
import {
  heldAtEnd,
  inputTo,
  PREFIXES,
  resultOf,
  SMALL_CLUSTER,
  totalOf,
  withLoad,
} from "@/lib/domain/simulation/fixtures/ask";
import { liveScope, SHIPPED, subnetId } from "@/lib/domain/simulation/fixtures/live-scope";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";
import { Simulator } from "@/lib/domain/simulation/simulator";

const scope = liveScope({
  nodes: [5, 0, 12, 20].map((pods, node) => ({ type: "t3.2xlarge" as const, subnet: node % 2, pods })),
  subnets: [{ cidr: "10.0.0.0/24" }, { cidr: "10.0.1.0/24" }, { cidr: "10.0.2.0/24" }],
});
const proposals: readonly NamedProposal[] = [
  { label: "today", proposal: { env: SHIPPED, movedNodes: null } },
  { label: "small", proposal: { env: SMALL_CLUSTER, movedNodes: null } },
  { label: "prefixes", proposal: { env: PREFIXES, movedNodes: null } },
  {
    label: "move",
    proposal: { env: SHIPPED, movedNodes: { count: 2, subnetId: subnetId(2), atSeconds: 60, everySeconds: 60 } },
  },
];
const burst = { pods: 30, nodes: 3, withinSeconds: 10, atSeconds: 900 };
const input = inputTo(SHIPPED, { load: withLoad({ burst }), ec2: "assumed" });
const compare = (asked: SimulationInput, list = proposals) => drain(new Simulator(scope).compare(asked, list));

describe("several proposals under one load", () => {
  const { rows, refused } = compare(input);

  it("are rows in the order given", () => {
    expect(rows.map(({ label }) => label)).toEqual(["today", "small", "prefixes", "move"]);
    expect(refused).toEqual([]);
  });

  it.each(proposals)("$label has the figures of a run of its own", ({ label, proposal }) => {
    const row = rows.find((one) => one.label === label);
    const { proposed, release } = resultOf(scope, { ...input, proposal });
    const total = totalOf(proposed);
    expect(row).toMatchObject({
      heldAddresses: heldAtEnd(proposed),
      endFree: total.end.free,
      endFreeBlocks: total.end.freeBlocks,
      calls: proposed.calls.reduce((sum, calls) => sum + calls.total, 0),
      failedCalls: proposed.calls.reduce((sum, calls) => sum + calls.failed, 0),
      peakCallsPerSecond: Math.max(...proposed.calls.map(({ peak }) => peak.callsPerSecond)),
      waits: proposed.waits,
      ceilingCount: proposed.ceilings.length,
      atOnce: release?.atOnce.addressCount ?? null,
    });
    const ofSubnets = proposed.curves.filter(({ subnetId: id }) => id !== null);
    expect(row?.lowest.free).toBe(Math.min(...ofSubnets.map(({ lowest }) => lowest.free)));
  });

  it("count the calls that fail: prefixes where no aligned /28 is free", () => {
    const scattered = liveScope({
      nodes: [{ type: "t3.2xlarge", subnet: 0, pods: 5 }],
      subnets: [{ cidr: "10.0.0.0/24" }],
      taken: [Array.from({ length: 13 }, (_, block): [number, number] => [47 + 16 * block, 1])],
    });
    const [today, , prefixes] = drain(new Simulator(scattered).compare(inputTo(SHIPPED), proposals.slice(0, 3))).rows;
    expect(today?.failedCalls).toBe(0);
    expect(prefixes?.failedCalls).toBeGreaterThan(10);
  });

  it("do not depend on the input's own proposal, nor on each other", () => {
    const other = { ...input, proposal: { env: PREFIXES, movedNodes: null } };
    expect(compare(other).rows).toEqual(rows);
    expect(compare(input, proposals.toReversed()).rows).toEqual(rows.toReversed());
  });

  it("of which one cannot be run are the others, and why it cannot", () => {
    const moved = { count: 1, subnetId: "subnet-none", atSeconds: 0, everySeconds: 0 };
    const list = [
      { label: "nowhere", proposal: { env: SHIPPED, movedNodes: moved } },
      { label: "IPv6", proposal: { env: { ENABLE_IPv6: "true" }, movedNodes: null } },
      { label: "small", proposal: { env: SMALL_CLUSTER, movedNodes: null } },
    ];
    const outcome = compare(input, list);
    expect(outcome.rows).toEqual(rows.filter(({ label }) => label === "small"));
    expect(outcome.refused.map(({ label }) => label)).toEqual(["nowhere", "IPv6"]);
    expect(outcome.refused[0]?.because).toMatch(/^proposal.movedNodes.subnetId: There is no subnet subnet-none/);
    expect(outcome.refused[1]?.because).toMatch(/^ENABLE_IPv6: /);
  });

  it("none are no rows", () => {
    expect(compare(input, [])).toEqual({ rows: [], refused: [] });
  });

  it("give progress that never goes back, and can be left at any step", () => {
    const simulator = new Simulator(scope);
    const steps = simulator.compare(input, proposals);
    let last = 0;
    for (let count = 0; count < 300; count++) {
      const step = steps.next();
      if (step.done) break;
      expect(step.value).toBeGreaterThanOrEqual(last);
      expect(step.value).toBeLessThanOrEqual(1);
      last = step.value;
    }
    expect(last).toBeGreaterThan(0);
    expect(drain(simulator.compare(input, proposals)).rows).toEqual(rows);
  });

  it("leave the last run's moments alone", () => {
    const simulator = new Simulator(scope);
    drain(simulator.run({ ...input, proposal: { env: SMALL_CLUSTER, movedNodes: null } }));
    const before = simulator.nodeAt("proposed", 0, 300_000);
    drain(simulator.compare(input, proposals));
    expect(simulator.nodeAt("proposed", 0, 300_000)).toEqual(before);
  });
});
