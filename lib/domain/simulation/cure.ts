import type { Environment } from "@/lib/domain/ipamd/settings";
import type { Wish } from "@/lib/domain/patch/difference";
import type { SimulationWarning } from "@/lib/domain/simulation/simulation-warning";

/** Fewest warm addresses that lift the ceiling of a MINIMUM_IP_TARGET that stands alone. */
const LEAST_WARM_IP_TARGET = "1";

/**
 * The settings that cure a warning under the proposal's environment, as wishes; none where no setting alone does, or
 * where it has the curing value already. `minimum-ip-target-alone` is cured by WARM_IP_TARGET 1.
 */
export function curesOf(warning: SimulationWarning, env: Environment): readonly Wish[] {
  return wishesOf(warning, env).filter(({ name, value }) => (env[name] ?? null) !== value);
}

function wishesOf({ kind, settings }: SimulationWarning, env: Environment): readonly Wish[] {
  switch (kind) {
    case "minimum-ip-target-alone":
      return [{ name: "WARM_IP_TARGET", value: LEAST_WARM_IP_TARGET }];
    case "pods-without-address":
      if (settings.includes("WARM_IP_TARGET")) return [{ name: "WARM_IP_TARGET", value: LEAST_WARM_IP_TARGET }];
      return settings.includes("MAX_ENI") ? [{ name: "MAX_ENI", value: null }] : [];
    case "warm-ip-target-zero":
      return [{ name: "WARM_IP_TARGET", value: null }];
    case "setting-ignored":
      return settings.slice(0, 1).map((name) => ({ name, value: trimmedNumber(env[name]) }));
    case "prefixes-without-blocks":
    case "prefixes-on-xen":
      return [{ name: "ENABLE_PREFIX_DELEGATION", value: "false" }];
    default:
      return [];
  }
}

/** What was meant, where that is plain: a whole number with blanks around it, or with nothing but zeros behind the point. */
function trimmedNumber(text: string | undefined): string | null {
  const match = /^\s*(\d+)(?:\.0+)?\s*$/.exec(text ?? "");
  return match?.[1] ?? null;
}
