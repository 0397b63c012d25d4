import { createParam } from "@/components/url-state/url-param";
import { isJsonObject, type JsonObject } from "@/lib/domain/patch/json";

function parse(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

/**
 * The add-on's configuration in force, which the files of the add-on are merged into: its settings as they were read, not
 * the text that was pasted, which may have names and tags of the account about it.
 */
export const addonParam = createParam<JsonObject>({ parse, serialize: JSON.stringify });

/** Beside today's settings, which have a limit of their own, so that server and browsers take the whole link. */
const LONGEST_IN_LINK = 5_000;

export const addonFitsInLink = (document: JsonObject): boolean =>
  encodeURIComponent(JSON.stringify(document)).length <= LONGEST_IN_LINK;
