import type { CurrentEnvironment } from "@/lib/domain/patch/environment";
import { inside, type Located, textAt, toJson } from "@/lib/domain/patch/located";
import { ownershipOf } from "@/lib/domain/patch/ownership";
import { readEnvList } from "@/lib/domain/patch/read-entries";
import { fail, GET_DAEMONSET } from "@/lib/domain/patch/reading-problem";

export const CONTAINER_NAME = "aws-node";
const PASTE_IT = `Paste the output of: ${GET_DAEMONSET}`;

const nameOf = (object: Located): string => {
  const kind = textAt(object, "kind") ?? "object";
  return `${kind} ${textAt(object, "metadata", "name") ?? "without a name"}`;
};

const containersOf = (object: Located): readonly Located[] => {
  const containers = inside(object, "spec", "template", "spec", "containers");
  return containers?.kind === "list" ? containers.items : [];
};

const isNamed = (name: string) => (object: Located) => textAt(object, "name") === name;

/** A pasted fragment may lack its kind. */
const isDaemonSet = (object: Located) =>
  inside(object, "kind") === undefined ? containersOf(object).length > 0 : textAt(object, "kind") === "DaemonSet";

/** Lists of any kind (`List`, `DaemonSetList`) laid open. */
function flatten(objects: readonly Located[]): readonly Located[] {
  return objects.flatMap((object) => {
    const items = inside(object, "items");
    const isList = textAt(object, "kind")?.endsWith("List") && items?.kind === "list";
    return isList ? flatten(items.items) : [object];
  });
}

/** Some names of what was pasted in place of the DaemonSet. */
function namesOf(objects: readonly Located[]): string {
  const names = objects.slice(0, 4).map(nameOf);
  return objects.length > names.length
    ? `${names.join(", ")} and ${objects.length - names.length} more`
    : names.join(", ");
}

function choose(objects: readonly Located[]): { readonly daemonSet: Located; readonly container: Located } {
  const daemonSets = objects.filter(isDaemonSet);
  if (daemonSets.length === 0) {
    const found = namesOf(objects) || "an empty list";
    const aside = found.includes("ConfigMap amazon-vpc-cni") ? ", whose keys aws-node does not read" : "";
    return fail("not-the-daemonset", `This holds no DaemonSet but ${found}${aside}.`, PASTE_IT, objects[0]?.place);
  }
  const candidates = daemonSets.flatMap((daemonSet) => {
    const container = containersOf(daemonSet).find(isNamed(CONTAINER_NAME));
    return container ? [{ daemonSet, container }] : [];
  });
  const byName = candidates.find(({ daemonSet }) => textAt(daemonSet, "metadata", "name") === CONTAINER_NAME);
  const chosen = byName ?? candidates[0];
  if (chosen) return chosen;
  const containers = daemonSets.flatMap(containersOf).map((container) => textAt(container, "name") ?? "without a name");
  return fail(
    "no-aws-node",
    `${namesOf(daemonSets)} has no container named aws-node${containers.length > 0 ? `, only ${containers.slice(0, 6).join(", ")}` : ""}.`,
    PASTE_IT,
    daemonSets[0]?.place,
  );
}

/**
 * The environment of container aws-node from Kubernetes objects: one DaemonSet, a List of several, or a manifest of many
 * documents, of which the DaemonSet named aws-node is taken before any other that has such a container.
 */
export function readDaemonSet(objects: readonly Located[]): CurrentEnvironment {
  const { daemonSet, container } = choose(flatten(objects));
  const env = inside(container, "env");
  const isAbsent = env === undefined || (env.kind === "scalar" && env.value === null);
  if (!isAbsent && env.kind !== "list") {
    fail("malformed-entry", "env of container aws-node is not a list.", PASTE_IT, env.place);
  }
  const { entries, notices } = readEnvList(env?.kind === "list" ? env.items : []);
  return {
    source: "daemonset",
    label: `${nameOf(daemonSet)}, container aws-node`,
    entries,
    isOrdered: true,
    addonDocument: null,
    ownership: ownershipOf(toJson(daemonSet)),
    notices,
  };
}
