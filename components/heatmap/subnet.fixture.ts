import type { SubnetSummary } from "@/lib/domain/api/vpc";

/** A /24 of the demonstration's kind with 50 free; override what a test is about. */
export function subnetSummary(overrides: Partial<SubnetSummary> = {}): SubnetSummary {
  return {
    id: "subnet-0f1",
    name: "nodes-a",
    vpcId: "vpc-0a1",
    availabilityZone: "eu-west-1a",
    availabilityZoneId: "euw1-az1",
    state: "available",
    ownerId: "111122223333",
    isSharedFromOtherAccount: false,
    cidr: "10.20.1.0/24",
    isIpv6Native: false,
    sizeAddressCount: 256,
    usableAddressCount: 251,
    freeAddressCount: 50,
    usedAddressCount: 201,
    utilizationRatio: 201 / 251,
    classCounts: null,
    serviceCounts: null,
    unexplainedAddressCount: 0,
    overexplainedAddressCount: 0,
    warmEstimate: { low: 100, high: 120 },
    blocks: { total: 16, free: 2, reserved: 2, prefix: 0, full: 4, fragmented: 8 },
    limitations: [],
    nodeCount: 6,
    eniCount: 14,
    leakedEniCount: 0,
    clusterNames: ["astronomer-dev"],
    reservationCount: 0,
    ...overrides,
  };
}
