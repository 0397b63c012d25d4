import type { EksNode } from "@/lib/demo/nodes/eks-node";
import type { NodeGroup } from "@/lib/demo/nodes/node-group";
import { AUTO_MODE_NOT_SIMULATED, whyNotSimulated } from "@/lib/domain/ipamd/not-simulated";
import { type Environment, parseSettings } from "@/lib/domain/ipamd/settings";

/** Why nothing can be rolled out to a cluster, whatever it is; null where something can. */
export function clusterProblem(groups: readonly NodeGroup[]): string | null {
  if (groups.some(({ origin }) => origin === "auto-mode")) {
    return `Nothing can be rolled out: ${AUTO_MODE_NOT_SIMULATED}.`;
  }
  if (groups.every(({ nodes }) => nodes.length === 0)) return "The cluster has no node.";
  return null;
}

/** Why an environment cannot be rolled out to nodes; null where it can. */
export function environmentProblem(environment: Environment, nodes: readonly EksNode[]): string | null {
  const ignored = whyNotSimulated(environment);
  if (ignored) return `${ignored.name} cannot be rolled out here: ${ignored.because}.`;
  if (!parseSettings(environment).customNetworking) return null;
  const without = nodes.find(({ group, instance }) => !group.podSubnets?.has(instance.subnet.zone.name));
  return without
    ? `AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG cannot be turned on here: the cluster has no ENIConfig for ${without.instance.subnet.zone.name}.`
    : null;
}
