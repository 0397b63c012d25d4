import type { Wish } from "@/lib/domain/patch/difference";

export interface Preset {
  readonly label: string;
  /** What it sets, and why so. */
  readonly detail: string;
  /** What it changes in today's settings; the rest stays as today. */
  readonly wishes: readonly Wish[];
}

/** A few addresses above the pods, so that a pod more does not call EC2 at once. */
const SPARE_ADDRESSES = 3;

const set = (name: string, value: number | string): Wish => ({ name, value: String(value) });
const unset = (name: string): Wish => ({ name, value: null });

/** Settings to start from; the small cluster's depend on how many pods a node has. */
export function presetsFor(podsPerNode: number): readonly Preset[] {
  const minimum = podsPerNode + SPARE_ADDRESSES;
  return [
    { label: "As today", detail: "Nothing is changed.", wishes: [] },
    {
      label: "Default",
      detail: "What the CNI's manifest ships: one whole ENI kept warm.",
      wishes: [
        set("WARM_ENI_TARGET", 1),
        unset("WARM_IP_TARGET"),
        unset("MINIMUM_IP_TARGET"),
        set("WARM_PREFIX_TARGET", 1),
        set("ENABLE_PREFIX_DELEGATION", "false"),
        unset("MAX_ENI"),
        unset("IP_COOLDOWN_PERIOD"),
      ],
    },
    {
      label: "Small cluster",
      detail: `WARM_ENI_TARGET 0, WARM_IP_TARGET 2, MINIMUM_IP_TARGET ${minimum}: a node’s ${podsPerNode} pods and ${SPARE_ADDRESSES} more.`,
      wishes: [set("WARM_ENI_TARGET", 0), set("WARM_IP_TARGET", 2), set("MINIMUM_IP_TARGET", minimum)],
    },
    {
      label: "Prefix delegation",
      detail: "ENABLE_PREFIX_DELEGATION true with WARM_PREFIX_TARGET 1: whole /28 blocks in place of single addresses.",
      wishes: [
        set("ENABLE_PREFIX_DELEGATION", "true"),
        set("WARM_PREFIX_TARGET", 1),
        unset("WARM_IP_TARGET"),
        unset("MINIMUM_IP_TARGET"),
      ],
    },
  ];
}
