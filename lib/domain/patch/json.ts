export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value at a path of keys, or undefined where the path leaves the document. */
export function at(value: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined {
  let here = value;
  for (const key of path) {
    if (!isJsonObject(here) || !Object.hasOwn(here, key)) return undefined;
    here = here[key];
  }
  return here;
}

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** Indented by two spaces; characters that YAML 1.1 takes for line breaks are escaped, since the text may stand in YAML. */
export const toJsonText = (value: JsonValue): string =>
  JSON.stringify(value, null, 2).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escaped);
