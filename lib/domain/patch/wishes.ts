import type { Wish } from "@/lib/domain/patch/difference";
import { type CurrentEnvironment, type EnvEntry, valuesOf } from "@/lib/domain/patch/environment";
import type { Refusal, Warning } from "@/lib/domain/patch/finding";
import { nearestName } from "@/lib/domain/patch/nearest-name";
import { deadSetting, KNOWN_SETTINGS, knownSetting } from "@/lib/domain/patch/setting-catalogue";
import { isName, isWritable, judgeText, shown } from "@/lib/domain/patch/setting-text";

interface Wishes {
  readonly current: CurrentEnvironment;
  readonly wishes: readonly Wish[];
  readonly allowsUnknown: boolean;
}

interface Verdict {
  readonly refusals: readonly Refusal[];
  readonly warnings: readonly Warning[];
}

const NONE: Verdict = { refusals: [], warnings: [] };

const refused = (code: Refusal["code"], name: string, message: string, remedy: string): Verdict => ({
  refusals: [{ code, settings: [name], message, remedy }],
  warnings: [],
});

const warned = (code: Warning["code"], name: string, message: string): Verdict => ({
  refusals: [],
  warnings: [{ code, settings: [name], message }],
});

function judgeName(name: string): Verdict {
  if (isName(name)) return NONE;
  const suggestion = isWritable(name)
    ? nearestName(
        name,
        KNOWN_SETTINGS.map((setting) => setting.name),
      )
    : null;
  const remedy = suggestion
    ? `Did you mean ${suggestion}?`
    : "A name has letters, digits, _, - and . only and begins with no digit.";
  return refused("malformed-name", name, `${shown(name)} cannot be the name of a variable.`, remedy);
}

function judgeUnknown(name: string, isThere: boolean, allowsUnknown: boolean): Verdict {
  const dead = deadSetting(name);
  if (dead) {
    const remedy = dead.instead ? `Set ${dead.instead}.` : "Leave it out.";
    return refused("does-nothing", name, `${name} ${dead.why}: setting it would change nothing.`, remedy);
  }
  if (knownSetting(name)) return NONE;
  if (allowsUnknown || isThere) {
    return warned("unknown-setting", name, `${name} is not a setting that aws-node is known to read (v1.23.1).`);
  }
  const suggestion = nearestName(
    name,
    KNOWN_SETTINGS.map((setting) => setting.name),
  );
  const remedy = suggestion
    ? `Did you mean ${suggestion}?`
    : "Check the name, or allow unknown settings if you mean it.";
  return refused("unknown-setting", name, `${name} is not a setting that aws-node is known to read (v1.23.1).`, remedy);
}

function judgeValue(name: string, value: string): Verdict {
  if (!isWritable(value)) {
    const message = `${name}=${shown(value)} has a line break or another control character in it.`;
    return refused("malformed-value", name, message, "Give a value of one printable line.");
  }
  const setting = knownSetting(name);
  const verdict = setting ? judgeText(setting, value) : null;
  if (!setting || !verdict || verdict.kind === "fine") return NONE;
  const { why, remedy } = verdict;
  if (verdict.kind === "out-of-range") return refused("out-of-range", name, `${name}=${shown(value)} ${why}.`, remedy);
  const otherwise = setting.byDefault === null ? "as if it were unset" : `with its default ${setting.byDefault}`;
  const message = `${name}=${shown(value)} ${why}: the CNI would ignore it in silence and go on ${otherwise}.`;
  return refused("ignored-value", name, message, remedy);
}

/** What the entries of today forbid, whatever the value. */
function judgeEntries(name: string, entries: readonly EnvEntry[]): Verdict {
  const own = entries.filter((entry) => entry.name === name);
  if (own.some((entry) => entry.value === null)) {
    const message = `${name} comes from valueFrom: a value beside it is refused by the API server, and without it aws-node may not start.`;
    return refused("from-value-from", name, message, "Leave it as it is.");
  }
  if (own.length < 2) return NONE;
  const message = `${name} is in the DaemonSet ${own.length} times: a patch changes the first, the kubelet takes the last.`;
  return refused(
    "duplicated-entry",
    name,
    message,
    "Take the surplus entries out first: kubectl edit daemonset aws-node -n kube-system",
  );
}

function judgeWish({ name, value }: Wish, { current, allowsUnknown }: Wishes): Verdict[] {
  const named = judgeName(name);
  if (named !== NONE) return [named];
  const now = valuesOf(current.entries).get(name) ?? null;
  const isListed = current.entries.some((entry) => entry.name === name);
  if (value === null && !isListed)
    return [warned("no-change", name, `${name} is not set: there is nothing to take away.`)];
  if (value !== null && value === now && isWritable(value)) {
    return [warned("no-change", name, `${name} is ${shown(value)} already.`)];
  }
  const entries = judgeEntries(name, current.entries);
  if (value === null) return [entries];
  return [judgeUnknown(name, isListed, allowsUnknown), judgeValue(name, value), entries];
}

function judgeContradictions(wishes: readonly Wish[]): Verdict[] {
  return [...new Set(wishes.map((wish) => wish.name))].flatMap((name) => {
    const asked = wishes.filter((wish) => wish.name === name);
    if (asked.length < 2) return [];
    const texts = asked.map(({ value }) => (value === null ? "taken away" : `set to ${shown(value)}`));
    return [
      refused("contradiction", name, `${shown(name)} is to be ${texts.join(" and ")}.`, "Name each setting once."),
    ];
  });
}

/** Judges each wish by itself: its name, its text, and what the environment of today has under that name. */
export function judgeWishes(input: Wishes): Verdict {
  const verdicts = [...judgeContradictions(input.wishes), ...input.wishes.flatMap((wish) => judgeWish(wish, input))];
  return {
    refusals: verdicts.flatMap((verdict) => verdict.refusals),
    warnings: verdicts.flatMap((verdict) => verdict.warnings),
  };
}
