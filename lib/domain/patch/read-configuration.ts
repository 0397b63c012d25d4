import type { EnvEntry } from "@/lib/domain/patch/environment";
import { isJsonObject, type JsonObject } from "@/lib/domain/patch/json";
import { inside, type Located, parseLocated, textAt, toJson } from "@/lib/domain/patch/located";
import { readEnvMap } from "@/lib/domain/patch/read-entries";
import { fail, ReadingFailure, type ReadingProblem } from "@/lib/domain/patch/reading-problem";

/** Top-level keys of the chart that the add-on's schema does not have. */
const CHART_ONLY = ["image", "nameOverride", "fullnameOverride", "originalMatchLabels", "serviceAccount", "cniConfig"];

/** Whether a configuration is the chart's values rather than the add-on's. */
export const isChartValues = (document: Located): boolean =>
  CHART_ONLY.some((key) => inside(document, key) !== undefined);

/** A configuration with its env as texts: ones without quotes would be refused by the add-on's schema. */
export const withEnv = (document: JsonObject, entries: readonly EnvEntry[]): JsonObject => ({
  ...document,
  env: Object.fromEntries(entries.map(({ name, value }) => [name, value ?? ""])),
});

/** `aws eks describe-addon` wraps the configuration as text. */
export function innerConfiguration(document: Located): Located | undefined {
  const name = textAt(document, "addon", "addonName");
  if (name === undefined) return undefined;
  if (name !== "vpc-cni") {
    fail(
      "unrecognised",
      `This is the add-on ${name}, not vpc-cni.`,
      "Run: aws eks describe-addon --addon-name vpc-cni",
    );
  }
  return parseLocated(textAt(document, "addon", "configurationValues") ?? "{}")[0];
}

const MAX_LENGTH = 128 * 1024;
const WHAT_TO_GIVE =
  "Give the output of: aws eks describe-addon --cluster-name CLUSTER_NAME --addon-name vpc-cni, or its configurationValues alone.";

export type AddonDocumentOutcome =
  | { readonly kind: "read"; readonly document: JsonObject; readonly notices: readonly string[] }
  | { readonly kind: "unreadable"; readonly problem: ReadingProblem };

function read(source: string): AddonDocumentOutcome {
  if (source.length > MAX_LENGTH) fail("too-large", `At most ${MAX_LENGTH} characters are read.`, WHAT_TO_GIVE);
  // What `--output text` prints where there is no configuration.
  if (source.trim() === "None") return { kind: "read", document: {}, notices: [] };
  if (source.trim() === "") fail("empty", "There is nothing to read.", WHAT_TO_GIVE);
  const [first] = parseLocated(source);
  const document = first ? (innerConfiguration(first) ?? first) : undefined;
  const json = document ? toJson(document) : null;
  const env = inside(document, "env");
  const isOther = textAt(document, "kind") !== undefined || (document !== undefined && isChartValues(document));
  if (!document || !isJsonObject(json) || isOther || (env !== undefined && env.kind !== "map")) {
    return fail("unrecognised", "This is not the add-on's configuration.", WHAT_TO_GIVE, document?.place);
  }
  if (env?.kind !== "map") return { kind: "read", document: json, notices: [] };
  const { entries, notices } = readEnvMap(env.entries);
  return { kind: "read", document: withEnv(json, entries), notices };
}

/**
 * The managed add-on's configuration in force, as JSON or YAML, alone or inside `aws eks describe-addon`, for a change to
 * be merged into. Nothing throws: what cannot be read is an answer with a reason and a remedy.
 *
 * `readAddonDocument('{"env":{"MAX_ENI":4}}')` has the document `{ env: { MAX_ENI: "4" } }` and a notice of the quotes.
 */
export function readAddonDocument(source: string): AddonDocumentOutcome {
  try {
    return read(source.replace(/^\uFEFF/, ""));
  } catch (error) {
    if (error instanceof ReadingFailure) return { kind: "unreadable", problem: error.problem };
    throw error;
  }
}
