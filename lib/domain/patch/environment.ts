import type { JsonObject } from "@/lib/domain/patch/json";
import type { Ownership } from "@/lib/domain/patch/ownership";

/** One entry of the container's `env`. `value` is null where the entry has `valueFrom`. */
export interface EnvEntry {
  readonly name: string;
  readonly value: string | null;
}

export const ENVIRONMENT_SOURCES = [
  "assumed",
  "daemonset",
  "env-list",
  "set-env-list",
  "map",
  "addon",
  "helm-values",
] as const;
export type EnvironmentSource = (typeof ENVIRONMENT_SOURCES)[number];

/**
 * The environment that the aws-node container has today. `entries` are as listed, duplicates included; `isOrdered` says
 * that they are the whole list in the DaemonSet's own order, as a revert to the byte needs it.
 */
export interface CurrentEnvironment {
  readonly source: EnvironmentSource;
  /** For a person: where it was read from, or that it is assumed. */
  readonly label: string;
  readonly entries: readonly EnvEntry[];
  readonly isOrdered: boolean;
  /** The add-on's whole configuration, where that was read: a change of it must carry the rest along. */
  readonly addonDocument: JsonObject | null;
  /** Who manages the DaemonSet, where a DaemonSet was read. */
  readonly ownership: Ownership | null;
  /** What the reader had to make up its mind about, e.g. a number without quotes. */
  readonly notices: readonly string[];
}

/** `{ name → value }` as the container sees it: of duplicates the last counts (kubelet), `valueFrom` entries are absent. */
export function valuesOf(entries: readonly EnvEntry[]): ReadonlyMap<string, string> {
  const last = new Map(entries.map((entry) => [entry.name, entry.value]));
  return new Map([...last].filter((pair): pair is [string, string] => pair[1] !== null));
}
