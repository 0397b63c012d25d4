import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { MapPanel } from "@/app/subnets/[subnetId]/_components/map-panel";
import type { SnapshotHeader } from "@/lib/domain/api/common";
import type { SubnetDetail } from "@/lib/domain/api/subnet";
import type { Problem } from "@/lib/domain/problem";

const subnet: SubnetDetail = {
  id: "subnet-0a",
  name: null,
  vpcId: null,
  vpcName: null,
  availabilityZone: null,
  availabilityZoneId: null,
  state: "available",
  ownerId: null,
  isSharedFromOtherAccount: false,
  cidr: "10.0.0.0/24",
  ipv6Cidrs: [],
  isIpv6Native: false,
  sizeAddressCount: 256,
  usableAddressCount: 251,
  freeAddressCount: 17,
  usedAddressCount: 234,
  utilizationRatio: 0.93,
  classCounts: null,
  serviceCounts: null,
  unexplainedAddressCount: null,
  overexplainedAddressCount: null,
  warmEstimate: null,
  blocks: null,
  limitations: [],
  nodeCount: null,
  eniCount: null,
  leakedEniCount: null,
  clusterNames: [],
  reservationCount: null,
  tags: {},
  clusters: [],
  nodes: [],
  otherEnis: [],
  reservations: null,
};

const snapshotWith = (status: "ok" | "denied" | "absent"): SnapshotHeader => ({
  id: "1",
  takenAt: 0,
  tookMs: 1,
  source: { kind: "aws", label: "test" },
  accountId: null,
  region: null,
  callCount: 1,
  eventCalls: null,
  apis: [
    {
      api: "DescribeNetworkInterfaces",
      status,
      callCount: 1,
      itemCount: 0,
      tookMs: 1,
      finishedAt: 0,
      iamAction: "ec2:DescribeNetworkInterfaces",
      code: null,
      message: null,
      remedy: null,
    },
  ],
  defects: [],
  staleBecause: null,
  thresholds: { warningRatio: 0.75, criticalRatio: 0.9 },
  poolSettings: { assumed: true, label: "assumed", env: {} },
});

const problem: Problem = { code: "denied", message: "No map.", remedy: "Grant it.", retryable: false };

const words = (over: Partial<SubnetDetail>, status: "ok" | "denied" | "absent" = "ok"): string =>
  renderToStaticMarkup(
    <MapPanel
      subnet={{ ...subnet, ...over }}
      snapshot={snapshotWith(status)}
      map={{ kind: "unavailable", problem }}
      story={null}
      holder={null}
      held={null}
    />,
  ).replaceAll(/<[^>]*>/g, " ");

describe("MapPanel without a map", () => {
  test("an IPv6-only subnet says that there are no IPv4 addresses, and its range", () => {
    const text = words({ cidr: null, isIpv6Native: true, ipv6Cidrs: ["2a05::/64"] });
    expect(text).toContain("IPv6-only");
    expect(text).toContain("2a05::/64");
  });

  test("a subnet whose range EC2 did not give is not called IPv6-only", () => {
    expect(words({ cidr: null })).toContain("EC2 gave no IPv4 range");
  });

  test.each([
    ["denied", "DescribeNetworkInterfaces is denied"],
    ["absent", "DescribeNetworkInterfaces is not in the capture"],
  ] as const)("with ENIs %s no address is drawn as free, and EC2's own count is given", (status, reason) => {
    const text = words({}, status);
    expect(text).toContain(reason);
    expect(text).toContain("17 of the addresses as free");
    expect(text).not.toContain("Table");
  });

  test("a range larger than EC2 allows is not drawn", () => {
    const counts = { classCounts: {} as SubnetDetail["classCounts"] };
    expect(words({ ...counts, cidr: "10.0.0.0/8", sizeAddressCount: 2 ** 24 })).toContain("larger than the /16");
  });

  test("a map that could not be had for another reason says what the reason was and what to do", () => {
    const counts = { classCounts: {} as SubnetDetail["classCounts"] };
    expect(words(counts)).toMatch(/No map\.\s+Grant it\./);
  });
});
