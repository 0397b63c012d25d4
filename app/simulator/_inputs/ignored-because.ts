import type { KnobName } from "@/app/simulator/_inputs/knobs";
import type { Environment } from "@/lib/domain/ipamd/settings";
import { effectiveSettings } from "@/lib/domain/patch/effective-settings";
import { settingRows } from "@/lib/domain/patch/setting-rows";

const mapOf = (env: Environment): ReadonlyMap<string, string> => new Map(Object.entries(env));

/**
 * Why ipamd no longer looks at a setting under the proposal; null where it does, or where it did not look at it before
 * and nobody turned it.
 */
export function ignoredBecause(name: KnobName, today: Environment, proposed: Environment): string | null {
  const after = mapOf(proposed);
  if (!after.has(name)) return null;
  const row = settingRows(mapOf(today), after).find((candidate) => candidate.name === name);
  if (!row?.used || row.used.after.isLookedAt || !(row.isUsedAnew || row.isWrittenAnew)) return null;
  const { targetsMootBecause, hasIpTargets } = effectiveSettings(after);
  if (targetsMootBecause !== null) return `ignored: ${targetsMootBecause}`;
  switch (name) {
    case "WARM_ENI_TARGET":
      return hasIpTargets ? "ignored once an IP target is set" : "ignored under prefix delegation";
    case "WARM_PREFIX_TARGET":
      return "ignored without prefix delegation";
    case "WARM_IP_TARGET":
    case "MINIMUM_IP_TARGET":
      return "0 is as unset";
    default:
      return "ignored";
  }
}
