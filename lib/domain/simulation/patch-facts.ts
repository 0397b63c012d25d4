import { isClusterName, isRegion, type PatchTarget } from "@/lib/domain/patch/form";
import type { Fleet } from "@/lib/domain/patch/rule-facts";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";

/** The nodes of a scope as the rules of a patch want to know them: those that are not simulated count as well. */
export function fleetOf({ nodes, types, leftOut }: ScopeHead): Fleet {
  const countOf = (isAutoMode: boolean) =>
    leftOut
      .filter(({ kind }) => (kind === "auto-mode") === isAutoMode)
      .reduce((sum, { instanceIds }) => sum + instanceIds.length, 0);
  const inUse = new Set(nodes.map((node) => node.type));
  return {
    autoModeNodeCount: countOf(true),
    otherNodeCount: nodes.length + countOf(false),
    typesWithoutPrefixes: types.flatMap(({ instanceType, supportsPrefixes }, index) =>
      inUse.has(index) && !supportsPrefixes ? [instanceType] : [],
    ),
  };
}

/** `eu-west-1a` is in `eu-west-1`; a Local Zone such as `us-west-2-lax-1a` does not say it so plainly. */
const regionOf = (availabilityZone: string | null): string | null =>
  /^([a-z]{2}(?:-[a-z]+)+-\d)[a-z]$/.exec(availabilityZone ?? "")?.[1] ?? null;

/** Where a patch of the scope goes; the cluster is null where the scope has several, or one whose name is not EKS's. */
export function targetOf({ clusters, subnets }: ScopeHead): PatchTarget {
  const [only, ...others] = clusters;
  const regions = new Set(subnets.flatMap(({ availabilityZone }) => regionOf(availabilityZone) ?? []));
  const [region, ...further] = regions;
  return {
    clusterName: only !== undefined && others.length === 0 && isClusterName(only) ? only : null,
    region: region !== undefined && further.length === 0 && isRegion(region) ? region : null,
  };
}
