import type { NodeGroup } from "@/lib/demo/nodes/node-group";
import type { Random } from "@/lib/demo/random";
import type { TagList } from "@/lib/demo/state/model";

/** The tags that each way of making nodes leaves on their instances. */
export function instanceTags(group: NodeGroup, random: Random): TagList {
  const { clusterName, name } = group;
  const owned: TagList = [[`kubernetes.io/cluster/${clusterName}`, "owned"]];
  switch (group.origin) {
    case "managed":
      return [
        ["Name", `${clusterName}-${name}`],
        ["eks:cluster-name", clusterName],
        ["eks:nodegroup-name", name],
        ["aws:eks:cluster-name", clusterName],
        ["aws:autoscaling:groupName", `eks-${name}-${clusterName}`],
        ...owned,
        ...group.extraTags,
      ];
    case "karpenter":
      return [
        ["Name", `${clusterName}/${name}`],
        ["karpenter.sh/nodepool", name],
        ["karpenter.sh/nodeclaim", `${name}-${random.hex(5)}`],
        ["karpenter.k8s.aws/ec2nodeclass", "default"],
        ["eks:eks-cluster-name", clusterName],
        ...owned,
        ...group.extraTags,
      ];
    case "auto-mode":
      return [
        ["eks:eks-cluster-name", clusterName],
        ["eks:kubernetes-node-pool-name", name],
        ["karpenter.sh/nodepool", name],
        ...owned,
        ...group.extraTags,
      ];
    case "self-managed":
      return [["Name", name], ...owned, ...group.extraTags];
  }
}
