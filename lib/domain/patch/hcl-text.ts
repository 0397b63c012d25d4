import { isJsonObject, type JsonValue } from "@/lib/domain/patch/json";

/** JSON's escapes that HCL does not have; an escaped backslash is matched to be passed over. */
const FOREIGN_ESCAPES = /\\(\\|b|f)/g;
const ESCAPES: Readonly<Record<string, string>> = { "\\b": "\\u0008", "\\f": "\\u000c" };

/** A text as an HCL string: templates (`${`, `%{`) are taken as they stand. */
const hclString = (value: string): string =>
  JSON.stringify(value)
    .replace(FOREIGN_ESCAPES, (found) => ESCAPES[found] ?? found)
    .replaceAll("${", () => "$${")
    .replaceAll("%{", "%%{");

const hclKey = (key: string): string => (/^[A-Za-z_][A-Za-z0-9_-]*$/.test(key) ? key : hclString(key));

const isSingleLine = (text: string) => !text.includes("\n");

/** `key = value` lines; neighbours of one line each have their `=` aligned, as `terraform fmt` wants it. */
function assignments(pairs: readonly (readonly [string, string])[], indent: string): string {
  const lines: string[] = [];
  let run: (readonly [string, string])[] = [];
  const flush = () => {
    const width = Math.max(0, ...run.map(([key]) => key.length));
    lines.push(...run.map(([key, text]) => `${indent}${key.padEnd(width)} = ${text}`));
    run = [];
  };
  for (const [key, text] of pairs) {
    if (isSingleLine(text)) {
      run.push([key, text]);
      continue;
    }
    flush();
    lines.push(`${indent}${key} = ${text}`);
  }
  flush();
  return lines.join("\n");
}

/**
 * A JSON value as an HCL expression, laid out as `terraform fmt` would; `indent` is that of the line it begins on.
 * `toHcl({ env: { WARM_IP_TARGET: "2" } }, "")` is an object of three nested lines.
 */
export function toHcl(value: JsonValue, indent: string): string {
  const inner = `${indent}  `;
  if (typeof value === "string") return hclString(value);
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    return `[\n${value.map((item: JsonValue) => `${inner}${toHcl(item, inner)},\n`).join("")}${indent}]`;
  }
  if (!isJsonObject(value)) return JSON.stringify(value);
  const pairs = Object.entries(value).map(([key, item]) => [hclKey(key), toHcl(item, inner)] as const);
  return pairs.length === 0 ? "{}" : `{\n${assignments(pairs, inner)}\n${indent}}`;
}
