import type { Rollout } from "@/lib/domain/simulation/simulation-input";

/** How many of a DaemonSet's pods may be away at once: a share is rounded up (Kubernetes, DaemonSet rolling update). */
export const unavailableAtOnce = (nodeCount: number, { maxUnavailableShare }: Rollout): number =>
  Math.max(1, Math.ceil(nodeCount * maxUnavailableShare));

/**
 * When ipamd starts anew on the node that comes at that place of the rolling update, in milliseconds: the first ones a
 * restart's time after the update's beginning, the others at even distances, so that never more than the allowed number
 * are away. With 100 nodes, 10 % and 30 s: 30 s, 33 s, 36 s, …
 */
export const restartTime = (place: number, nodeCount: number, rollout: Rollout): number => {
  const { atSeconds, restartSeconds } = rollout;
  const spacing = restartSeconds / unavailableAtOnce(nodeCount, rollout);
  return Math.floor((atSeconds + restartSeconds + place * spacing) * 1_000);
};
