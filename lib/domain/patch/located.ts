import {
  type Alias,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  type YAMLError,
} from "yaml";
import type { JsonValue } from "@/lib/domain/patch/json";
import { fail, type TextPlace } from "@/lib/domain/patch/reading-problem";

/** A parsed YAML or JSON value that knows where it stands. `text` is a scalar as written, without its quotes. */
export type Located =
  | {
      readonly kind: "map";
      readonly place: TextPlace;
      readonly entries: ReadonlyMap<string, Located>;
      readonly text: string;
    }
  | { readonly kind: "list"; readonly place: TextPlace; readonly items: readonly Located[]; readonly text: string }
  | { readonly kind: "scalar"; readonly place: TextPlace; readonly value: JsonValue; readonly text: string };

const MAX_DEPTH = 100;
/** Far more than MAX_DEPTH, since brackets in texts count too. */
const MAX_OPEN_BRACKETS = 1_000;
/** More than any honest manifest of a megabyte; stops aliases that multiply. */
const MAX_NODES = 500_000;

const START: TextPlace = { line: 1, column: 1 };

interface Walk {
  readonly source: string;
  readonly lines: LineCounter;
  readonly resolveAlias: (alias: Alias) => Node | undefined;
  nodeCount: number;
}

function failOnSize(): never {
  fail("not-readable", "The text is nested too deeply, or its aliases multiply.", "Paste the DaemonSet alone.");
}

function placeOf(walk: Walk, node: Node): TextPlace {
  const { line, col } = walk.lines.linePos(node.range?.[0] ?? 0);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function resolved(walk: Walk, raw: unknown): Node | null {
  if (!isNode(raw)) return null;
  if (!isAlias(raw)) return raw;
  const target = walk.resolveAlias(raw);
  if (target) return target;
  return fail(
    "not-readable",
    `The alias *${raw.source} has no anchor in this text.`,
    "Paste the text with its anchors, or write the value out.",
    placeOf(walk, raw),
  );
}

const sourceOf = (walk: Walk, node: Node) => (node.range ? walk.source.slice(node.range[0], node.range[1]) : "");

function locate(walk: Walk, raw: unknown, depth: number): Located {
  const node = resolved(walk, raw);
  walk.nodeCount += 1;
  if (depth > MAX_DEPTH || walk.nodeCount > MAX_NODES) failOnSize();
  if (isMap(node)) {
    const entries = new Map<string, Located>();
    for (const pair of node.items) {
      const key = isScalar(pair.key) ? keyText(walk, pair.key) : "";
      entries.set(key, locate(walk, pair.value, depth + 1));
    }
    return { kind: "map", place: placeOf(walk, node), entries, text: sourceOf(walk, node) };
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => locate(walk, item, depth + 1));
    return { kind: "list", place: placeOf(walk, node), items, text: sourceOf(walk, node) };
  }
  if (!isScalar(node)) return { kind: "scalar", place: START, value: null, text: "" };
  const value = toJsonScalar(node.value);
  const text = typeof value === "string" ? value : (node.source ?? String(node.value ?? ""));
  return { kind: "scalar", place: placeOf(walk, node), value, text };
}

/** A key such as `on` or `Y` is a boolean to YAML 1.1 but a name to us. */
const keyText = (walk: Walk, key: Node & { readonly value?: unknown; readonly source?: string }): string =>
  typeof key.value === "string" ? key.value : (key.source ?? sourceOf(walk, key));

function toJsonScalar(value: unknown): JsonValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return String(value);
}

function failOn(error: YAMLError, source: string): never {
  const [position] = error.linePos ?? [];
  const place = position ? { line: position.line, column: position.col } : null;
  const line = place ? (source.split("\n")[place.line - 1] ?? "") : "";
  if (error.code === "TAB_AS_INDENT" || /^ *\t/.test(line)) {
    fail(
      "tabs",
      "YAML does not allow tabs as indentation.",
      "Replace the tabs at the start of lines by spaces.",
      place,
    );
  }
  if (error.message.startsWith("Maximum call stack")) failOnSize();
  const reason = error.message.split("\n")[0]?.replace(/ at line \d+, column \d+:?$/, "") ?? "";
  fail(
    "not-readable",
    `This cannot be read as YAML or JSON: ${reason}.`,
    "Mend that place, or paste the output again.",
    place,
  );
}

/** Brackets open at once, whatever they mean: nonsense with thousands of them would keep the parser busy for seconds. */
function deepestBrackets(source: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of source.matchAll(/[[\]{}]/g)) {
    depth = bracket === "[" || bracket === "{" ? depth + 1 : Math.max(0, depth - 1);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/**
 * All documents of a YAML or JSON text, with places. Scalars are typed as YAML 1.1 does it, since kubectl, Helm and eksctl
 * do: `on`, `no` and `017` are not strings. Fails with `not-readable` or `tabs` and the place of the first error.
 */
export function parseLocated(source: string): readonly Located[] {
  if (deepestBrackets(source) > MAX_OPEN_BRACKETS) failOnSize();
  const lines = new LineCounter();
  const documents = parseAllDocuments(source, { lineCounter: lines, version: "1.1", logLevel: "silent" });
  if (!Array.isArray(documents)) return [];
  return documents.map((document) => {
    const [error] = document.errors;
    if (error) failOn(error, source);
    const walk: Walk = { source, lines, resolveAlias: (alias) => alias.resolve(document), nodeCount: 0 };
    return locate(walk, document.contents, 0);
  });
}

/** Without places. */
export function toJson(located: Located): JsonValue {
  if (located.kind === "scalar") return located.value;
  if (located.kind === "list") return located.items.map(toJson);
  return Object.fromEntries([...located.entries].map(([key, value]) => [key, toJson(value)]));
}

/** The value at a path of keys, or undefined. */
export function inside(located: Located | undefined, ...path: readonly string[]): Located | undefined {
  let here = located;
  for (const key of path) here = here?.kind === "map" ? here.entries.get(key) : undefined;
  return here;
}

/** The text of a string at a path of keys; undefined where there is none. */
export function textAt(located: Located | undefined, ...path: readonly string[]): string | undefined {
  const found = inside(located, ...path);
  return found?.kind === "scalar" && typeof found.value === "string" ? found.value : undefined;
}
