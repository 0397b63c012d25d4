import { mustAdd } from "@/lib/demo/estate/instances";
import type { Site } from "@/lib/demo/estate/site";
import { toSeconds } from "@/lib/demo/nodes/node-ec2";
import type { EniState, SubnetState, TagList } from "@/lib/demo/state/model";
import { DAY_MS } from "@/lib/domain/time-units";

export interface DetachedCniEni {
  readonly subnet: SubnetState;
  readonly clusterName: string | null;
  /** The instance named in description and tag; it may be gone. */
  readonly instanceId: string;
  readonly createdAt: number;
  readonly secondaryCount: number;
}

/**
 * An ENI that the CNI made and that is attached to nothing: a fresh one is about to be attached, an old one is leaked
 * (amazon-vpc-cni-k8s getLeakedENIs, which allows five minutes).
 */
export function addDetachedCniEni(site: Site, input: DetachedCniEni): EniState | null {
  const cluster: TagList =
    input.clusterName === null
      ? []
      : [
          ["cluster.k8s.amazonaws.com/name", input.clusterName],
          ["eks:eni:owner", "amazon-vpc-cni"],
        ];
  return site.account.addEni({
    subnet: input.subnet,
    now: input.createdAt,
    description: `aws-K8S-${input.instanceId}`,
    secondaryCount: input.secondaryCount,
    tags: [
      ...cluster,
      ["node.k8s.amazonaws.com/instance_id", input.instanceId],
      ["node.k8s.amazonaws.com/createdAt", toSeconds(input.createdAt)],
    ],
  });
}

/** An ENI that a person made and left. */
export function addDetachedUserEni(site: Site, subnet: SubnetState, description: string, tags: TagList = []): EniState {
  return mustAdd(site.account.addEni({ subnet, now: site.ago(DAY_MS, 100 * DAY_MS), description, tags }), subnet);
}
