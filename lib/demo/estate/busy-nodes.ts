import type { Site } from "@/lib/demo/estate/site";
import type { EksNode } from "@/lib/demo/nodes/eks-node";
import { type CniVersion, RESTLESS_VERSION, STORY_VERSION } from "@/lib/demo/trail/cni-version";

/** Pods for which a node that has two ENIs of 14 wants a third. */
const BUSY_LOAD = { mean: 18, most: 24, changesPerHour: 6, branchMean: 0 };

/**
 * Gives the node so many pods that its pool asks for one more ENI, which its full subnet cannot give: it fails from the
 * account's first moment on. What the node holds does not change.
 */
export function makeBusy(site: Site, node: EksNode, version: CniVersion): EksNode {
  const { group } = node;
  const busyGroup = { ...group, load: BUSY_LOAD, replacementHours: 48, nodes: [] as EksNode[] };
  const busy: EksNode = { ...node, group: busyGroup };
  busyGroup.nodes.push(busy);
  group.nodes.splice(group.nodes.indexOf(node), 1);
  site.nodeGroups.push(busyGroup);
  site.busyNodes.push(busy);
  busy.ec2.runCniVersion(version);
  while (busy.pool.podCount + busy.pool.waitingPodCount < BUSY_LOAD.mean) busy.pool.addPod(site.now);
  return busy;
}

/** The versions of the busy nodes in turn: the first one tells the story's own message. */
export const BUSY_VERSIONS: readonly CniVersion[] = [STORY_VERSION, RESTLESS_VERSION];
