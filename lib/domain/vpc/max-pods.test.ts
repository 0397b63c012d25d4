import { describe, expect, test } from "vitest";
import { limits } from "@/lib/domain/vpc/fixtures/records";
import { lookUpInstanceLimits } from "@/lib/domain/vpc/instance-limits";
import { type MaxPodsMode, maxPodsOf, supportsPrefixes } from "@/lib/domain/vpc/max-pods";
import type { InstanceTypeLimits } from "@/lib/domain/vpc/snapshot";

const SECONDARY: MaxPodsMode = { usesPrefixes: false, isCustomNetworking: false, maxEni: null };
const PREFIX: MaxPodsMode = { ...SECONDARY, usesPrefixes: true };

function known(instanceType: string, vcpuCount: number | null = null): InstanceTypeLimits {
  const found = lookUpInstanceLimits(instanceType);
  if (!found) throw new Error(`${instanceType} is not in the table`);
  return { ...found, vcpuCount };
}

describe("maxPodsOf", () => {
  test.each([
    ["t3.small", 11],
    ["t3.2xlarge", 58],
    ["m5.large", 29],
    ["m5.xlarge", 58],
    ["m5.4xlarge", 234],
    ["c5.4xlarge", 234],
    ["m5.24xlarge", 737],
  ])("%s has %i pods with secondary addresses", (type, pods) => expect(maxPodsOf(known(type), SECONDARY)).toBe(pods));

  test.each([
    { name: "a small type, capped at 110", type: known("m5.large", 2), mode: PREFIX, pods: 110 },
    { name: "30 vCPUs are still small", type: limits({ vcpuCount: 30 }), mode: PREFIX, pods: 110 },
    { name: "31 vCPUs are large", type: limits({ vcpuCount: 31 }), mode: PREFIX, pods: 250 },
    { name: "a large type, capped at 250", type: known("m5.24xlarge", 96), mode: PREFIX, pods: 250 },
    { name: "fewer addresses than any cap", type: known("t3.nano", 2), mode: PREFIX, pods: 34 },
    { name: "fewer than any cap, vCPUs not known", type: known("t3.nano"), mode: PREFIX, pods: 34 },
    { name: "the cap matters, vCPUs not known", type: known("m5.large"), mode: PREFIX, pods: null },
    {
      name: "custom networking takes an ENI",
      type: known("m5.large"),
      mode: { ...SECONDARY, isCustomNetworking: true },
      pods: 20,
    },
    { name: "MAX_ENI takes ENIs", type: known("m5.large"), mode: { ...SECONDARY, maxEni: 2 }, pods: 20 },
    {
      name: "MAX_ENI above the type's limit does nothing",
      type: known("m5.large"),
      mode: { ...SECONDARY, maxEni: 9 },
      pods: 29,
    },
    {
      name: "no ENI left for pods",
      type: known("m5.large"),
      mode: { ...SECONDARY, isCustomNetworking: true, maxEni: 1 },
      pods: 2,
    },
  ])("$name", ({ type, mode, pods }) => expect(maxPodsOf(type, mode)).toBe(pods));
});

describe("supportsPrefixes", () => {
  test.each([
    ["t3.2xlarge", true],
    ["m4.large", false],
    ["c5.metal", true],
    ["cr1.8xlarge", false],
  ])("%s: %s", (type, supported) => expect(supportsPrefixes(known(type))).toBe(supported));
});
