import { describe, expect, it } from "vitest";
import { makeWorld, START_TIME } from "@/lib/demo/fixtures/ask-world";
import type { TrailRecord } from "@/lib/demo/trail/trail-call";
import { timeOf } from "@/lib/demo/trail/trail-call";
import type { World } from "@/lib/demo/world";
import { shortageKindOf } from "@/lib/domain/shortage/shortage-kind";
import { HOUR_MS } from "@/lib/domain/time-units";

const recordsOf = (world: World): TrailRecord[] => [
  ...world.account.trail.newestFirst({
    before: Number.POSITIVE_INFINITY,
    fromSecond: 0,
    now: Number.POSITIVE_INFINITY,
  }),
];

const isShortage = ({ error }: TrailRecord): boolean =>
  error !== null && shortageKindOf(error.code?.replace(/^Client\./, "") ?? null, error.message) !== null;

/** The subnet that a failed call of the CNI was about, as the account has it. */
function subnetOf(world: World, { parameters }: TrailRecord) {
  const { subnetId, networkInterfaceId } = parameters ?? {};
  return typeof subnetId === "string"
    ? world.account.subnetById.get(subnetId)
    : world.account.eniById.get(String(networkInterfaceId))?.subnet;
}

describe("the history before the account's start", () => {
  it.each([20, 60, 2_000])("of %i nodes is of its own nodes, failing in its own full subnets", (nodeCount) => {
    const world = makeWorld({ nodeCount });
    const failures = recordsOf(world).filter(
      (record) => isShortage(record) && /^(Create|Assign)(NetworkInterface|PrivateIp)/.test(record.eventName),
    );
    expect(failures.length).toBeGreaterThan(1_000);
    for (const record of failures) {
      const space = subnetOf(world, record)?.ipv4?.space;
      const wantsPrefix = record.parameters?.ipv4PrefixCount !== undefined;
      expect(wantsPrefix ? space?.takeBlocks(1) : (space?.availableCount ?? 99) < 15).toBe(wantsPrefix ? null : true);
      const { username } = record.caller;
      if (username.startsWith("i-")) expect(world.account.instanceById.has(username)).toBe(true);
    }
  });

  it("reaches back as far as it is told, holds every kind of failure, and ends at the start", () => {
    const records = recordsOf(makeWorld({ trailHours: 50 }));
    const times = records.map((record) => timeOf(record) * 1000);
    expect(Math.max(...times)).toBeLessThanOrEqual(START_TIME);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(START_TIME - 50 * HOUR_MS);
    expect(Math.min(...times)).toBeLessThan(START_TIME - 49 * HOUR_MS);
    const codes = new Set(records.map(({ error }) => error && (error.code ?? error.message)));
    for (const code of [
      "insufficient free address to allocate 1 address",
      "Client.InsufficientFreeAddressesInSubnet",
      "Client.InsufficientCidrBlocks",
      "Client.InvalidParameterValue",
      "InvalidSubnet",
      "Client.PrivateIpAddressLimitExceeded",
      "Client.DryRunOperation",
      "Client.UnauthorizedOperation",
      "Client.RequestLimitExceeded",
      null,
    ])
      expect(codes).toContain(code);
    expect(new Set(records.map(({ eventName }) => eventName))).toContain("CreateFleet");
  });

  it("goes on without a gap as the nodes live", () => {
    const world = makeWorld();
    world.advanceTo(HOUR_MS);
    const around = recordsOf(world)
      .filter(({ error }) => error?.message === "insufficient free address to allocate 1 address")
      .map((record) => timeOf(record) * 1000)
      .filter((time) => Math.abs(time - START_TIME) < HOUR_MS / 2)
      .toSorted((a, b) => a - b);
    expect(around.length).toBeGreaterThan(25);
    const gaps = around.slice(1).map((time, index) => time - (around[index] ?? time));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(135_000);
  });

  it("moves no address of the account", () => {
    const freeCounts = (world: World) => [...world.account.subnets].map(({ ipv4 }) => ipv4?.space.availableCount);
    expect(freeCounts(makeWorld({ trailHours: 26 }))).toEqual(freeCounts(makeWorld({ trailHours: 0 })));
  });
});
