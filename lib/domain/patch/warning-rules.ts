import { effectsBetween, isPoolSetting } from "@/lib/domain/patch/effective-settings";
import type { Warning, WarningCode } from "@/lib/domain/patch/finding";
import { type RuleFacts, touches } from "@/lib/domain/patch/rule-facts";
import { ALSO_OF_INIT_CONTAINER, knownSetting } from "@/lib/domain/patch/setting-catalogue";
import { judgeText, shown } from "@/lib/domain/patch/setting-text";

const IP_TARGETS = ["WARM_IP_TARGET", "MINIMUM_IP_TARGET"];
const TARGETS = [...IP_TARGETS, "WARM_ENI_TARGET", "WARM_PREFIX_TARGET"];
const MODE = [...TARGETS, "ENABLE_PREFIX_DELEGATION"];
/** EKS lets a node run at most 250 pods unless told otherwise, and the pool stops growing there. */
const USUAL_MAX_PODS = 250;

const warning = (code: WarningCode, settings: readonly string[], message: string): Warning => ({
  code,
  settings,
  message,
});

type Rule = (facts: RuleFacts) => readonly Warning[];

/** What the change does to each setting by itself. */
const perSetting: Rule = ({ changes }) =>
  changes.flatMap(({ name, after }): Warning[] => {
    const setting = knownSetting(name);
    if (after === null) {
      if (setting?.byDefault == null) return [];
      return [
        warning("unset-takes-default", [name], `Without ${name} the CNI takes its default ${setting.byDefault}.`),
      ];
    }
    const isZero = Number(after) === 0 && after !== "";
    if (IP_TARGETS.includes(name) && isZero)
      return [warning("zero-is-unset", [name], `${name}=${after} is the same as ${name} unset.`)];
    if (name === "IP_COOLDOWN_PERIOD" && isZero) {
      const message =
        "Without a cool-down a freed address may go to a new pod while kube-proxy still sends it the old one's traffic.";
      return [warning("no-cooldown", [name], message)];
    }
    if (IP_TARGETS.includes(name) && Number(after) > USUAL_MAX_PODS) {
      const message = `${name}=${after} is more than the ${USUAL_MAX_PODS} pods that a node usually may run; the pool stops growing at its max pods.`;
      return [warning("target-beyond-max-pods", [name], message)];
    }
    if (ALSO_OF_INIT_CONTAINER.has(name)) {
      const message = `${name} must be set on the init container aws-vpc-cni-init as well, which this change leaves alone.`;
      return [warning("other-container", [name], message)];
    }
    return [];
  });

/** Which of the targets are looked at, by the mode that results. */
const outOfUse: Rule = (facts) => {
  const { after } = facts;
  if (!touches(facts, MODE)) return [];
  if (after.targetsMootBecause !== null) {
    return [warning("targets-moot", MODE, `No target is looked at: ${after.targetsMootBecause}.`)];
  }
  const { warmEniTarget, warmPrefixTarget, prefixDelegation } = after.settings;
  const because = after.hasIpTargets ? "an IP target is set" : "prefix delegation is on";
  const found: Warning[] = [];
  if (after.hasIpTargets || prefixDelegation) {
    found.push(
      warning(
        "warm-eni-ignored",
        ["WARM_ENI_TARGET"],
        `WARM_ENI_TARGET (${warmEniTarget}) is ignored, since ${because}.`,
      ),
    );
  }
  if (prefixDelegation && after.hasIpTargets) {
    // ipamd.go getDeletableENI asks for WARM_PREFIX_TARGET whatever sizes the pool.
    const message = `WARM_PREFIX_TARGET (${warmPrefixTarget}) does not size the pool, since ${because}; an ENI is still kept while fewer free prefixes than that would stay.`;
    found.push(warning("warm-prefix-sidelined", ["WARM_PREFIX_TARGET"], message));
  }
  return found;
};

const shapeOfThePool: Rule = (facts) => {
  const { after } = facts;
  const { warmIpTarget, minimumIpTarget, warmEniTarget, prefixDelegation } = after.settings;
  if (after.targetsMootBecause !== null || !touches(facts, MODE)) return [];
  if (warmIpTarget > 0 && minimumIpTarget === 0) {
    const message =
      "WARM_IP_TARGET without MINIMUM_IP_TARGET costs an EC2 call for nearly every pod that comes or goes.";
    return [warning("warm-ip-without-minimum", IP_TARGETS, message)];
  }
  if (!after.hasIpTargets && !prefixDelegation && warmEniTarget === 0) {
    const message =
      "Nothing is kept warm: each time a node runs out of addresses its next pod waits for EC2, up to ten seconds for a new ENI.";
    return [warning("no-warm-pool", ["WARM_ENI_TARGET", ...IP_TARGETS], message)];
  }
  return [];
};

const switchOfMode: Rule = ({ before, after, fleet }) => {
  const found: Warning[] = [];
  if (after.settings.prefixDelegation && !before.settings.prefixDelegation) {
    const name = ["ENABLE_PREFIX_DELEGATION"];
    const types = fleet?.typesWithoutPrefixes ?? [];
    if (types.length > 0) {
      const message = `${types.join(", ")} cannot take prefixes (Xen): there the CNI goes on with single addresses, without an error.`;
      found.push(warning("prefix-delegation-xen", name, message));
    }
    const message =
      "A node's max pods stay as they are until the kubelet is set anew, and each prefix needs a wholly free aligned /28 in the subnet.";
    found.push(warning("prefix-delegation-max-pods", name, message));
  }
  if (after.settings.customNetworking && !before.settings.customNetworking) {
    const name = "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG";
    const message =
      "Custom networking needs an ENIConfig for every node; one without it gets no addresses. Replace the nodes after it.";
    found.push(warning("custom-networking-needs-eniconfig", [name], message));
  }
  return found;
};

/** Texts of today that the CNI ignores in silence and that the proposal leaves as they are. */
const ignoredToday: Rule = ({ values, changes }) => {
  const changed = new Set(changes.map((change) => change.name));
  return [...values].flatMap(([name, value]) => {
    const setting = changed.has(name) ? null : knownSetting(name);
    const verdict = setting ? judgeText(setting, value) : null;
    if (verdict?.kind !== "ignored") return [];
    const message = `As it is today: ${name}=${shown(value)} ${verdict.why}, and the CNI ignores it in silence.`;
    return [warning("current-ignored", [name], message)];
  });
};

/** Texts that change and come to the same: "1" and "01", a default that is taken away. */
const noEffect: Rule = ({ before, after, changes }) => {
  const names = changes.map((change) => change.name);
  if (names.length === 0 || !names.every(isPoolSetting) || effectsBetween(before, after).length > 0) return [];
  const message = "For ipamd nothing changes: it comes to the same values, and every node's aws-node restarts for it.";
  return [warning("no-effect", names, message)];
};

const RULES: readonly Rule[] = [noEffect, perSetting, outOfUse, shapeOfThePool, switchOfMode, ignoredToday];

/** What should be known before a change is applied, although nothing forbids it. */
export const warningsByRule = (facts: RuleFacts): readonly Warning[] => RULES.flatMap((rule) => rule(facts));
