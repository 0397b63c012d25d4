import type { CurrentEnvironment, EnvEntry } from "@/lib/domain/patch/environment";
import { isJsonObject } from "@/lib/domain/patch/json";
import { inside, type Located, parseLocated, textAt, toJson } from "@/lib/domain/patch/located";
import { innerConfiguration, isChartValues, withEnv } from "@/lib/domain/patch/read-configuration";
import { CONTAINER_NAME, readDaemonSet } from "@/lib/domain/patch/read-daemonset";
import { type ReadEntries, readEnvList, readEnvMap } from "@/lib/domain/patch/read-entries";
import { isSetEnvList, readSetEnvList } from "@/lib/domain/patch/read-set-env-list";
import {
  fail,
  MAX_PASTE_LENGTH,
  ReadingFailure,
  type ReadingProblem,
  tooLarge,
  WHAT_TO_PASTE,
} from "@/lib/domain/patch/reading-problem";
import { deadSetting, knownSetting } from "@/lib/domain/patch/setting-catalogue";
import { isName } from "@/lib/domain/patch/setting-text";
import { SHIPPED_ENTRIES } from "@/lib/domain/patch/shipped-environment";

/** What a pasted text came to; a problem tells what was met and what to paste in its place. */
export type ReadingOutcome =
  | { readonly kind: "read"; readonly environment: CurrentEnvironment }
  | { readonly kind: "unreadable"; readonly problem: ReadingProblem };

type Taken = ReadEntries & Pick<CurrentEnvironment, "source" | "label">;

const asEnvironment = (taken: Taken): CurrentEnvironment => ({
  isOrdered: taken.source === "env-list",
  addonDocument: null,
  ownership: null,
  ...taken,
});

/** The manifest's entries with the configuration's put over them, as EKS renders an add-on. */
function overShipped(entries: readonly EnvEntry[]): readonly EnvEntry[] {
  const values = new Map([...SHIPPED_ENTRIES, ...entries].map((entry) => [entry.name, entry]));
  return [...values.values()];
}

function readConfiguration(document: Located, env: ReadonlyMap<string, Located>): CurrentEnvironment {
  const isChart = isChartValues(document);
  const { entries, notices } = readEnvMap(env);
  const json = toJson(document);
  return {
    source: isChart ? "helm-values" : "addon",
    label: `${isChart ? "Helm values" : "the add-on's configuration values"} over the manifest shipped with v1.23.1`,
    entries: overShipped(entries),
    isOrdered: false,
    addonDocument: isChart || !isJsonObject(json) ? null : withEnv(json, entries),
    ownership: null,
    notices,
  };
}

/** An environment without one name of the CNI is somebody else's, or none. */
function ofTheCni(environment: CurrentEnvironment): CurrentEnvironment {
  const isOurs = ({ name }: EnvEntry) => isName(name) && (knownSetting(name) !== null || deadSetting(name) !== null);
  if (environment.entries.length === 0 || environment.entries.some(isOurs)) return environment;
  const names = environment.entries.slice(0, 4).map((entry) => entry.name);
  return fail("unrecognised", `None of its names (${names.join(", ")}) is a setting of the CNI.`, WHAT_TO_PASTE);
}

const isKubernetesObject = (document: Located): boolean =>
  textAt(document, "kind") !== undefined || inside(document, "spec", "template") !== undefined;

/** An empty list is no DaemonSet's: aws-node does not start on it. */
function readList(list: Located & { readonly kind: "list" }): CurrentEnvironment {
  if (list.items.length === 0) fail("empty", "The list is empty.", WHAT_TO_PASTE, list.place);
  if (!list.items.some((item) => inside(item, "env") !== undefined || inside(item, "image") !== undefined)) {
    return asEnvironment({ ...readEnvList(list.items), source: "env-list", label: "an env list" });
  }
  const container = list.items.find((item) => textAt(item, "name") === CONTAINER_NAME);
  if (container?.kind === "map") return readMap(container);
  return fail("no-aws-node", "This list of containers has none named aws-node.", WHAT_TO_PASTE, list.place);
}

function readMap(document: Located & { readonly kind: "map" }): CurrentEnvironment {
  const inner = innerConfiguration(document);
  const configuration = inner ?? document;
  const env = inside(configuration, "env");
  const container = env?.kind === "list" ? textAt(document, "name") : undefined;
  if (container !== undefined && container !== CONTAINER_NAME) {
    fail("no-aws-node", `This is container ${container}, not aws-node.`, WHAT_TO_PASTE, document.place);
  }
  if (env?.kind === "list")
    return asEnvironment({ ...readEnvList(env.items), source: "env-list", label: "an env list" });
  if (env?.kind === "map") return readConfiguration(configuration, env.entries);
  if (inner) return readConfiguration(configuration, new Map());
  if (document.entries.has("Environment") || document.entries.has("Containers")) {
    fail(
      "unrecognised",
      "The output of kubectl describe cannot be read without guessing.",
      WHAT_TO_PASTE,
      document.place,
    );
  }
  const isEnvironment = document.entries.size > 0 && [...document.entries.keys()].every(isName);
  if (!isEnvironment)
    fail("unrecognised", "This is a map, but not one of an environment.", WHAT_TO_PASTE, document.place);
  return asEnvironment({ ...readEnvMap(document.entries), source: "map", label: "a map of names and values" });
}

function read(source: string): CurrentEnvironment {
  if (source.length > MAX_PASTE_LENGTH) throw new ReadingFailure(tooLarge(source.length));
  if (source.trim() === "") fail("empty", "There is nothing to read.", WHAT_TO_PASTE);
  if (isSetEnvList(source)) return ofTheCni(readSetEnvList(source));
  const documents = parseLocated(source).filter((document) => document.kind !== "scalar" || document.value !== null);
  const [first] = documents;
  if (!first) fail("empty", "There is nothing in it but comments.", WHAT_TO_PASTE);
  if (documents.some(isKubernetesObject)) return readDaemonSet(documents);
  if (first.kind === "list") return ofTheCni(readList(first));
  if (first.kind === "map") return ofTheCni(readMap(first));
  return fail("unrecognised", "This is a text, not an environment.", WHAT_TO_PASTE, first.place);
}

/**
 * The aws-node environment from pasted or loaded text: a DaemonSet, a List or a manifest of many documents (YAML or
 * JSON, as `kubectl get -o` prints them), an `env` list, `kubectl set env --list`, the managed add-on's configuration
 * values (also inside `aws eks describe-addon`), Helm values, or a plain `{ NAME: value }` map. What cannot be read is an
 * answer with a reason, a remedy and, where the text has one, the place; nothing throws. It may take a second on half a
 * megabyte of nonsense: in a browser call it from a worker.
 *
 * `readEnvironment('[{"name":"WARM_IP_TARGET","value":"2"}]')` has one entry.
 */
export function readEnvironment(source: string): ReadingOutcome {
  try {
    return { kind: "read", environment: read(source.replace(/^\uFEFF/, "")) };
  } catch (error) {
    if (error instanceof ReadingFailure) return { kind: "unreadable", problem: error.problem };
    throw error;
  }
}
