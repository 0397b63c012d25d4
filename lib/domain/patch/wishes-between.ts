import type { Environment } from "@/lib/domain/ipamd/settings";
import type { Wish } from "@/lib/domain/patch/difference";

/**
 * What to ask for so that the environment of today becomes the proposed one.
 * `wishesBetween({ MAX_ENI: "2" }, { WARM_IP_TARGET: "1" })` sets the one and takes the other away.
 */
export function wishesBetween(today: Environment, proposed: Environment): readonly Wish[] {
  const set = Object.entries(proposed).filter(([name, value]) => !Object.hasOwn(today, name) || today[name] !== value);
  const takenAway = Object.keys(today).filter((name) => !Object.hasOwn(proposed, name));
  return [...set.map(([name, value]) => ({ name, value })), ...takenAway.map((name) => ({ name, value: null }))];
}
