import { describe, expect, test } from "vitest";
import type { LeftOutKind } from "@/lib/domain/api/simulation";
import { liveScope } from "@/lib/domain/simulation/fixtures/live-scope";
import { fleetOf, targetOf } from "@/lib/domain/simulation/patch-facts";

const scope = liveScope({
  nodes: [
    { type: "t3.2xlarge", subnet: 0, pods: 1 },
    { type: "m4.large", subnet: 0, pods: 1 },
  ],
  subnets: [{ cidr: "10.0.0.0/24" }],
});
const leftOut = (kind: LeftOutKind, ...instanceIds: string[]) => ({ kind, reason: "for a reason", instanceIds });
const subnet = scope.subnets[0];

describe("fleetOf", () => {
  test("counts Auto Mode's nodes apart from all others, and names Xen types in use", () => {
    const some = { ...scope, leftOut: [leftOut("auto-mode", "i-1", "i-2"), leftOut("ipv6", "i-3")] };
    expect(fleetOf(some)).toEqual({ autoModeNodeCount: 2, otherNodeCount: 3, typesWithoutPrefixes: ["m4.large"] });
  });

  test("a type that no node has is not named", () => {
    expect(fleetOf({ ...scope, nodes: scope.nodes.slice(0, 1) }).typesWithoutPrefixes).toEqual([]);
  });
});

describe("targetOf", () => {
  const zoned = (clusters: readonly string[], ...zones: (string | null)[]) =>
    targetOf({
      ...scope,
      clusters: [...clusters],
      subnets: zones.flatMap((availabilityZone) => (subnet === undefined ? [] : [{ ...subnet, availabilityZone }])),
    });

  test.each([
    { clusters: ["dev"], zones: ["eu-west-1a", "eu-west-1b"], target: { clusterName: "dev", region: "eu-west-1" } },
    { clusters: ["dev", "stage"], zones: [null], target: { clusterName: null, region: null } },
    { clusters: [], zones: ["us-west-2-lax-1a"], target: { clusterName: null, region: null } },
    { clusters: ["a;b"], zones: ["eu-west-1a", "us-east-1a"], target: { clusterName: null, region: null } },
  ])("$clusters in $zones", ({ clusters, zones, target }) => {
    expect(zoned(clusters, ...zones)).toEqual(target);
  });
});
