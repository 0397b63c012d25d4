import { describe, expect, test } from "vitest";
import { clusterNameOf, hasAutoModeTags, hasNodeTags, nodeGroupOf } from "@/lib/domain/vpc/eks-tags";

describe("clusterNameOf", () => {
  test.each<[string, Record<string, string>, string | null]>([
    ["managed node group", { "eks:cluster-name": "astro" }, "astro"],
    ["AWS's own tag", { "aws:eks:cluster-name": "astro" }, "astro"],
    ["Auto Mode", { "eks:eks-cluster-name": "astro" }, "astro"],
    ["the CNI's tag", { "cluster.k8s.amazonaws.com/name": "astro" }, "astro"],
    ["eksctl", { "alpha.eksctl.io/cluster-name": "astro" }, "astro"],
    ["owned by a cluster", { "kubernetes.io/cluster/astro": "owned" }, "astro"],
    ["a name with a slash", { "kubernetes.io/cluster/team/astro": "owned" }, "team/astro"],
    ["shared with a cluster: used, not owned", { "kubernetes.io/cluster/astro": "shared" }, null],
    ["owned by two", { "kubernetes.io/cluster/a": "owned", "kubernetes.io/cluster/b": "owned" }, null],
    ["owned by nobody", { "kubernetes.io/cluster/": "owned" }, null],
    ["an empty value", { "eks:cluster-name": "", "alpha.eksctl.io/cluster-name": "astro" }, "astro"],
    ["the more specific of two", { "kubernetes.io/cluster/old": "owned", "eks:cluster-name": "astro" }, "astro"],
    ["no tag", {}, null],
    ["a tag called like an object's own property", { constructor: "astro" }, null],
  ])("%s", (_, tags, name) => expect(clusterNameOf(tags)).toBe(name));
});

describe("nodeGroupOf", () => {
  test.each<[string, Record<string, string>, string | null]>([
    [
      "managed node group",
      { "eks:nodegroup-name": "workers", "aws:autoscaling:groupName": "eks-workers-1" },
      "workers",
    ],
    ["Karpenter", { "karpenter.sh/nodepool": "general" }, "general"],
    ["Karpenter before 0.32", { "karpenter.sh/provisioner-name": "default" }, "default"],
    ["eksctl", { "alpha.eksctl.io/nodegroup-name": "ng1", "aws:autoscaling:groupName": "x" }, "ng1"],
    ["an Auto Scaling group when nothing else tells", { "aws:autoscaling:groupName": "asg-1" }, "asg-1"],
    ["none", {}, null],
  ])("%s", (_, tags, group) => expect(nodeGroupOf(tags)).toBe(group));
});

describe("hasNodeTags", () => {
  test.each<[string, Record<string, string>, boolean]>([
    ["a cluster's name", { "eks:cluster-name": "astro" }, true],
    ["a node group without a cluster", { "eks:nodegroup-name": "workers" }, true],
    ["a Karpenter node pool", { "karpenter.sh/nodepool": "general" }, true],
    [
      "owned by two clusters: a node, of no cluster",
      { "kubernetes.io/cluster/a": "owned", "kubernetes.io/cluster/b": "owned" },
      true,
    ],
    ["an Auto Scaling group alone", { "aws:autoscaling:groupName": "web" }, false],
    ["shared with a cluster", { "kubernetes.io/cluster/astro": "shared" }, false],
    ["none", { Name: "web" }, false],
  ])("%s", (_, tags, isNode) => expect(hasNodeTags(tags)).toBe(isNode));
});

describe("hasAutoModeTags", () => {
  test.each<[string, Record<string, string>, boolean]>([
    ["the cluster's tag, which Karpenter writes too", { "eks:eks-cluster-name": "astro" }, false],
    ["the node's tag", { "eks:kubernetes-cni-node-name": "i-0a" }, true],
    ["a managed node group", { "eks:cluster-name": "astro" }, false],
  ])("%s", (_, tags, isAuto) => expect(hasAutoModeTags(tags)).toBe(isAuto));
});
