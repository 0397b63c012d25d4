import type { NodeLimits, NodeTargets } from "@/lib/domain/ipamd/node-targets";
import { targetsFor } from "@/lib/domain/ipamd/node-targets";
import type { Settings } from "@/lib/domain/ipamd/settings";

/**
 * The targets of a network card other than the default one: one address warm and one at least, whatever the DaemonSet
 * sets, and nothing at all where ENABLE_MULTI_NIC is off. The card is a pool of its own; only its addresses are
 * simulated, no pod uses them. Two departures: the card takes single addresses where prefix delegation is on, since how
 * ipamd rounds there is not known to us, and it does not share the back-off and the 30 s of the default card.
 * Source: ipamd.go datastoreTargetState, v1.23.1 (multi-NIC, since v1.20).
 */
export function furtherCardTargets(settings: Settings, limits: NodeLimits): NodeTargets {
  const card = { ...settings, warmIpTarget: 1, minimumIpTarget: 1, prefixDelegation: false, podEni: false };
  const targets = targetsFor(card, limits);
  return settings.multiNic ? targets : { ...targets, ...LEFT_ALONE };
}

/** Targets under which a pool neither grows nor shrinks. */
const LEFT_ALONE = {
  maxPods: 0,
  warmIpTarget: 0,
  minimumIpTarget: 0,
  warmIpTargetsDefined: false,
  extraEniAddresses: Number.POSITIVE_INFINITY,
} as const;
