import type { Site } from "@/lib/demo/estate/site";
import type { EksNode } from "@/lib/demo/nodes/eks-node";
import { eniTags } from "@/lib/demo/nodes/node-ec2";
import type { Random } from "@/lib/demo/random";
import type { SubnetState } from "@/lib/demo/state/model";
import { assignCall, createCall, shortageError } from "@/lib/demo/trail/cni-calls";
import { RESTLESS_VERSION } from "@/lib/demo/trail/cni-version";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/time-units";

/** A whole ENI of most instance types that the account's nodes are of: a subnet with less cannot give one. */
const ENI_ADDRESSES = 15;
const COOL_DOWN_MS = 120_000;
const LOOK_MS = 5_000;
/** Episodes of nodes that have their addresses by now. */
const MOST_EPISODES = 40;
const EPISODE_SHARE = 0.3;

/**
 * Writes what happened before the account's start, out of the estate as it stands: nobody lived through it. Busy nodes
 * have failed without a pause, nodes in full subnets for an hour or so, and the neighbours' troubles had their turns.
 */
export function recordHistory(site: Site): void {
  const random = site.random.fork("history");
  const begin = site.account.trail.beginsAt;
  if (begin === Number.NEGATIVE_INFINITY) return;
  for (const node of site.busyNodes) {
    recordFailures(site, node, {
      from: Math.max(begin, node.instance.launchTime + HOUR_MS),
      to: site.now,
      isRestless: false,
    });
  }
  recordEpisodes(site, random.fork("episodes"), begin);
  for (const { everyMs, turn } of site.troubles) {
    const turns = random.fork(`trouble ${everyMs}`);
    for (let at = begin + everyMs * turns.unit(); at < site.now; at += everyMs * (0.5 + turns.unit())) turn(at, turns);
  }
}

function recordEpisodes(site: Site, random: Random, begin: number): void {
  const busy = new Set(site.busyNodes);
  let count = 0;
  for (const group of site.nodeGroups) {
    for (const node of group.nodes) {
      const free = subnetOf(node).ipv4?.space.availableCount ?? Number.POSITIVE_INFINITY;
      if (busy.has(node) || free >= ENI_ADDRESSES || !random.chance(EPISODE_SHARE)) continue;
      if (count++ >= MOST_EPISODES) return;
      const isRestless = node.ec2.cniVersion === RESTLESS_VERSION;
      const lasts = (isRestless ? 10 : 30) * MINUTE_MS * (1 + random.unit());
      const from = Math.max(node.instance.launchTime + MINUTE_MS, begin + random.unit() * (site.now - HOUR_MS - begin));
      recordFailures(site, node, { from, to: Math.min(site.now - 20 * MINUTE_MS, from + lasts), isRestless });
    }
  }
}

interface Episode {
  readonly from: number;
  readonly to: number;
  /** The CNI takes the error for something else and knows no pause. */
  readonly isRestless: boolean;
}

const subnetOf = ({ group, instance }: EksNode): SubnetState =>
  group.podSubnets?.get(instance.subnet.zone.name) ?? instance.subnet;

/**
 * A node's attempts over an episode: for an ENI with room the number wanted and then one, then a new ENI (ipamd.go
 * tryAssignIPs and tryAllocateENI, v1.23.1); two minutes later again, or at the next look.
 */
function recordFailures(site: Site, node: EksNode, { from, to, isRestless }: Episode): void {
  const { trail } = site.account;
  const { group, instance, ec2 } = node;
  const subnet = subnetOf(node);
  const kind = group.environment.ENABLE_PREFIX_DELEGATION === "true" ? "prefix" : "address";
  const error = shortageError(ec2.cniVersion, subnet, kind);
  const halfEmpty = site.busyNodes.includes(node) ? undefined : instance.enis.findLast((eni) => eni.subnet === subnet);
  const groupIds = group.groups.map(({ id }) => id);
  const description = `aws-K8S-${instance.id}`;
  for (let time = from; time < to; time += isRestless ? LOOK_MS : COOL_DOWN_MS) {
    const frame = { time, caller: ec2.caller, error };
    if (halfEmpty) {
      trail.record(assignCall(frame, halfEmpty.id, { kind, count: 9 }));
      trail.record(assignCall(frame, halfEmpty.id, { kind, count: 1 }));
    }
    const request = { kind, count: kind === "prefix" ? 1 : 14 } as const;
    const tags = eniTags(group, instance, time);
    trail.record(createCall(frame, { subnetId: subnet.id, description, groupIds, tags, request }, null));
  }
}
