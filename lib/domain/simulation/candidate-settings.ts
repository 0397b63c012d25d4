import type { Environment } from "@/lib/domain/ipamd/settings";

/** What a candidate sets and takes away: null is unset. Only what differs from the environment that it starts from. */
export type SettingChanges = Readonly<Record<string, string | null>>;

const WARM_ENI = "WARM_ENI_TARGET";
const WARM_IP = "WARM_IP_TARGET";
const MINIMUM_IP = "MINIMUM_IP_TARGET";
const WARM_PREFIX = "WARM_PREFIX_TARGET";
const PREFIX_DELEGATION = "ENABLE_PREFIX_DELEGATION";

/** The settings that are searched over, as a candidate has them: null is unset, "as-it-is" what is not looked at. */
export interface CandidateTargets {
  readonly usesPrefixes: boolean;
  readonly warmEniTarget: number | "as-it-is";
  readonly warmIpTarget: number | null;
  readonly minimumIpTarget: number | null;
  readonly warmPrefixTarget: number | "as-it-is";
}

/** The environment with the candidate's targets, and what differs in it. Prefix delegation is touched only to change it. */
export function withTargets(
  env: Environment,
  targets: CandidateTargets,
  hasPrefixes: boolean,
): { readonly env: Environment; readonly settings: SettingChanges } {
  const wanted: Record<string, string | null> = {
    [WARM_IP]: targets.warmIpTarget === null ? null : String(targets.warmIpTarget),
    [MINIMUM_IP]: targets.minimumIpTarget === null ? null : String(targets.minimumIpTarget),
  };
  if (targets.warmEniTarget !== "as-it-is") wanted[WARM_ENI] = String(targets.warmEniTarget);
  if (targets.warmPrefixTarget !== "as-it-is") wanted[WARM_PREFIX] = String(targets.warmPrefixTarget);
  if (targets.usesPrefixes !== hasPrefixes) wanted[PREFIX_DELEGATION] = String(targets.usesPrefixes);
  const settings: Record<string, string | null> = {};
  const changed: Record<string, string> = { ...env };
  for (const [name, value] of Object.entries(wanted)) {
    if ((env[name] ?? null) === value) continue;
    settings[name] = value;
    if (value === null) delete changed[name];
    else changed[name] = value;
  }
  return { env: changed, settings };
}

/** What the grid is laid by. */
export interface GridFacts {
  /** Pods of a node at rest, ascending; with host-network ones left out. */
  readonly podsPerNode: readonly number[];
  readonly burstPods: number;
}

const quantile = (ascending: readonly number[], share: number): number =>
  ascending[Math.floor((ascending.length - 1) * share)] ?? 0;

const distinct = (numbers: readonly number[]): number[] =>
  [...new Set(numbers)].filter((number) => number > 0).sort((a, b) => a - b);

/** WARM_IP_TARGET from 1 to the pods of a burst, closer where it is small. */
const warmGrid = (burstPods: number): number[] =>
  distinct([1, 2, 3, 5, 8, 13, 21, 34, 55, 89].filter((warm) => warm < burstPods).concat(burstPods));

/** MINIMUM_IP_TARGET at the pods of a usual, a full and the fullest node, without and with a burst on top. */
function minimumGrid({ podsPerNode, burstPods }: GridFacts): number[] {
  const pods = [0.5, 0.9, 1].map((share) => quantile(podsPerNode, share));
  return distinct([...pods, ...pods.map((count) => count + burstPods), quantile(podsPerNode, 0.5) + burstPods + 3]);
}

/** With IP targets WARM_ENI_TARGET is not looked at; 0 says so to whoever reads the settings. */
export const withIpTargets = (
  usesPrefixes: boolean,
  warmIpTarget: number,
  minimumIpTarget: number | null,
): CandidateTargets => ({
  usesPrefixes,
  warmEniTarget: usesPrefixes ? "as-it-is" : 0,
  warmIpTarget,
  minimumIpTarget,
  warmPrefixTarget: "as-it-is",
});

/** Whole ENIs, or whole prefixes, kept warm. */
const withWholeTargets = (usesPrefixes: boolean, target: number): CandidateTargets => ({
  usesPrefixes,
  warmEniTarget: usesPrefixes ? "as-it-is" : target,
  warmIpTarget: null,
  minimumIpTarget: null,
  warmPrefixTarget: usesPrefixes ? target : "as-it-is",
});

/** Where a search starts from, without prefixes and where they are allowed with them: coarse, and in a fixed order. */
export function candidateGrid(facts: GridFacts, modes: readonly boolean[]): CandidateTargets[] {
  return modes.flatMap((usesPrefixes) => {
    const warm = usesPrefixes
      ? distinct([1, Math.ceil(facts.burstPods / 2), facts.burstPods])
      : warmGrid(facts.burstPods);
    const minimum = usesPrefixes ? distinct(minimumGrid(facts).map(toWholePrefixes)) : minimumGrid(facts);
    const whole = usesPrefixes ? [1, 2] : [0, 1, 2];
    return [
      ...whole.map((target) => withWholeTargets(usesPrefixes, target)),
      ...[null, ...minimum].flatMap((least) => warm.map((target) => withIpTargets(usesPrefixes, target, least))),
    ];
  });
}

const toWholePrefixes = (addresses: number): number => Math.ceil(addresses / 16) * 16;

/** Steps of a refinement, in WARM_IP_TARGET and MINIMUM_IP_TARGET: half a stride and a whole one. */
const DIRECTIONS = [
  [-1, 0],
  [0, -1],
  [-1, -1],
  [-1, 1],
  [1, -1],
  [1, 0],
  [0, 1],
] as const;

/** The candidates around one that has IP targets; none for one without. */
export function neighboursOf(targets: CandidateTargets, stride: number): CandidateTargets[] {
  const { usesPrefixes, warmIpTarget, minimumIpTarget } = targets;
  if (warmIpTarget === null) return [];
  const unit = usesPrefixes ? 16 : stride;
  return DIRECTIONS.flatMap(([warmStep, minimumStep]) => {
    const warm = warmIpTarget + warmStep * Math.ceil(stride / 2);
    const minimum = minimumIpTarget === null ? null : minimumIpTarget + minimumStep * unit;
    if (warm < 1 || (minimum !== null && minimum < 1)) return [];
    return [withIpTargets(usesPrefixes, warm, minimum)];
  });
}
