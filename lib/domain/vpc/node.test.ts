import { describe, expect, it, test } from "vitest";
import type { EniRecord } from "@/lib/domain/vpc/eni-table";
import { attachment, cniEni, eni, INSTANCE_ID, instance, inventoryOf, ip } from "@/lib/domain/vpc/fixtures/records";
import { isGone, type Node } from "@/lib/domain/vpc/node";
import type { Instance } from "@/lib/domain/vpc/snapshot";

function nodeOf(enis: readonly EniRecord[], instances: readonly Instance[] = []): Node | undefined {
  return inventoryOf({ enis, instances }).nodes.get(INSTANCE_ID);
}

const untagged = (parts: Partial<Instance> = {}) => instance({ tags: {}, ...parts });
const PRIMARY = eni({ attachment: attachment(), primaryAddress: ip("10.0.0.10") });

interface Row {
  readonly name: string;
  readonly enis: readonly EniRecord[];
  readonly instances?: readonly Instance[];
  readonly isNode: boolean;
}

const ROWS: readonly Row[] = [
  { name: "tags on the instance", enis: [PRIMARY], instances: [instance()], isNode: true },
  { name: "no tag anywhere", enis: [PRIMARY], instances: [untagged()], isNode: false },
  { name: "the CNI's ENI, DescribeInstances denied", enis: [PRIMARY, cniEni(1)], isNode: true },
  {
    name: "the CNI's tag on the primary alone",
    enis: [{ ...PRIMARY, tags: { "node.k8s.amazonaws.com/instance_id": INSTANCE_ID } }],
    isNode: true,
  },
  { name: "the CNI's description alone", enis: [PRIMARY, cniEni(1, { tags: {} })], isNode: true },
  {
    name: "the resource controller's owner tag",
    enis: [{ ...PRIMARY, tags: { "eks:eni:owner": "eks-vpc-resource-controller" } }],
    isNode: true,
  },
  {
    name: "a trunk",
    enis: [
      PRIMARY,
      eni({ interfaceType: "trunk", description: "aws-k8s-trunk-eni", attachment: attachment({ deviceIndex: 1 }) }),
    ],
    isNode: true,
  },
  {
    name: "ECS's trunk",
    enis: [
      PRIMARY,
      eni({
        interfaceType: "trunk",
        description: `arn:aws:ecs:eu-west-1:1:attachment/x`,
        attachment: attachment({ deviceIndex: 1 }),
      }),
    ],
    isNode: false,
  },
  {
    name: "a trunk described as ECS's",
    enis: [
      PRIMARY,
      eni({ interfaceType: "trunk", description: "ECS trunk", attachment: attachment({ deviceIndex: 1 }) }),
    ],
    isNode: false,
  },
  {
    name: "a Windows node's ENI",
    enis: [PRIMARY, eni({ description: "aws-k8s-eni", attachment: attachment({ deviceIndex: 1 }) })],
    isNode: true,
  },
  {
    name: "an ENI of Auto Mode",
    enis: [{ ...PRIMARY, operatorManaged: true, operatorPrincipal: "eks.amazonaws.com" }],
    isNode: true,
  },
  {
    name: "operated by another service",
    enis: [{ ...PRIMARY, operatorManaged: true, operatorPrincipal: "ecs.amazonaws.com" }],
    isNode: false,
  },
  {
    name: "described in other letters",
    enis: [PRIMARY, eni({ description: `AWS-k8s-${INSTANCE_ID}`, attachment: attachment({ deviceIndex: 1 }) })],
    isNode: false,
  },
];

describe("which instance is a node", () => {
  test.each(ROWS)("$name: $isNode", ({ enis, instances, isNode }) => {
    expect(nodeOf(enis, instances)?.isNode).toBe(isNode);
  });
});

describe("deriveNodes", () => {
  it("puts ENIs in device order, further cards after the default one, unknown devices last", () => {
    const node = nodeOf([
      cniEni(2),
      eni({ interfaceType: "efa", attachment: attachment({ networkCardIndex: 1 }) }),
      cniEni(3, { attachment: null, status: "attaching" }),
      cniEni(1),
      PRIMARY,
    ]);
    expect(node?.eniRows).toEqual([4, 3, 0, 1, 2]);
  });

  it("ties branch ENIs to their trunk's node and keeps them apart from its own", () => {
    const node = nodeOf([
      eni({ interfaceType: "branch", tags: { "vpcresources.k8s.aws/trunk-eni-id": "eni-0trunk000000000001" } }),
      PRIMARY,
      eni({ id: "eni-0trunk000000000001", interfaceType: "trunk", attachment: attachment({ deviceIndex: 2 }) }),
    ]);
    expect(node).toMatchObject({ isNode: true, eniRows: [1, 2], branchRows: [0] });
  });

  it("takes cluster and group from the instance, else the cluster from an ENI", () => {
    expect(nodeOf([PRIMARY], [instance()])).toMatchObject({
      clusterName: "astro",
      nodeGroup: "workers",
      name: "astro-1",
    });
    const byEni = nodeOf([PRIMARY, cniEni(1, { tags: { "cluster.k8s.amazonaws.com/name": "astro" } })]);
    expect(byEni).toMatchObject({ clusterName: "astro", nodeGroup: null, name: null, instance: null });
  });

  it("gives a plain instance no node group, though an Auto Scaling group made it", () =>
    expect(nodeOf([PRIMARY], [untagged({ tags: { "aws:autoscaling:groupName": "web" } })])).toMatchObject({
      isNode: false,
      nodeGroup: null,
    }));

  test.each([
    ["an ENI's tag", [{ ...PRIMARY, tags: { "eks:kubernetes-cni-node-name": "i-0a" } }], [], true],
    ["an ENI's operator", [{ ...PRIMARY, operatorManaged: true, operatorPrincipal: "eks.amazonaws.com" }], [], true],
    ["a managed node instance", [PRIMARY], [instance({ isOperatorManaged: true })], true],
    ["a managed instance that is no node", [PRIMARY], [untagged({ isOperatorManaged: true })], false],
    ["an ordinary node", [PRIMARY], [instance()], false],
    ["a node of Karpenter's", [PRIMARY], [instance({ tags: { "eks:eks-cluster-name": "astro" } })], false],
  ] as const)("knows Auto Mode by %s", (_, enis, instances, isAutoMode) =>
    expect(nodeOf(enis, instances)?.isAutoMode).toBe(isAutoMode),
  );

  it("keeps a terminated instance that still lingers, and knows that it is gone", () => {
    const node = nodeOf([], [instance({ state: "terminated" })]);
    expect(node).toMatchObject({ isNode: true, eniRows: [] });
    expect(node && isGone(node)).toBe(true);
    const draining = nodeOf([PRIMARY], [instance({ state: "shutting-down" })]);
    expect(draining && isGone(draining)).toBe(false);
  });

  it("makes no node of the instance that a left-behind ENI names", () => {
    const leaked = cniEni(1, { attachment: null, status: "available" });
    expect(nodeOf([leaked])).toBeUndefined();
  });
});
