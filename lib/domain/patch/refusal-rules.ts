import type { Refusal, Warning } from "@/lib/domain/patch/finding";
import { type RuleFacts, touches } from "@/lib/domain/patch/rule-facts";

interface Rule {
  readonly refusal: Refusal;
  /** Whether the environment after the change breaks the rule. */
  readonly isBroken: (facts: RuleFacts) => boolean;
}

const IP_TARGETS = ["WARM_IP_TARGET", "MINIMUM_IP_TARGET"];

// docs/prefix-and-ip-target.md calls this unsupported. ipamd.go (isDatastorePoolTooLow) then asks for a prefix only when
// no address is left.
const PREFIX_DELEGATION_WITHOUT_TARGET: Rule = {
  refusal: {
    code: "prefix-delegation-without-target",
    settings: ["ENABLE_PREFIX_DELEGATION", "WARM_PREFIX_TARGET", ...IP_TARGETS],
    message:
      "Under prefix delegation WARM_PREFIX_TARGET is 0 and no IP target is set: the CNI does not support that, a node takes a prefix only when it has no address left and its next pod waits for EC2.",
    remedy: "Set WARM_PREFIX_TARGET to 1 or more, or WARM_IP_TARGET (with MINIMUM_IP_TARGET).",
  },
  isBroken: ({ after }) =>
    after.targetsMootBecause === null &&
    after.settings.prefixDelegation &&
    !after.hasIpTargets &&
    after.settings.warmPrefixTarget === 0,
};

const MINIMUM_ALONE: Rule = {
  refusal: {
    code: "minimum-alone",
    settings: IP_TARGETS,
    message:
      "MINIMUM_IP_TARGET without WARM_IP_TARGET is a ceiling: a node never takes an address beyond it, and further pods stay in ContainerCreating.",
    remedy: "Set WARM_IP_TARGET to 1 or more as well, or confirm minimum-alone if the ceiling is meant.",
  },
  isBroken: ({ after, confirmed }) =>
    after.targetsMootBecause === null &&
    after.settings.minimumIpTarget > 0 &&
    after.settings.warmIpTarget === 0 &&
    !confirmed.includes("minimum-alone"),
};

// ipamd.go isConfigValid; ENABLE_IPv4 is false in code where it is not set, whatever the README says.
const ADDRESS_FAMILY: Rule = {
  refusal: {
    code: "address-family",
    settings: ["ENABLE_IPv4", "ENABLE_IPv6"],
    message: "Exactly one of ENABLE_IPv4 and ENABLE_IPv6 must be true, or aws-node does not start.",
    remedy: "Leave both as they are: a cluster's address family is fixed when it is created.",
  },
  isBroken: ({ after }) => after.hasIpv4 === after.hasIpv6,
};

const RULES = [PREFIX_DELEGATION_WITHOUT_TARGET, MINIMUM_ALONE, ADDRESS_FAMILY];

/** Auto Mode nodes have no aws-node DaemonSet: warm targets and prefix delegation cannot be set there (EKS guide). */
function judgeFleet({ fleet, changes }: RuleFacts): { refusals: Refusal[]; warnings: Warning[] } {
  if (!fleet || fleet.autoModeNodeCount === 0 || changes.length === 0) return { refusals: [], warnings: [] };
  const settings = changes.map((change) => change.name);
  const code = "auto-mode";
  if (fleet.otherNodeCount > 0) {
    const message = `${fleet.autoModeNodeCount} nodes are EKS Auto Mode's: they run no aws-node and do not take part.`;
    return { refusals: [], warnings: [{ code, settings, message }] };
  }
  const message = "All nodes are EKS Auto Mode's: they run no aws-node, and their address pool cannot be set.";
  const remedy = "Give the nodes larger subnets, or run the pods on nodes outside Auto Mode.";
  return { refusals: [{ code, settings, message, remedy }], warnings: [] };
}

/** The rules that an environment as a whole must keep. One broken before, and not touched, is a warning. */
export function refusalsByRule(facts: RuleFacts): { refusals: readonly Refusal[]; warnings: readonly Warning[] } {
  const { refusals, warnings } = judgeFleet(facts);
  for (const { refusal, isBroken } of RULES) {
    if (!isBroken(facts)) continue;
    if (touches(facts, refusal.settings)) refusals.push(refusal);
    else if (refusal.code !== "address-family") {
      warnings.push({ code: "already-so", settings: refusal.settings, message: `As it is today: ${refusal.message}` });
    }
  }
  return { refusals, warnings };
}
