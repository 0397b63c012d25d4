import { describe, expect, it, test } from "vitest";
import { getAddressMap } from "@/lib/inventory/get-address-map";
import { getAddresses } from "@/lib/inventory/get-addresses";
import { getNode } from "@/lib/inventory/get-node";
import { getSubnet } from "@/lib/inventory/get-subnet";
import { getVpc } from "@/lib/inventory/get-vpc";
import { isResourceId } from "@/lib/inventory/resource-id";

describe("isResourceId", () => {
  test.each([
    ["vpc", "vpc-0123456789abcdef0", true],
    ["vpc", "vpc-1a2b3c4d", true],
    ["subnet", "subnet-0a00000000000001", true],
    ["instance", "i-0123456789abcdef0", true],
    ["instance", "i-zzzzzzzz", true],
    ["vpc", "vpc-1a2b3c4", false],
    ["vpc", "vpc-0123456789abcdef01", false],
    ["vpc", "VPC-0123456789abcdef0", false],
    ["vpc", "vpc-0123456789ABCDEF0", false],
    ["vpc", "subnet-0a00000000000001", false],
    ["subnet", "subnet-0a00000000000001\n", false],
    ["subnet", "../subnet-0a00000000001", false],
    ["instance", "i-0123456789abcdef0 ", false],
    ["instance", "", false],
  ] as const)("%s %j: %s", (kind, text, isId) => expect(isResourceId(kind, text)).toBe(isId));
});

describe("use-cases refuse a malformed id without reading anything, and name the parameter", () => {
  test.each([
    ["getVpc", getVpc, "vpcId"],
    ["getSubnet", getSubnet, "subnetId"],
    ["getAddressMap", getAddressMap, "subnetId"],
    ["getAddresses", (id: string) => getAddresses(id), "subnetId"],
    ["getNode", getNode, "instanceId"],
  ] as const)("%s", async (_, useCase, parameter) => {
    const outcome = await useCase("<script>");
    expect(outcome).toMatchObject({ kind: "invalid", problem: { code: "invalid-parameter", parameter } });
    expect(JSON.stringify(outcome)).not.toContain("<script>");
  });

  it("repeats nothing of what was asked, however long", async () =>
    expect(JSON.stringify(await getVpc("x".repeat(10_000))).length).toBeLessThan(500));
});
