import type { EnvEntry } from "@/lib/domain/patch/environment";
import { inside, type Located } from "@/lib/domain/patch/located";
import { fail, placeText } from "@/lib/domain/patch/reading-problem";

export interface ReadEntries {
  readonly entries: readonly EnvEntry[];
  readonly notices: readonly string[];
}

const QUOTE_IT = "Put every value in quotes: the API server takes strings only.";

/** What YAML took a value without quotes for. */
function kindOf(located: Located): string {
  if (located.kind === "map") return "a map";
  if (located.kind === "list") return "a list";
  return located.value === null ? "null" : `a ${typeof located.value}`;
}

function unquotedNotice(name: string, value: Located): string {
  return `${placeText(value.place)}: ${name} is ${kindOf(value)} without quotes; taken as the text ${JSON.stringify(value.text)}, since Kubernetes takes strings only.`;
}

/** A scalar's text; one that is not a string is taken as written, with a notice. */
function textOf(name: string, value: Located, notices: string[]): string {
  if (value.kind === "scalar" && typeof value.value === "string") return value.value;
  if (value.kind === "scalar" && value.value !== null) {
    notices.push(unquotedNotice(name, value));
    return value.text;
  }
  // `ADDITIONAL_ENI_TAGS: {}` is what a person types, and `kubectl describe` prints, for the text "{}".
  if (value.kind === "map" && value.text.startsWith("{")) {
    notices.push(unquotedNotice(name, value));
    return value.text;
  }
  return fail("malformed-entry", `${name} is ${kindOf(value)} where a text belongs.`, QUOTE_IT, value.place);
}

function entryOf(item: Located, notices: string[]): EnvEntry {
  const name = inside(item, "name");
  if (name?.kind !== "scalar" || name.text === "") {
    return fail(
      "malformed-entry",
      "An entry of env has no name.",
      'Each entry reads `- name: NAME` with `value: "TEXT"` under it.',
      item.place,
    );
  }
  if (inside(item, "$patch")) {
    fail(
      "malformed-entry",
      `${name.text} has $patch: this is a patch, not an environment.`,
      "Give what the patch is to be applied to.",
      item.place,
    );
  }
  if (typeof name.value !== "string") notices.push(unquotedNotice("a name", name));
  if (inside(item, "valueFrom")) return { name: name.text, value: null };
  const value = inside(item, "value");
  // An entry without a value is a variable that is set and empty (Kubernetes EnvVar.value, default "").
  return { name: name.text, value: value ? textOf(name.text, value, notices) : "" };
}

/** The list under `env` of a container. Duplicates are kept and named: kubelet takes the last. */
export function readEnvList(items: readonly Located[]): ReadEntries {
  const notices: string[] = [];
  const entries = items.map((item) => entryOf(item, notices));
  const seen = new Set<string>();
  for (const { name } of entries) {
    if (seen.has(name))
      notices.push(`${name} is there more than once; the last one counts, as it does for the kubelet.`);
    seen.add(name);
  }
  return { entries, notices };
}

/** A map of names to values, as in an add-on's configuration or in Helm values. */
export function readEnvMap(map: ReadonlyMap<string, Located>): ReadEntries {
  const notices: string[] = [];
  const entries = [...map].map(([name, value]) => ({ name, value: textOf(name, value, notices) }));
  return { entries, notices };
}
