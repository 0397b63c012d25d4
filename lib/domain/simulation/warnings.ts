import type { Frame } from "@/lib/domain/simulation/frame";
import { hasLoad } from "@/lib/domain/simulation/load";
import type { PodCensus } from "@/lib/domain/simulation/pod-census";
import type { PreparedScope } from "@/lib/domain/simulation/prepared-scope";
import {
  emptyBuckets,
  lowestPoints,
  missingBlocks,
  podsWithoutAddress,
  scopeWarnings,
  wayBack,
} from "@/lib/domain/simulation/run-warnings";
import { warning, warningsByPatch, warningsBySettings } from "@/lib/domain/simulation/setting-warnings";
import type { SimulationResult } from "@/lib/domain/simulation/simulation-result";
import type { SimulationWarning } from "@/lib/domain/simulation/simulation-warning";

export interface WarningFacts {
  readonly prepared: PreparedScope;
  readonly frame: Frame;
  readonly result: SimulationResult;
  readonly census: PodCensus;
  /** Nodes that asked for prefixes under the proposal and did not get them. */
  readonly withoutBlocks: readonly number[];
}

const SEVERITIES: readonly SimulationWarning["severity"][] = ["critical", "warning", "notice"];

/** Everything to know before the proposal is applied, the gravest first. */
export function warningsOf({ prepared, frame, result, census, withoutBlocks }: WarningFacts): SimulationWarning[] {
  const { input, isUnchanged } = frame;
  const found = [
    ...lowestPoints(result),
    ...podsWithoutAddress(result),
    ...missingBlocks(result, prepared, withoutBlocks),
    ...emptyBuckets(result),
    ...wayBack(result),
    ...warningsBySettings(prepared.scope, input),
    ...warningsByPatch(input),
    ...unfitSettings(census, input.isTodayAssumed),
    ...(isUnchanged || hasLoad(input.load) ? [] : neverAtRest(result)),
    ...(isUnchanged ? [] : [restart(frame)]),
    ...scopeWarnings(prepared.scope),
  ];
  return found.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

function unfitSettings({ changingNodes, growingNodes, placed }: PodCensus, isAssumed: boolean): SimulationWarning[] {
  const nodes = [...changingNodes, ...growingNodes].sort((a, b) => a - b);
  if (nodes.length === 0) return [];
  const message = `${nodes.length} of ${placed.length} nodes do not hold what they would under today's settings${isAssumed ? ", which are assumed" : ""}: their pools change by themselves, or the settings are others.`;
  const cure = isAssumed ? "Paste the settings that the aws-node DaemonSet really has." : null;
  const parts = { cure, nodes: nodes.slice(0, 1_000), count: nodes.length };
  return [warning("settings-do-not-fit", "warning", message, parts)];
}

function neverAtRest({ proposed, today }: SimulationResult): SimulationWarning[] {
  if (proposed.atRestMs !== null || today.atRestMs === null) return [];
  const message = "Under the proposal the pools never come to rest: EC2 is called again and again, without any pod.";
  return [warning("never-at-rest", "warning", message, { settings: ["WARM_ENI_TARGET", "WARM_PREFIX_TARGET"] })];
}

const restart = ({ input }: Frame): SimulationWarning =>
  warning(
    "restart-clears-cooldown",
    "notice",
    `Each restart forgets which addresses cool: one that a pod has just left may go to a new pod at once. IP_COOLDOWN_PERIOD (${input.today.IP_COOLDOWN_PERIOD ?? 30} s) does not hold across the rollout.`,
    { settings: ["IP_COOLDOWN_PERIOD"] },
  );
