import { describe, expect, it } from "vitest";
import { worstOf } from "@/app/_components/worst-of";
import type { SubnetShortages } from "@/lib/domain/api/event";

const full = (id: string, utilizationRatio: number) => ({
  id,
  name: null,
  freeAddressCount: 5,
  usableAddressCount: 251,
  utilizationRatio,
});

const failing = (id: string, isOngoing: boolean, utilizationRatio: number, vpcId = "vpc-a"): SubnetShortages => ({
  subnet: { id, name: null },
  vpc: { id: vpcId, name: null },
  incidentCount: 1,
  callCount: 2,
  windowCount: 1,
  nodeCount: 1,
  isOngoing,
  lastAt: 0,
  kinds: ["fragmentation"],
  buckets: [2],
  freeAddressCount: 60,
  utilizationRatio,
});

const briefOf = (...list: SubnetShortages[]) => ({
  because: null,
  isRead: [true],
  bySubnet: Object.fromEntries(list.map((each) => [each.subnet?.id ?? "", each])),
});

describe("worstOf", () => {
  const vpc = { id: "vpc-a", worstSubnets: [full("fullest", 0.99), full("next", 0.9)] };

  it("is the fullest subnet where no call failed", () => {
    expect(worstOf(vpc, briefOf()).map(({ id }) => id)).toEqual(["fullest", "next"]);
  });

  it("puts a subnet whose calls fail now before one whose calls failed before the fullest", () => {
    const shortages = briefOf(failing("failed", false, 0.5), failing("fails", true, 0.1));
    expect(worstOf(vpc, shortages).map(({ id }) => id)).toEqual(["fails", "failed", "fullest", "next"]);
  });

  it("lists a full subnet whose calls fail once, and none of another VPC", () => {
    const shortages = briefOf(failing("next", false, 0.9), failing("elsewhere", true, 1, "vpc-b"));
    expect(worstOf(vpc, shortages).map(({ id }) => id)).toEqual(["next", "fullest"]);
  });
});
