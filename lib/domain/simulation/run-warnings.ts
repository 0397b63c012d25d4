import type { SimulationScope } from "@/lib/domain/api/simulation";
import type { PreparedScope } from "@/lib/domain/simulation/prepared-scope";
import { warning } from "@/lib/domain/simulation/setting-warnings";
import type { CallCurve, Curve, SimulationResult } from "@/lib/domain/simulation/simulation-result";
import type { SimulationWarning } from "@/lib/domain/simulation/simulation-warning";

const count = (number: number, one: string, many: string): string =>
  `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

const clock = (ms: number): string => {
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

interface Mark {
  /** Fewer free addresses than that. */
  readonly below: number;
  readonly severity: SimulationWarning["severity"];
  readonly harm: string;
}

/** What a subnet can no longer do, the worst first. Sources: ELB and EKS user guides, subnet requirements. */
const MARKS: readonly Mark[] = [
  { below: 1, severity: "critical", harm: "no pod, node or service gets an address there" },
  {
    below: 5,
    severity: "critical",
    harm: "EKS cannot change the control plane there, nor can a load balancer be made",
  },
  { below: 8, severity: "warning", harm: "no new load balancer can be made there" },
];

/** Where a subnet comes under a mark; a mere notice where it stands there today and the proposal leads out of it. */
export function lowestPoints({ today, proposed }: SimulationResult): SimulationWarning[] {
  return subnetCurves(proposed.curves).flatMap(({ curve, subnetId }, index) => {
    const { free, atMs } = curve.lowest;
    const mark = MARKS.find(({ below }) => free < below);
    if (!mark) return [];
    const before = today.curves[index]?.lowest.free ?? Number.POSITIVE_INFINITY;
    const left = count(free, "free address", "free addresses");
    const of = { subnetIds: [subnetId], count: free };
    if (free >= before && curve.end.free >= mark.below) {
      const message = `${subnetId} starts with ${left}: ${mark.harm}. The proposal leaves ${curve.end.free} free in the end.`;
      return [warning("subnet-lowest-point", "notice", message, { ...of, cure: null })];
    }
    const what = atMs > 0 ? `comes down to ${left} after ${clock(atMs)}` : `has ${left} now, and later never fewer`;
    const message = `${subnetId} ${what}: ${mark.harm}.${lowestToday(before, free, mark)}`;
    const cure =
      free < before
        ? "Restart fewer nodes at a time, ask for fewer warm addresses, or move nodes to another subnet."
        : "Ask for fewer warm addresses, or move nodes to another subnet.";
    return [warning("subnet-lowest-point", mark.severity, message, { ...of, cure })];
  });
}

/** How today's settings compare at their lowest, where that is under the mark, too. */
function lowestToday(before: number, free: number, { below }: Mark): string {
  if (before >= below) return "";
  return before === free ? " So it is under today's settings, too." : ` Today's settings bring it down to ${before}.`;
}

const subnetCurves = (curves: readonly Curve[]): { curve: Curve; subnetId: string }[] =>
  curves.flatMap((curve) => (curve.subnetId === null ? [] : [{ curve, subnetId: curve.subnetId }]));

/** Buckets that the account's callers would find empty. */
export const emptyBuckets = ({ proposed, today }: SimulationResult): SimulationWarning[] =>
  proposed.calls.flatMap((calls, index) => {
    if (calls.fewestTokens >= 0 && calls.throttledCalls === 0) return [];
    const { actions, capacity, refillPerSecond } = calls.bucket;
    const rate = `at most ${calls.peak.callsPerSecond} a second against ${capacity} tokens and ${refillPerSecond} a second`;
    const waited =
      calls.throttledCalls > 0
        ? ` ${count(calls.throttledCalls, "call waits", "calls wait")}, ${clock(calls.throttledMs / Math.max(1, calls.throttledCalls))} on average.`
        : "";
    const message = `${actions.join(" and ")}: ${rate}; the bucket runs empty, for everybody in the account.${waited}${asToday(today.calls[index])}`;
    const cure = "Restart fewer nodes at a time, or set MINIMUM_IP_TARGET near the pods of a node.";
    const parts = { cure, settings: ["WARM_IP_TARGET", "MINIMUM_IP_TARGET"], count: calls.throttledCalls };
    return [warning("calls-above-bucket", "warning", message, parts)];
  });

const asToday = (calls: CallCurve | undefined): string =>
  calls && (calls.fewestTokens < 0 || calls.throttledCalls > 0) ? " It does so under today's settings, too." : "";

/** Pods that get no address, by the reason of their nodes. */
export function podsWithoutAddress({ proposed, today }: SimulationResult): SimulationWarning[] {
  const { waits, ceilings, notLaunchedCount } = proposed;
  const found: SimulationWarning[] = [];
  const words = {
    "minimum-ip-target": [
      "MINIMUM_IP_TARGET alone is the ceiling",
      "Set WARM_IP_TARGET to 1 or more.",
      "WARM_IP_TARGET",
    ],
    "eni-limit": ["the node's ENIs are full", "Raise MAX_ENI, use larger types, or prefix delegation.", "MAX_ENI"],
    "subnet-exhausted": ["the subnet has nothing left", "Ask for fewer warm addresses, or move nodes elsewhere.", null],
    "not-running": ["ipamd does not start", "Give the pods' subnet addresses.", null],
  } as const;
  for (const [cause, [why, cure, setting]] of Object.entries(words)) {
    const stuck = ceilings.filter((ceiling) => ceiling.cause === cause);
    if (stuck.length === 0) continue;
    const pods = stuck.reduce((sum, { waitingPodCount }) => sum + waitingPodCount, 0);
    const message = `${count(pods, "pod waits", "pods wait")} at the end on ${count(stuck.length, "node", "nodes")}, although max pods would allow them: ${why}.`;
    const settings = setting === null ? [] : [setting];
    const nodes = stuck.slice(0, 1_000).map(({ node }) => node);
    found.push(warning("pods-without-address", "critical", message, { cure, settings, nodes, count: pods }));
  }
  if (found.length === 0 && waits.neverCount > today.waits.neverCount) {
    const message = `${count(waits.neverCount, "pod gets", "pods get")} no address before the run ends or they leave; under today's settings ${today.waits.neverCount}.`;
    found.push(warning("pods-without-address", "warning", message, { count: waits.neverCount }));
  }
  if (notLaunchedCount > 0) {
    const message = `${count(notLaunchedCount, "new node", "new nodes")} cannot be launched: the subnet has no address for them.`;
    found.push(warning("nodes-not-launched", "critical", message, { count: notLaunchedCount }));
  }
  return found;
}

/** Prefix delegation where the subnet has too few wholly free blocks. */
export function missingBlocks(
  { proposed }: SimulationResult,
  { scope }: PreparedScope,
  failing: readonly number[],
): SimulationWarning[] {
  if (failing.length === 0) return [];
  const subnetIds = subnetCurves(proposed.curves)
    .filter(({ curve }) => curve.lowestBlocks.freeBlocks === 0)
    .map(({ subnetId }) => subnetId);
  const reserved = scope.subnets.some(
    ({ id, reservedForPrefixesCount }) => subnetIds.includes(id) && reservedForPrefixesCount > 0,
  );
  const message = `${count(failing.length, "node", "nodes")} cannot get the prefixes that the settings ask for: there is no wholly free, aligned /28 left in ${subnetIds.join(", ") || "the subnet"}.`;
  const cure = reserved
    ? "The subnet's CIDR reservation for prefixes is used up: reserve a further range before, or use a new subnet."
    : "Use a new subnet, or reserve a range for prefixes (a subnet CIDR reservation) before.";
  return [
    warning("prefixes-without-blocks", "critical", message, {
      cure,
      settings: ["ENABLE_PREFIX_DELEGATION"],
      subnetIds,
      nodes: failing.slice(0, 1_000),
      count: failing.length,
    }),
  ];
}

/** The way back. */
export function wayBack({ goBack }: SimulationResult): SimulationWarning[] {
  if (!goBack) return [];
  const { subnetId, free } = goBack.lowest;
  const lowest = `${subnetId} would come down to ${count(free, "free address", "free addresses")}`;
  if (!goBack.fits) {
    const message = `You cannot go back: ${count(goBack.failingNodeCount, "node", "nodes")} would not get the addresses of today again; ${lowest}.`;
    const cure = "Keep more addresses free before you roll it out, or be ready to move nodes to another subnet.";
    const parts = { cure, subnetIds: [subnetId], count: goBack.failingNodeCount };
    return [warning("cannot-go-back", "critical", message, parts)];
  }
  if (goBack.morePods === null) return [];
  const until =
    goBack.morePods === 0
      ? "not with a single pod more"
      : `no longer once some ${count(goBack.morePods, "pod", "pods")} more have come`;
  const message = `You can go back as things are (${lowest}), but ${until}.`;
  const parts = { cure: null, subnetIds: [subnetId], count: goBack.morePods };
  return [warning("cannot-go-back", goBack.morePods === 0 ? "warning" : "notice", message, parts)];
}

/** What of the scope is not in the run. */
export const scopeWarnings = ({ leftOut, subnets, notes }: SimulationScope): SimulationWarning[] => [
  ...leftOut.map(({ kind, reason, instanceIds }) =>
    warning(
      kind === "auto-mode" ? "auto-mode" : "left-out",
      "notice",
      `${count(instanceIds.length, "node is", "nodes are")} ${reason}. Their addresses count as taken.`,
      { count: instanceIds.length },
    ),
  ),
  ...subnets
    .filter(({ isUsed, unexplainedAddressCount }) => isUsed && unexplainedAddressCount > 0)
    .map(({ id, unexplainedAddressCount }) =>
      warning(
        "unexplained-addresses",
        "notice",
        `${count(unexplainedAddressCount, "address", "addresses")} of ${id} are taken according to EC2, but nothing shows by whom: they are counted as taken, at drawn places.`,
        { subnetIds: [id], count: unexplainedAddressCount },
      ),
    ),
  ...notes.map((note) => warning("note", "notice", note)),
];
