import { parseGoBool } from "@/lib/domain/ipamd/go-values";
import type { Environment } from "@/lib/domain/ipamd/settings";

/** A setting of the DaemonSet under which there is no pool to simulate, and the reason. */
export interface NotSimulated {
  readonly name: string;
  readonly because: string;
}

const REASONS: readonly NotSimulated[] = [
  {
    name: "ENABLE_IPv6",
    because:
      "not simulated, because in IPv6 mode each ENI has one /80 prefix for all its pods: the pool never grows or shrinks and no target is looked at",
  },
  {
    name: "DISABLE_NETWORK_RESOURCE_PROVISIONING",
    because:
      "not simulated, because ipamd then neither asks EC2 for addresses nor gives any back; no target is looked at",
  },
  {
    name: "ENABLE_IMDS_ONLY_MODE",
    because: "not simulated, because ipamd then makes no EC2 call: addresses come and go by other hands than its own",
  },
];

/** The first setting that leaves nothing to simulate, or null. Values are read as ipamd does: `yes` is not true. */
export function whyNotSimulated(environment: Environment): NotSimulated | null {
  return REASONS.find(({ name }) => parseGoBool(environment[name] ?? "") === true) ?? null;
}

/** Why nodes of EKS Auto Mode are left out of a simulation. */
export const AUTO_MODE_NOT_SIMULATED =
  "not simulated, because on EKS Auto Mode there is no aws-node DaemonSet: AWS manages the prefixes, and no target can be set";
