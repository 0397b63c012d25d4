/** The settings that can be turned: their names, and their short ones in the link. */
export const KNOBS = [
  { key: "we", name: "WARM_ENI_TARGET", form: "number" },
  { key: "wi", name: "WARM_IP_TARGET", form: "number" },
  { key: "mi", name: "MINIMUM_IP_TARGET", form: "number" },
  { key: "wp", name: "WARM_PREFIX_TARGET", form: "number" },
  { key: "pd", name: "ENABLE_PREFIX_DELEGATION", form: "flag" },
  { key: "me", name: "MAX_ENI", form: "number" },
  { key: "cd", name: "IP_COOLDOWN_PERIOD", form: "number" },
  { key: "cn", name: "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", form: "flag" },
  { key: "sd", name: "ENABLE_SUBNET_DISCOVERY", form: "flag" },
] as const;

export type Knob = (typeof KNOBS)[number];
export type KnobKey = Knob["key"];
export type KnobName = Knob["name"];

/** `{ knob → its proposed text }`: null is as today, empty is unset. */
export type KnobTexts = Readonly<Record<KnobKey, string | null>>;

export const knobOf = (name: string): Knob | null => KNOBS.find((knob) => knob.name === name) ?? null;
