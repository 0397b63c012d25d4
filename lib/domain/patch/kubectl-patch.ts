import type { Change } from "@/lib/domain/patch/difference";
import type { EnvEntry } from "@/lib/domain/patch/environment";
import type { ReadyProposal } from "@/lib/domain/patch/proposal";
import { CONTAINER_NAME } from "@/lib/domain/patch/read-daemonset";
import { quoted, toYaml } from "@/lib/domain/patch/yaml-text";

const DAEMONSET = "daemonset/aws-node -n kube-system";

/** One entry of `env` in a strategic merge patch; null takes the setting away. */
const patchEntry = (name: string, value: string | null) =>
  value === null ? { name, $patch: "delete" } : { name, value: quoted(value) };

const patchOf = (container: Readonly<Record<string, unknown>>): string =>
  toYaml({ spec: { template: { spec: { containers: [{ name: CONTAINER_NAME, ...container }] } } } });

/**
 * patch.yaml: a strategic merge patch, in which `containers` and `env` merge by name, so that nothing else is touched.
 * A number without quotes would be refused by the API server, and `value: null` leaves an empty variable behind.
 */
export const kubectlPatch = (changes: readonly Change[]): string =>
  patchOf({ env: changes.map(({ name, after }) => patchEntry(name, after)) });

/**
 * revert.yaml: back to the environment before. A setting that is put back would come first in the list; with the
 * DaemonSet's own order known, `$setElementOrder/env` puts it where it was, so that the object is the same to the byte.
 */
export function revertPatch(changes: readonly Change[], orderedEntries: readonly EnvEntry[] | null): string {
  const entriesOf = (some: readonly Change[]) => some.map(({ name, before }) => patchEntry(name, before));
  const needsOrder = orderedEntries !== null && changes.some((change) => change.kind === "removed");
  if (!needsOrder) return patchOf({ env: entriesOf(changes) });
  const names = orderedEntries.map((entry) => entry.name);
  // The API server wants the entries of the patch in the order that it prescribes.
  const inOrder = changes.toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
  return patchOf({ "$setElementOrder/env": names.map((name) => ({ name })), env: entriesOf(inOrder) });
}

const patchCommand = (file: string) =>
  `kubectl patch daemonset aws-node -n kube-system --type strategic --patch-file ${file}`;

export const DRY_RUN_COMMAND = `${patchCommand("patch.yaml")} --dry-run=server -o yaml`;
export const APPLY_COMMAND = patchCommand("patch.yaml");
export const REVERT_COMMAND = patchCommand("revert.yaml");
export const WATCH_COMMAND = `kubectl rollout status ${DAEMONSET} --timeout=60m`;
const LIST_COMMAND = `kubectl set env ${DAEMONSET} --list -c ${CONTAINER_NAME}`;

/** The order for `revertPatch`, where the DaemonSet itself was read and no name is in it twice. */
export function knownOrder({ current }: ReadyProposal): readonly EnvEntry[] | null {
  const isUnique = new Set(current.entries.map((entry) => entry.name)).size === current.entries.length;
  return current.isOrdered && isUnique ? current.entries : null;
}

/** What to type, in order. The way back is in comments, so that the whole can be pasted without undoing itself. */
export const commandsText = (): string => `# 1. Let the API server judge it; nothing is written.
${DRY_RUN_COMMAND}

# 2. Apply it. The DaemonSet rolls node by node; pods keep their addresses and their network.
${APPLY_COMMAND}

# 3. Watch it, then read what the container has.
${WATCH_COMMAND}
${LIST_COMMAND}

# To go back:
# ${REVERT_COMMAND}
# ${WATCH_COMMAND}
`;
