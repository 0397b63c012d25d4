import type { TagList } from "@/lib/demo/state/model";
import { invalidParameter } from "@/lib/demo/wire/error";
import type { Filter } from "@/lib/demo/wire/query";

/** What a record says for a filter: one value, several of which any may match, or nothing. */
export type FilterValue = string | number | boolean | null | readonly (string | null)[];

/** `{ filter name → what a record says for it }` */
export type FilterTable<Item> = Readonly<Record<string, (item: Item) => FilterValue>>;

export type Predicate<Item> = (item: Item) => boolean;

interface Filterable<Item> {
  readonly table: FilterTable<Item>;
  readonly tagsOf: (item: Item) => TagList;
}

/** One test for all filters of a request. Unknown names are refused, as EC2 does. */
export function compileFilters<Item>(filters: readonly Filter[], { table, tagsOf }: Filterable<Item>): Predicate<Item> {
  const tests = filters.map((filter): Predicate<Item> => {
    const matches = compileValues(filter.values);
    if (filter.name.startsWith("tag:")) {
      const key = filter.name.slice("tag:".length);
      return (item) => tagsOf(item).some(([name, value]) => name === key && matches(value));
    }
    if (filter.name === "tag-key") return (item) => tagsOf(item).some(([name]) => matches(name));
    if (filter.name === "tag-value") return (item) => tagsOf(item).some(([, value]) => matches(value));
    const read = Object.hasOwn(table, filter.name) ? table[filter.name] : undefined;
    if (!read) throw invalidParameter(`The filter '${filter.name}' is invalid`);
    return (item) => holds(read(item), matches);
  });
  return (item) => tests.every((test) => test(item));
}

function holds(value: FilterValue, matches: (text: string) => boolean): boolean {
  if (value === null) return false;
  if (typeof value === "object") return value.some((one) => one !== null && matches(one));
  return matches(String(value));
}

/** Values are case-sensitive; `*` stands for any text, `?` for one character, a backslash takes their meaning away. */
function compileValues(values: readonly string[]): (text: string) => boolean {
  const plain = new Set(values.filter((value) => !/[*?\\]/.test(value)));
  const patterns = values.filter((value) => !plain.has(value)).map(compilePattern);
  return (text) => plain.has(text) || patterns.some((matches) => matches(text));
}

/** Matches by stepping through both texts once, going back only to the last `*`: no pattern can make it slow. */
function compilePattern(pattern: string): (text: string) => boolean {
  const tokens: { readonly kind: "any" | "one" | "literal"; readonly character: string }[] = [];
  const characters = [...pattern];
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] ?? "";
    if (character === "\\" && i + 1 < characters.length)
      tokens.push({ kind: "literal", character: characters[++i] ?? "" });
    else if (character === "*") tokens.push({ kind: "any", character });
    else tokens.push({ kind: character === "?" ? "one" : "literal", character });
  }
  return (text) => {
    const read = [...text];
    let at = 0;
    let token = 0;
    let starAt = -1;
    let starToken = -1;
    while (at < read.length) {
      const current = tokens[token];
      if (current?.kind === "any") {
        starToken = token++;
        starAt = at;
      } else if (current && (current.kind === "one" || current.character === read[at])) {
        token++;
        at++;
      } else if (starToken >= 0) {
        token = starToken + 1;
        at = ++starAt;
      } else return false;
    }
    while (tokens[token]?.kind === "any") token++;
    return token === tokens.length;
  };
}
