import type { EksNode } from "@/lib/demo/nodes/eks-node";
import type { AccountNode } from "@/lib/domain/api/demo";

/** A node as its own CNI sees it at that time; an instance that starts or ends has none that runs. */
export function disclose(node: EksNode, now: number): AccountNode {
  const { instance, group, pool, ec2 } = node;
  const { maxPods, supportsTrunk = false } = pool.limits;
  const { enis, ...inner } = pool.innerState(now);
  const isThere = instance.state === "running";
  return {
    ...inner,
    isRunning: isThere && inner.isRunning,
    startsInMs: isThere ? inner.startsInMs : null,
    enis: enis.map(({ pods, left, cooling, ...eni }) => ({
      ...eni,
      pods: pods.map(([entry, count]) => [entry, count]),
      left: left.map(([entry, count]) => [entry, count]),
      cooling: cooling.map(([entry, sinceMs]) => [entry, sinceMs]),
    })),
    instanceId: instance.id,
    maxPods: Number.isFinite(maxPods) ? maxPods : null,
    supportsTrunk,
    podSubnetId: group.podSubnets?.get(instance.subnet.zone.name)?.id ?? null,
    discoverableSubnetIds: ec2.discoverableSubnets().map(({ id }) => id),
  };
}
