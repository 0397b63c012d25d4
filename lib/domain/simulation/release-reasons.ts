import type { HeldReason } from "@/lib/domain/simulation/simulation-result";

/** What one node holds: today, after the rollout, anew with the same pods, with all pods gone, and the least of the last three. */
export interface NodeRelease {
  readonly before: number;
  readonly enisBefore: number;
  readonly after: number;
  readonly enisAfter: number;
  readonly prefixesAfter: number;
  readonly podsAfter: number;
  readonly otherModeEntries: number;
  readonly usesPrefixes: boolean;
  readonly fresh: number;
  readonly freshEnis: number;
  readonly freshPrefixes: number;
  readonly emptied: number;
  readonly least: number;
  readonly leastEnis: number;
}

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** What a share of the nodes adds up to; those that add nothing do not count. */
interface Part {
  readonly addresses: (node: NodeRelease) => number;
  readonly items?: (node: NodeRelease) => number;
}

function reasonOf(
  kind: HeldReason["kind"],
  nodes: readonly NodeRelease[],
  part: Part,
  say: (sum: { addresses: number; items: number; nodeCount: number }) => string,
): HeldReason[] {
  let addresses = 0;
  let items = 0;
  let nodeCount = 0;
  for (const node of nodes) {
    const count = part.addresses(node);
    if (count === 0) continue;
    addresses += count;
    items += part.items?.(node) ?? 0;
    nodeCount++;
  }
  if (nodeCount === 0) return [];
  const message = say({ addresses, items, nodeCount });
  return [{ kind, addressCount: addresses, nodeCount, itemCount: part.items ? items : null, message }];
}

const enisDeleted = (node: NodeRelease): number => Math.max(0, node.enisBefore - node.enisAfter);
const attachedBefore = (node: NodeRelease): number => node.before - node.enisBefore;
const attachedAfter = (node: NodeRelease): number => node.after - node.enisAfter;

/** Of what comes back by the rollout alone; what a node takes more counts negative. */
export const atOnceReasons = (nodes: readonly NodeRelease[]): HeldReason[] => [
  ...reasonOf(
    "enis-deleted",
    nodes,
    { addresses: enisDeleted, items: enisDeleted },
    ({ items }) => `${plural(items, "ENI goes", "ENIs go")}, each with its own address.`,
  ),
  ...reasonOf(
    "addresses-given-back",
    nodes,
    { addresses: (node) => Math.max(0, attachedBefore(node) - attachedAfter(node)) },
    ({ addresses, nodeCount }) =>
      `${plural(addresses, "attached address", "attached addresses")} without a pod, on ${plural(nodeCount, "node", "nodes")}.`,
  ),
  ...reasonOf(
    "addresses-taken",
    nodes,
    {
      addresses: (node) =>
        -Math.max(0, attachedAfter(node) - attachedBefore(node)) - Math.max(0, node.enisAfter - node.enisBefore),
    },
    ({ addresses, nodeCount }) =>
      `${plural(nodeCount, "node takes", "nodes take")} ${plural(-addresses, "address", "addresses")} more.`,
  ),
];

const keptByPlacement = (node: NodeRelease): number => Math.max(0, node.after - node.fresh);
const keptByPods = (node: NodeRelease): number => node.after - node.least - keptByPlacement(node);
const hasMoreEnis = (node: NodeRelease): boolean => node.enisAfter > node.freshEnis;
const keepsOtherMode = (node: NodeRelease): boolean => node.otherModeEntries > 0;

/** Of what comes back when pods leave or nodes roll. */
export const laterReasons = (nodes: readonly NodeRelease[]): HeldReason[] => [
  ...reasonOf(
    "other-mode-keeps-pods",
    nodes,
    {
      addresses: (node) => (keepsOtherMode(node) ? keptByPlacement(node) : 0),
      items: (node) => node.otherModeEntries,
    },
    ({ addresses, items, nodeCount }) =>
      `${items} addresses or prefixes of the mode before keep pods on ${plural(nodeCount, "node", "nodes")}: ${plural(addresses, "address", "addresses")}.`,
  ),
  ...reasonOf(
    "enis-keep-pods",
    nodes,
    {
      addresses: (node) => (!keepsOtherMode(node) && hasMoreEnis(node) ? keptByPlacement(node) : 0),
      items: (node) => node.enisAfter - node.freshEnis,
    },
    ({ addresses, items }) =>
      `${plural(items, "ENI keeps", "ENIs keep")} pods: ${plural(addresses, "address", "addresses")}.`,
  ),
  ...reasonOf(
    "prefixes-keep-pods",
    nodes,
    {
      addresses: (node) => (!keepsOtherMode(node) && !hasMoreEnis(node) ? keptByPlacement(node) : 0),
      items: (node) => Math.max(0, node.prefixesAfter - node.freshPrefixes),
    },
    ({ addresses, items }) =>
      items > 0
        ? `${plural(items, "prefix keeps", "prefixes keep")} pods: ${plural(addresses, "address", "addresses")}.`
        : `${plural(addresses, "address stays", "addresses stay")} where the pods are; a new node would not take them.`,
  ),
  ...reasonOf(
    "pods-use-addresses",
    nodes,
    { addresses: keptByPods },
    ({ addresses, nodeCount }) =>
      `${plural(addresses, "address serves", "addresses serve")} the pods of ${plural(nodeCount, "node", "nodes")} and come back only as these leave.`,
  ),
];

/** Of what stays as long as the nodes live. */
export const neverReasons = (nodes: readonly NodeRelease[]): HeldReason[] => [
  ...reasonOf(
    "node-primary",
    nodes,
    { addresses: (node) => Math.min(1, node.least) },
    ({ nodeCount }) => `${plural(nodeCount, "node has", "nodes have")} an address each of their own.`,
  ),
  ...reasonOf(
    "eni-primary",
    nodes,
    {
      addresses: (node) => Math.max(0, node.leastEnis - 1),
      items: (node) => Math.max(0, node.leastEnis - 1),
    },
    ({ items }) =>
      `${plural(items, "further ENI has an address of its own", "further ENIs have an address each of their own")}.`,
  ),
  ...reasonOf(
    "pool",
    nodes,
    { addresses: (node) => node.least - Math.min(1, node.least) - Math.max(0, node.leastEnis - 1) },
    ({ addresses, nodeCount }) =>
      `${plural(addresses, "address is", "addresses are")} what the settings keep attached on ${plural(nodeCount, "node", "nodes")} at the least.`,
  ),
];
