import { describe, expect, it } from "vitest";
import { nodeDetailSchema, type Slot } from "@/lib/domain/api/node";
import type { EniRecord } from "@/lib/domain/vpc/eni-table";
import {
  attachment,
  cniEni,
  DENIED,
  eni,
  INSTANCE_ID,
  instance,
  inventoryOf,
  ip,
  ips,
  limits,
  type SnapshotParts,
  SUBNET_ID,
  TAKEN_AT,
  VPC_ID,
} from "@/lib/domain/vpc/fixtures/records";
import { nodeDetail } from "@/lib/inventory/node-detail";

const PRIMARY: EniRecord = eni({
  attachment: attachment(),
  primaryAddress: ip("10.0.0.10"),
  secondaryAddresses: ips("10.0.0.11", 14),
});
const SECOND: EniRecord = cniEni(1, {
  primaryAddress: ip("10.0.0.40"),
  secondaryAddresses: ips("10.0.0.41", 14),
  tags: {
    "node.k8s.amazonaws.com/instance_id": INSTANCE_ID,
    "node.k8s.amazonaws.com/createdAt": new Date(TAKEN_AT).toISOString(),
  },
});

const detailOf = (parts: SnapshotParts = {}) =>
  nodeDetail(inventoryOf({ enis: [PRIMARY, SECOND], instances: [instance()], ...parts }), INSTANCE_ID);

/** The kinds of an ENI's slots in short: P primary, s secondary, p prefix, ? unreadable, . empty. */
const LETTERS: Record<Slot["kind"], string> = {
  primary: "P",
  secondary: "s",
  prefix: "p",
  unreadable: "?",
  empty: ".",
};
const picture = (parts: SnapshotParts) =>
  detailOf(parts)?.enis.map(({ slots }) => slots.map(({ kind }) => LETTERS[kind]).join(""));

describe("nodeDetail", () => {
  it("answers in the contract's form", () => expect(() => nodeDetailSchema.strict().parse(detailOf())).not.toThrow());

  it("reads the story's node: 2 ENIs, 2 primaries + 28 secondaries = 30 addresses", () =>
    expect(detailOf()).toMatchObject({
      isNode: true,
      isAutoMode: false,
      name: "astro-1",
      clusterName: "astro",
      nodeGroup: "workers",
      vpcId: VPC_ID,
      vpcName: "shared-dev",
      subnetName: "dev-a",
      limits: { maxEnis: 4, ipv4PerEni: 15, slotsPerEni: 14, from: "ec2" },
      maxPods: 58,
      primaryCount: 2,
      secondaryCount: 28,
      prefixCount: 0,
      heldAddressCount: 30,
      podRange: { low: 1, high: 14 },
      warmEstimate: { low: 14, high: 27 },
    }));

  it("shows ENIs in device order with their role, age and subnet", () => {
    const enis = detailOf({ enis: [SECOND, PRIMARY] })?.enis;
    expect(enis?.map(({ role, deviceIndex }) => [role, deviceIndex])).toEqual([
      ["primary", 0],
      ["cni", 1],
    ]);
    expect(enis?.[0]).toMatchObject({ createdAt: null, slotCount: 14, usedSlotCount: 14, subnetName: "dev-a" });
    expect(enis?.[1]).toMatchObject({ createdAt: TAKEN_AT, description: `aws-K8S-${INSTANCE_ID}` });
  });

  it("shows slots as they are: taken in order, the rest empty", () => {
    const given = [
      { ...PRIMARY, secondaryAddresses: ips("10.0.0.11", 3), prefixes: [ip("10.0.0.64")], unreadableAddressCount: 2 },
      { ...SECOND, primaryAddress: null, secondaryAddresses: [], unreadableAddressCount: 1 },
    ];
    expect(picture({ enis: given })).toEqual(["Psssp??........", "?.............."]);
    expect(detailOf({ enis: given })).toMatchObject({ primaryCount: 2, heldAddressCount: 2 + 3 + 2 + 16 });
  });

  it("shows no empty slots where the type's limits are unknown", () => {
    const unlimited = {
      instances: [instance({ instanceType: "x9.huge" })],
      enis: [{ ...PRIMARY, secondaryAddresses: [] }],
    };
    expect(picture(unlimited)).toEqual(["P"]);
    expect(detailOf(unlimited)).toMatchObject({ limits: null, maxPods: null, podRange: null, warmEstimate: null });
  });

  it("shows what is there when it is more than the limits allow", () =>
    expect(picture({ enis: [PRIMARY], instanceTypes: [limits({ ipv4PerEni: 4 })] })).toEqual(["Pssssssssssssss"]));

  it("shows an interface without addresses as one without places", () =>
    expect(
      detailOf({ enis: [PRIMARY, eni({ interfaceType: "efa-only", attachment: attachment({ networkCardIndex: 1 }) })] })
        ?.enis[1],
    ).toMatchObject({ role: "efa-only", slotCount: 0, slots: [], networkCardIndex: 1 }));

  it("lists branch ENIs behind the trunk, apart from the node's own", () => {
    const trunk = eni({ id: "eni-0trunk", interfaceType: "trunk", attachment: attachment({ deviceIndex: 2 }) });
    const branch = eni({
      id: "eni-0branch",
      interfaceType: "branch",
      primaryAddress: ip("10.0.0.99"),
      tags: { "vpcresources.k8s.aws/trunk-eni-id": "eni-0trunk", "vpcresources.k8s.aws/vlan-id": "7" },
    });
    const detail = detailOf({ enis: [PRIMARY, trunk, branch] });
    expect(detail?.branchEnis).toEqual([
      {
        eniId: "eni-0branch",
        trunkEniId: "eni-0trunk",
        vlanId: "7",
        address: "10.0.0.99",
        subnetId: SUBNET_ID,
        status: "in-use",
      },
    ]);
    expect(detail?.heldAddressCount).toBe(15);
  });

  it("knows a node by its ENIs alone when DescribeInstances is denied", () =>
    expect(detailOf({ instances: [], apis: { DescribeInstances: DENIED } })).toMatchObject({
      isNode: true,
      name: null,
      instanceType: null,
      state: null,
      limits: null,
      vpcId: VPC_ID,
      subnetId: SUBNET_ID,
      availabilityZone: "eu-west-1a",
      primaryAddress: "10.0.0.10",
      heldAddressCount: 30,
      podRange: null,
    }));

  it("shows a terminated instance that EC2 still lists, holding nothing", () =>
    expect(detailOf({ enis: [], instances: [instance({ state: "terminated" })] })).toMatchObject({
      state: "terminated",
      enis: [],
      heldAddressCount: 0,
      podRange: null,
    }));

  it("shows a plain instance as one, without a limit of pods", () =>
    expect(detailOf({ enis: [PRIMARY], instances: [instance({ tags: { Name: "bastion" } })] })).toMatchObject({
      isNode: false,
      maxPods: null,
      podRange: null,
    }));

  it("keeps addresses' classes on the slots", () => {
    expect(detailOf()?.enis[0]?.slots.slice(0, 2)).toEqual([
      { kind: "primary", address: "10.0.0.10", addressClass: "node-primary" },
      { kind: "secondary", address: "10.0.0.11", addressClass: "attached" },
    ]);
    const withPrefix = detailOf({ enis: [{ ...PRIMARY, secondaryAddresses: [], prefixes: [ip("10.0.0.64")] }] });
    expect(withPrefix?.enis[0]?.slots[1]).toEqual({ kind: "prefix", prefix: "10.0.0.64/28", addressClass: "attached" });
  });

  it("is null for an instance that nothing shows", () =>
    expect(nodeDetail(inventoryOf(), "i-0f000000000000009")).toBeNull());
});
