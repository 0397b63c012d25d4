/** Why a proposal is not made into a file. */
const REFUSAL_CODES = [
  "contradiction",
  "malformed-name",
  "malformed-value",
  "unknown-setting",
  "does-nothing",
  "from-value-from",
  "duplicated-entry",
  "ignored-value",
  "out-of-range",
  "prefix-delegation-without-target",
  "minimum-alone",
  "address-family",
  "auto-mode",
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** What is made into a file all the same, but should be known before it is applied. */
const WARNING_CODES = [
  "no-change",
  "no-effect",
  "unset-takes-default",
  "zero-is-unset",
  "warm-eni-ignored",
  "warm-prefix-sidelined",
  "warm-ip-without-minimum",
  "no-warm-pool",
  "no-cooldown",
  "target-beyond-max-pods",
  "targets-moot",
  "prefix-delegation-xen",
  "prefix-delegation-max-pods",
  "custom-networking-needs-eniconfig",
  "auto-mode",
  "unknown-setting",
  "other-container",
  "already-so",
  "current-ignored",
  "reading",
] as const;
export type WarningCode = (typeof WARNING_CODES)[number];

/** `settings` are the names at fault, for marking the field; `message` says what and why, `remedy` what to do. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly settings: readonly string[];
  readonly message: string;
  readonly remedy: string;
}

export interface Warning {
  readonly code: WarningCode;
  readonly settings: readonly string[];
  readonly message: string;
}
