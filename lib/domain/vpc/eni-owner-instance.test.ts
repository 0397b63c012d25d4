import { describe, expect, it, test } from "vitest";
import type { AddressClass } from "@/lib/domain/vpc/address-class";
import type { EniOwner } from "@/lib/domain/vpc/eni-owner";
import type { EniRecord } from "@/lib/domain/vpc/eni-table";
import { AWS_ACCOUNT, ownerOf, PLAIN_INSTANCE_ID, TRUNK_ENI_ID } from "@/lib/domain/vpc/fixtures/owned-eni";
import { attachment, cniEni, INSTANCE_ID } from "@/lib/domain/vpc/fixtures/records";

interface InstanceRow {
  readonly name: string;
  readonly parts: Partial<EniRecord>;
  readonly primaryClass: AddressClass;
  readonly attachedClass: AddressClass;
  readonly role: EniOwner["role"];
  readonly instanceId?: string;
}

const ON_INSTANCES: readonly InstanceRow[] = [
  {
    name: "a node's primary: device 0 of card 0",
    parts: { attachment: attachment() },
    primaryClass: "node-primary",
    attachedClass: "attached",
    role: "primary",
  },
  {
    name: "a node's primary that is an EFA",
    parts: { interfaceType: "efa", attachment: attachment() },
    primaryClass: "node-primary",
    attachedClass: "attached",
    role: "primary",
  },
  {
    name: "EFA on card 4 reporting device 0: not the primary",
    parts: { interfaceType: "efa", attachment: attachment({ networkCardIndex: 4 }) },
    primaryClass: "eni-primary",
    attachedClass: "attached",
    role: "efa",
  },
  {
    name: "EFA without addresses",
    parts: { interfaceType: "efa-only", attachment: attachment({ networkCardIndex: 2 }) },
    primaryClass: "eni-primary",
    attachedClass: "attached",
    role: "efa-only",
  },
  { name: "the CNI's ENI", parts: cniEni(1), primaryClass: "eni-primary", attachedClass: "attached", role: "cni" },
  {
    name: "the CNI's ENI on its way to the node, not attached yet",
    parts: cniEni(1, { attachment: null, status: "attaching" }),
    primaryClass: "eni-primary",
    attachedClass: "attached",
    role: "cni",
  },
  {
    name: "the CNI's ENI in a status that no enum lists",
    parts: cniEni(1, { attachment: null, status: "pending", tags: {} }),
    primaryClass: "eni-primary",
    attachedClass: "attached",
    role: "cni",
  },
  {
    name: "a Windows node's ENI",
    parts: { description: "aws-k8s-eni", attachment: attachment({ deviceIndex: 1 }) },
    primaryClass: "eni-primary",
    attachedClass: "attached",
    role: "cni",
  },
  {
    name: "trunk",
    parts: {
      interfaceType: "trunk",
      description: "aws-k8s-trunk-eni",
      attachment: attachment({ deviceIndex: 2 }),
      tags: { "eks:eni:owner": "eks-vpc-resource-controller" },
    },
    primaryClass: "eni-primary",
    attachedClass: "attached",
    role: "trunk",
  },
  {
    name: "an ENI of the user's own on a node",
    parts: { description: "firewall leg", attachment: attachment({ deviceIndex: 3 }) },
    primaryClass: "eni-primary",
    attachedClass: "attached",
    role: "other",
  },
  {
    name: "Auto Mode: EKS operates the node",
    parts: {
      operatorManaged: true,
      operatorPrincipal: "eks.amazonaws.com",
      attachment: attachment({ deviceIndex: 1 }),
      tags: { "eks:kubernetes-cni-node-name": "i-0a" },
    },
    primaryClass: "eni-primary",
    attachedClass: "attached",
    role: "cni",
  },
  {
    name: "branch: in use without an attachment, tied to its node by its trunk",
    parts: {
      interfaceType: "branch",
      description: "aws-k8s-branch-eni",
      requesterId: AWS_ACCOUNT,
      tags: { "vpcresources.k8s.aws/trunk-eni-id": TRUNK_ENI_ID, "vpcresources.k8s.aws/vlan-id": "1" },
    },
    primaryClass: "branch",
    attachedClass: "branch",
    role: null,
  },
  {
    name: "branch of Auto Mode that names its instance",
    parts: {
      interfaceType: "branch",
      operatorManaged: true,
      operatorPrincipal: "eks.amazonaws.com",
      tags: {
        "sgp.eks.amazonaws.com/trunk-eni-id": "eni-0unseen0000000001",
        "sgp.eks.amazonaws.com/instance-id": INSTANCE_ID,
      },
    },
    primaryClass: "branch",
    attachedClass: "branch",
    role: null,
  },
  {
    name: "branch whose type was left out, by description",
    parts: {
      interfaceType: null,
      description: "aws-k8s-branch-eni",
      tags: { "vpcresources.k8s.aws/trunk-eni-id": TRUNK_ENI_ID },
    },
    primaryClass: "branch",
    attachedClass: "branch",
    role: null,
  },
  {
    name: "a plain instance's primary",
    parts: { attachment: attachment({ instanceId: PLAIN_INSTANCE_ID }) },
    primaryClass: "instance",
    attachedClass: "instance",
    role: "primary",
    instanceId: PLAIN_INSTANCE_ID,
  },
  {
    name: "a plain instance whose ENI is described like a service's",
    parts: { description: "ELB app/fake/1", attachment: attachment({ instanceId: PLAIN_INSTANCE_ID, deviceIndex: 1 }) },
    primaryClass: "instance",
    attachedClass: "instance",
    role: "other",
    instanceId: PLAIN_INSTANCE_ID,
  },
  {
    name: "an instance that another service operates",
    parts: {
      operatorManaged: true,
      operatorPrincipal: "ecs.amazonaws.com",
      attachment: attachment({ instanceId: PLAIN_INSTANCE_ID }),
    },
    primaryClass: "instance",
    attachedClass: "instance",
    role: "primary",
    instanceId: PLAIN_INSTANCE_ID,
  },
];

describe("ownerOfEni: nodes, branches and instances", () => {
  test.each(ON_INSTANCES)("$name", ({ parts, primaryClass, attachedClass, role, instanceId = INSTANCE_ID }) => {
    expect(ownerOf(parts)).toMatchObject({ primaryClass, attachedClass, role, instanceId, isLeaked: false });
  });

  it("keeps a branch whose trunk is not visible a branch, of no instance", () => {
    const tags = {
      "vpcresources.k8s.aws/trunk-eni-id": "eni-0unseen0000000001",
      "kubernetes.io/cluster/astro": "owned",
    };
    expect(ownerOf({ interfaceType: "branch", tags })).toMatchObject({
      primaryClass: "branch",
      instanceId: null,
      clusterName: "astro",
      label: "branch behind eni-0unseen0000000001",
      isLeaked: false,
    });
  });

  it("names what operates an instance", () =>
    expect(
      ownerOf({ operatorManaged: true, operatorPrincipal: "ecs.amazonaws.com", attachment: attachment() }).label,
    ).toBe("node astro-1 (managed by ecs.amazonaws.com)"));
});
