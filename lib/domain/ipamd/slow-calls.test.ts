import { describe, expect, it } from "vitest";
import { type Fleet, init } from "@/lib/domain/ipamd/fleet";
import { eniRoom, isAttached } from "@/lib/domain/ipamd/node-pool";
import { run, step } from "@/lib/domain/ipamd/run-fleet";
import type { Scenario, ScenarioEvent } from "@/lib/domain/ipamd/scenario";

const pods = (count: number, at: number, every: number): ScenarioEvent[] =>
  Array.from({ length: count }, (_, pod) => ({ t: at + pod * every, node: 0, op: "add", pod }));

const leave = (numbers: readonly number[], at: number, every: number): ScenarioEvent[] =>
  numbers.map((pod, index) => ({ t: at + index * every, node: 0, op: "remove", pod }));

const scenario = (parts: Partial<Scenario>): Scenario => ({
  id: "slow",
  subnets: [{ id: "a", cidr: "10.0.0.0/24", preAllocated: [] }],
  nodes: [
    {
      id: "n",
      instanceType: "m5.large",
      maxENIs: 3,
      ipv4PerENI: 10,
      pdSupported: true,
      maxPods: 29,
      startAt: 0,
      subnet: "a",
    },
  ],
  env: { WARM_IP_TARGET: "2" },
  patch: null,
  endAt: 1_200_000,
  events: [],
  ...parts,
});

function roomOnEnis({ processes: [process] }: Fleet): number {
  let room = 0;
  for (let device = 0; process && device < process.pool.deviceCapacity; device++) {
    if (isAttached(process.pool, device)) room += eniRoom(process.pool, device);
  }
  return room;
}

describe("EC2 calls that take longer than an address cools", () => {
  it("leave the pool's room that of its ENIs, also where an ENI goes whose pods left while a call was under way", () => {
    const fleet = init(
      scenario({
        ec2: { latencyMs: { UnassignPrivateIpAddresses: 55_000 }, buckets: [] },
        // The first to go start the slow call; the last ENI's pods, and more, go while it is under way.
        events: [
          ...pods(20, 10_000, 10_000),
          ...leave([0, 1, 2], 400_000, 100),
          ...leave([18, 19, 9, 10, 11], 404_000, 200),
        ],
      }),
    );
    let enisAtMost = 0;
    while (step(fleet) !== null) {
      const pool = fleet.processes[0]?.pool;
      expect(pool?.room).toBe(roomOnEnis(fleet));
      enisAtMost = Math.max(enisAtMost, pool?.eniCount ?? 0);
    }
    expect([enisAtMost, fleet.processes[0]?.pool.eniCount]).toEqual([3, 2]);
  });

  it("do not keep the addresses of pods that left while ipamd's start waited for EC2", () => {
    const fleet = init(
      scenario({
        ec2: { latencyMs: { AssignPrivateIpAddresses: 60_000 }, buckets: [] },
        patch: { at: 600_000, staggerMs: 0, env: { WARM_IP_TARGET: "8" } },
        events: [...pods(5, 100_000, 100), ...leave([0, 1], 620_000, 100)],
      }),
    );
    run(fleet, 625_000);
    expect(fleet.processes[0]?.leftWhileDown).toHaveLength(2);
    run(fleet, 1_200_000);
    expect(fleet.processes[0]?.leftWhileDown).toHaveLength(0);
    expect(fleet.processes[0]?.pool.assigned).toBe(3);
  });
});
