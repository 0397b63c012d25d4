import { parseSettings, type Settings } from "@/lib/domain/ipamd/settings";
import type { PoolAssumption } from "@/lib/domain/vpc/pool-assumption";

/** What a node's ENIs show of its settings. */
export interface ObservedMode {
  readonly hasPrefixes: boolean;
  readonly hasCustomNetworking: boolean;
}

/** The settings that a node is taken to have, as text and parsed. */
export interface PoolSettings {
  readonly env: Readonly<Record<string, string>>;
  readonly settings: Settings;
}

/**
 * The settings in force on a node, parsed once for each mode. Where they are only assumed, what the node's ENIs show
 * overrules them: prefixes mean that prefix delegation is on, and likewise with custom networking.
 */
export function poolSettingsBy(assumption: PoolAssumption): (observed: ObservedMode) => PoolSettings {
  const known = new Map<number, PoolSettings>();
  return ({ hasPrefixes, hasCustomNetworking }) => {
    const mode = assumption.assumed ? (hasPrefixes ? 1 : 0) + (hasCustomNetworking ? 2 : 0) : 0;
    let settings = known.get(mode);
    if (!settings) {
      const env = {
        ...assumption.env,
        ...((mode & 1) !== 0 && { ENABLE_PREFIX_DELEGATION: "true" }),
        ...((mode & 2) !== 0 && { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true" }),
      };
      settings = { env, settings: parseSettings(env) };
      known.set(mode, settings);
    }
    return settings;
  };
}
