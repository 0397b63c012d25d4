import { parseGoBool, parseGoInt } from "@/lib/domain/ipamd/go-values";
import { isJsonObject } from "@/lib/domain/patch/json";
import type { KnownSetting } from "@/lib/domain/patch/setting-catalogue";

/** What Kubernetes takes as a variable's name (apimachinery validation.IsEnvVarName). */
export const isName = (name: string): boolean =>
  /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name) && name !== "." && !name.startsWith("..");

// Control characters, the line breaks of YAML 1.1 (NEL, LS, PS), the byte order mark and halves of surrogate pairs: each
// of the forms, or the shell that a person pastes them into, would change or break on one of them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNWRITABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]|\p{Surrogate}/u;

/** Whether a text can stand in a file of every form and come back the same. */
export const isWritable = (value: string): boolean => !UNWRITABLE.test(value);

/** A value as shown in a sentence: quoted, what is not printable escaped, cut at 60 characters. */
export function shown(value: string): string {
  const cut = value.length > 60 ? `${value.slice(0, 57)}...` : value;
  return JSON.stringify(cut).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** What the CNI would make of a text; `why` completes "VALUE …", `remedy` is a sentence. */
export type TextVerdict =
  | { readonly kind: "fine" }
  /** The CNI would take its default without a word. */
  | { readonly kind: "ignored"; readonly why: string; readonly remedy: string }
  /** The CNI would take it, or clamp it, to nobody's use. */
  | { readonly kind: "out-of-range"; readonly why: string; readonly remedy: string };

const FINE: TextVerdict = { kind: "fine" };

/** What keeps a text from being a whole number to Go's strconv.Atoi. */
function integerFault(value: string): string {
  if (value === "") return "is empty";
  if (value.trim() !== value) return "has a space before or after the number";
  if (/^[+-]?\d+$/.test(value)) return "does not fit 64 bits";
  if (/^[+-]?\d*\.\d*$/.test(value)) return "has a decimal point";
  return "is not a whole number";
}

function judgeInteger(setting: KnownSetting, range: { readonly min: number; readonly max: number }, value: string) {
  const number = parseGoInt(value);
  const remedy = `Give a whole number from ${range.min} to ${range.max}, digits only.`;
  if (number === null) return { kind: "ignored", why: integerFault(value), remedy } as const;
  if (number < 0n && setting.name !== "IP_COOLDOWN_PERIOD")
    return { kind: "ignored", why: "is negative", remedy } as const;
  if (number < range.min || number > range.max) {
    const kind = setting.name === "MAX_ENI" && number < 1n ? "ignored" : "out-of-range";
    return { kind, why: `is outside ${range.min} to ${range.max}`, remedy } as const;
  }
  return FINE;
}

function judgeTags(value: string): TextVerdict {
  const remedy = 'Give a JSON object of texts, for example {"team":"net"}.';
  let tags: unknown;
  try {
    tags = JSON.parse(value);
  } catch {
    return { kind: "ignored", why: "is not JSON", remedy };
  }
  const isTags = isJsonObject(tags) && Object.values(tags).every((tag) => typeof tag === "string");
  return isTags ? FINE : { kind: "ignored", why: "is not a JSON object of texts", remedy };
}

/**
 * What the CNI makes of a setting's text. `ignored` is the silent kind: ipamd logs at most and goes on with its default.
 * `judgeText(WARM_IP_TARGET, " 5")` is ignored because of the space; `"+5"` and `"007"` are fine, as Go reads them.
 * Source: ipamd.go getWarm*, strconv.Atoi and ParseBool, v1.23.1.
 */
export function judgeText(setting: KnownSetting, value: string): TextVerdict {
  const { kind } = setting;
  switch (kind.type) {
    case "integer":
      return judgeInteger(setting, kind, value);
    case "boolean":
      if (parseGoBool(value) !== null) return FINE;
      return { kind: "ignored", why: "is neither true nor false to Go's ParseBool", remedy: 'Give "true" or "false".' };
    case "one-of": {
      const folded = kind.ignoresCase ? value.toUpperCase() : value;
      if (kind.values.includes(folded)) return FINE;
      return { kind: "ignored", why: "is none of the values known", remedy: `Give one of ${kind.values.join(", ")}.` };
    }
    case "tags":
      return judgeTags(value);
    case "text":
      if (kind.maxLength === null || value.length <= kind.maxLength) return FINE;
      return { kind: "out-of-range", why: "is too long", remedy: `Give at most ${kind.maxLength} characters.` };
    default:
      return kind satisfies never;
  }
}
