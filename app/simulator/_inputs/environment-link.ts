import { createParam } from "@/components/url-state/url-param";
import { type CurrentEnvironment, ENVIRONMENT_SOURCES, type EnvEntry } from "@/lib/domain/patch/environment";
import { isJsonObject, type JsonObject, type JsonValue } from "@/lib/domain/patch/json";
import { OWNERS, type Ownership } from "@/lib/domain/patch/ownership";
import { SHIPPED_ENTRIES, shippedValue } from "@/lib/domain/patch/shipped-environment";

/*
 * Today's environment in a link. Most entries are those of the shipped manifest, so a run of them is written as their
 * numbers: `v1.23.1;0-21;WARM_ENI_TARGET=0;23-25;MY_FIELD*`. `NAME=text` is any other entry, `NAME*` one with valueFrom.
 */

/** Stands first, since the numbers mean another manifest's entries with another version: such a link is not read. */
const MANIFEST = shippedValue("VPC_CNI_VERSION") ?? "";

const escaped = (text: string): string => text.replace(/[%;=|]/g, (sign) => encodeURIComponent(sign));
const unescaped = (text: string): string => text.replace(/%25|%3B|%3D|%7C/g, (code) => decodeURIComponent(code));

const shippedNumber = ({ name, value }: EnvEntry): number =>
  SHIPPED_ENTRIES.findIndex((shipped) => shipped.name === name && shipped.value === value);

export function entriesToText(entries: readonly EnvEntry[]): string {
  const parts = [MANIFEST];
  for (let place = 0; place < entries.length; ) {
    const entry = entries[place];
    if (!entry) break;
    const first = shippedNumber(entry);
    if (first < 0) {
      parts.push(entry.value === null ? `${escaped(entry.name)}*` : `${escaped(entry.name)}=${escaped(entry.value)}`);
      place += 1;
      continue;
    }
    let last = first;
    const isNext = () => {
      const next = entries[place + last - first + 1];
      return next !== undefined && shippedNumber(next) === last + 1;
    };
    while (isNext()) last += 1;
    parts.push(last === first ? String(first) : `${first}-${last}`);
    place += last - first + 1;
  }
  return parts.join(";");
}

/** Null where the text is none of ours. */
export function entriesFromText(text: string): readonly EnvEntry[] | null {
  const [manifest, ...parts] = text.split(";");
  if (manifest !== MANIFEST) return null;
  const entries: EnvEntry[] = [];
  for (const part of parts) {
    const read = readPart(part);
    if (!read) return null;
    entries.push(...read);
  }
  return entries;
}

function readPart(part: string): readonly EnvEntry[] | null {
  const run = /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(part);
  if (run) {
    const [first, last] = [Number(run[1]), Number(run[2] ?? run[1])];
    return first <= last && last < SHIPPED_ENTRIES.length ? SHIPPED_ENTRIES.slice(first, last + 1) : null;
  }
  const equals = part.indexOf("=");
  if (equals > 0) return [{ name: unescaped(part.slice(0, equals)), value: unescaped(part.slice(equals + 1)) }];
  return part.endsWith("*") && part.length > 1 ? [{ name: unescaped(part.slice(0, -1)), value: null }] : null;
}

/** Values that other managers than EKS own are what a form has to know; a list of EKS's own would only be long. */
function ownershipToJson({ signs, hasManagedFields, managersOf }: Ownership): JsonObject {
  const others = [...managersOf].filter(([, managers]) => managers.some((manager) => manager !== "eks"));
  return {
    signs: signs.map(({ owner, evidence }) => [owner, evidence]),
    fields: hasManagedFields,
    ...(others.length > 0 && { managers: Object.fromEntries(others.map(([name, managers]) => [name, [...managers]])) }),
  };
}

const texts = (value: JsonValue | undefined): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];

function ownershipFromJson(json: JsonValue | undefined): Ownership | null {
  if (!isJsonObject(json)) return null;
  const signs = Array.isArray(json.signs) ? json.signs.map(texts) : [];
  return {
    signs: signs.flatMap(([name, evidence = ""]) => {
      const owner = OWNERS.find((known) => known === name);
      return owner ? [{ owner, evidence }] : [];
    }),
    hasManagedFields: json.fields === true,
    managersOf: new Map(
      Object.entries(isJsonObject(json.managers) ? json.managers : {}).map(([name, managers]) => [
        name,
        texts(managers),
      ]),
    ),
  };
}

/** What is known of an environment beside its entries. */
function factsOf({ source, label, isOrdered, addonDocument, ownership, notices }: CurrentEnvironment): JsonObject {
  return {
    source,
    label,
    ...(isOrdered && { ordered: true }),
    ...(addonDocument && { addon: addonDocument }),
    ...(ownership && { owner: ownershipToJson(ownership) }),
    ...(notices.length > 0 && { notices: [...notices] }),
  };
}

const serialize = (environment: CurrentEnvironment): string =>
  `${entriesToText(environment.entries)}|${JSON.stringify(factsOf(environment))}`;

function parse(text: string): CurrentEnvironment | null {
  const bar = text.indexOf("|");
  const entries = entriesFromText(bar < 0 ? text : text.slice(0, bar));
  const facts = bar < 0 ? {} : jsonOf(text.slice(bar + 1));
  if (!entries || !isJsonObject(facts)) return null;
  return {
    entries,
    source: ENVIRONMENT_SOURCES.find((source) => source === facts.source) ?? "map",
    label: typeof facts.label === "string" ? facts.label : "given in the link",
    isOrdered: facts.ordered === true,
    addonDocument: isJsonObject(facts.addon) ? facts.addon : null,
    ownership: ownershipFromJson(facts.owner),
    notices: texts(facts.notices),
  };
}

function jsonOf(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** Today's environment as pasted or typed, whole. */
export const environmentParam = createParam<CurrentEnvironment>({ parse, serialize });

/** Servers and browsers take links of at least so many characters; a longer one may be cut by a chat or a proxy. */
const LONGEST_IN_LINK = 6_000;

export const fitsInLink = (environment: CurrentEnvironment): boolean =>
  encodeURIComponent(serialize(environment)).length <= LONGEST_IN_LINK;
