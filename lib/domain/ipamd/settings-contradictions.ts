import { parseGoBool } from "@/lib/domain/ipamd/go-values";
import { type NodeLimits, PREFIX_SIZE, targetsFor } from "@/lib/domain/ipamd/node-targets";
import type { SettingFinding } from "@/lib/domain/ipamd/setting-finding";
import type { Environment, Settings } from "@/lib/domain/ipamd/settings";

interface Facts {
  readonly environment: Environment;
  readonly settings: Settings;
  readonly limits: NodeLimits | null;
  readonly hasIpTargets: boolean;
  /** Prefix delegation as it works on the node, or as set where the node is not known. */
  readonly usesPrefixes: boolean;
}

type Rule = (facts: Facts) => SettingFinding | null;

/** Settings that work against each other, or against the node. Every one of them is in the traces of the real code. */
export function contradictionsOf(
  environment: Environment,
  settings: Settings,
  limits: NodeLimits | null,
): SettingFinding[] {
  const facts: Facts = {
    environment,
    settings,
    limits,
    hasIpTargets: settings.warmIpTarget !== 0 || settings.minimumIpTarget !== 0,
    usesPrefixes: limits ? targetsFor(settings, limits).prefixDelegation : settings.prefixDelegation,
  };
  return RULES.flatMap((rule) => rule(facts) ?? []);
}

const contradiction = (names: readonly string[], message: string): SettingFinding => ({
  kind: "contradiction",
  names,
  message,
});

const minimumAlone: Rule = ({ settings, usesPrefixes }) => {
  if (settings.minimumIpTarget === 0 || settings.warmIpTarget !== 0) return null;
  const ceiling = usesPrefixes
    ? Math.ceil(settings.minimumIpTarget / PREFIX_SIZE) * PREFIX_SIZE
    : settings.minimumIpTarget;
  return contradiction(
    ["MINIMUM_IP_TARGET", "WARM_IP_TARGET"],
    `MINIMUM_IP_TARGET without WARM_IP_TARGET is a ceiling: a node never holds more than ${ceiling} addresses, and pods beyond them wait for ever.`,
  );
};

const prefixesWithoutTarget: Rule = ({ settings, hasIpTargets, usesPrefixes }) =>
  usesPrefixes && !hasIpTargets && settings.warmPrefixTarget === 0
    ? contradiction(
        ["ENABLE_PREFIX_DELEGATION", "WARM_PREFIX_TARGET"],
        "Prefix delegation without a warm target: an idle node gives its free prefix back and fetches another every 30 seconds.",
      )
    : null;

const noWarmEni: Rule = ({ settings, hasIpTargets, usesPrefixes }) =>
  !usesPrefixes && !hasIpTargets && settings.warmEniTarget === 0
    ? contradiction(
        ["WARM_ENI_TARGET", "WARM_IP_TARGET"],
        "WARM_ENI_TARGET=0 without an IP target: when every address is in use, a node makes an ENI, deletes it a minute later and makes it again, for ever.",
      )
    : null;

const prefixesOnXen: Rule = ({ settings, limits }) =>
  settings.prefixDelegation && limits !== null && !limits.supportsPrefixDelegation
    ? contradiction(
        ["ENABLE_PREFIX_DELEGATION"],
        "The instance type cannot take prefixes (it is neither Nitro nor bare metal): ipamd falls back to single addresses in silence.",
      )
    : null;

const customWithoutSecondEni: Rule = ({ settings, limits }) => {
  const enis = Math.min(settings.maxEni ?? Number.POSITIVE_INFINITY, limits?.maxEnis ?? Number.POSITIVE_INFINITY);
  return settings.customNetworking && enis < 2
    ? contradiction(
        ["AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", "MAX_ENI"],
        "Custom networking never uses the primary ENI, and there may be no other: ipamd does not start on such a node.",
      )
    : null;
};

const maxEniBeyondType: Rule = ({ settings, limits }) =>
  settings.maxEni !== null && limits !== null && settings.maxEni > limits.maxEnis
    ? contradiction(
        ["MAX_ENI"],
        `MAX_ENI=${settings.maxEni} changes nothing: the instance type has ${limits.maxEnis} ENIs at most.`,
      )
    : null;

/** The pool stops growing at the node's pods, whatever the targets ask for. */
const targetsBeyondMaxPods: Rule = ({ settings, limits }) => {
  if (!limits) return null;
  const names = (["WARM_IP_TARGET", "MINIMUM_IP_TARGET"] as const).filter(
    (name) => (name === "WARM_IP_TARGET" ? settings.warmIpTarget : settings.minimumIpTarget) > limits.maxPods,
  );
  if (names.length === 0) return null;
  return contradiction(
    names,
    `${names.join(" and ")} ask${names.length > 1 ? "" : "s"} for more than the node's ${limits.maxPods} pods: the pool stops growing there.`,
  );
};

const tooFewForMaxPods: Rule = ({ settings, limits, usesPrefixes }) => {
  if (!limits || settings.maxEni === null) return null;
  const enis = Math.min(settings.maxEni, limits.maxEnis) - (settings.customNetworking ? 1 : 0);
  const addresses = enis * (limits.ipv4PerEni - 1) * (usesPrefixes ? PREFIX_SIZE : 1);
  // Two of a node's pods are on the host's network (aws-node and kube-proxy).
  if (addresses >= limits.maxPods - 2) return null;
  return contradiction(
    ["MAX_ENI"],
    `MAX_ENI=${settings.maxEni} leaves ${Math.max(0, addresses)} addresses for the node's ${limits.maxPods} pods: those beyond wait for ever.`,
  );
};

const noCooldown: Rule = ({ settings }) =>
  settings.cooldownMs <= 0
    ? contradiction(
        ["IP_COOLDOWN_PERIOD"],
        "Without a cool-down a new pod may get the address of one that has just gone, while others still send it that one's traffic.",
      )
    : null;

const addressFamily: Rule = ({ environment, settings }) => {
  const names = ["ENABLE_IPv4", "ENABLE_IPv6"] as const;
  const [ipv4, ipv6] = names.map((name) => (environment[name] === undefined ? null : parseGoBool(environment[name])));
  if (ipv4 === true && ipv6 === true) {
    return contradiction(names, "ENABLE_IPv4 and ENABLE_IPv6 are both on: ipamd does not start.");
  }
  if (environment.ENABLE_IPv4 !== undefined && ipv4 !== true && ipv6 !== true) {
    return contradiction(names, "ENABLE_IPv4 and ENABLE_IPv6 are both off: ipamd does not start.");
  }
  if (ipv6 === true && (settings.customNetworking || !settings.prefixDelegation)) {
    return contradiction(
      ["ENABLE_IPv6", "ENABLE_PREFIX_DELEGATION", "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG"],
      "IPv6 works with prefix delegation and without custom networking only: ipamd does not start.",
    );
  }
  return null;
};

const RULES: readonly Rule[] = [
  minimumAlone,
  prefixesWithoutTarget,
  noWarmEni,
  prefixesOnXen,
  customWithoutSecondEni,
  maxEniBeyondType,
  targetsBeyondMaxPods,
  tooFewForMaxPods,
  noCooldown,
  addressFamily,
];
