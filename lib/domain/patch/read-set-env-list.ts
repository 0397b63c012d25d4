import type { CurrentEnvironment, EnvEntry } from "@/lib/domain/patch/environment";
import { CONTAINER_NAME } from "@/lib/domain/patch/read-daemonset";
import { fail } from "@/lib/domain/patch/reading-problem";

const LINE = /^([-._a-zA-Z][-._a-zA-Z0-9]*)=(.*)$/;
const CONTAINER = /^# \S+ \S+, container (\S+)$/;
const FROM = /^# ([-._a-zA-Z][-._a-zA-Z0-9]*) from (?:field path|secret|configmap|resource)/i;

/** Whether each line is `NAME=value` or begins with `#`, as `kubectl set env --list` and .env files write it. */
export function isSetEnvList(source: string): boolean {
  const lines = source.split(/\r?\n/).filter((line) => line.trim() !== "");
  return lines.some((line) => LINE.test(line)) && lines.every((line) => line.startsWith("#") || LINE.test(line));
}

/**
 * Output of `kubectl set env daemonset/aws-node -n kube-system --list`: a `#` line before each container's variables. Of
 * several containers aws-node is taken; lines without such a heading are taken as they are. An entry with `valueFrom`
 * appears as a comment ("from field path …") and keeps its name.
 */
export function readSetEnvList(source: string): CurrentEnvironment {
  const entries: EnvEntry[] = [];
  const containers: string[] = [];
  let container: string | null = null;
  for (const line of source.split(/\r?\n/)) {
    const heading = CONTAINER.exec(line.trimEnd())?.[1];
    if (heading !== undefined) {
      container = heading;
      containers.push(heading);
    }
    if (container !== null && container !== CONTAINER_NAME) continue;
    const [, name, value] = LINE.exec(line) ?? [];
    const fromName = FROM.exec(line)?.[1];
    if (name !== undefined && value !== undefined) entries.push({ name, value });
    else if (fromName !== undefined) entries.push({ name: fromName, value: null });
  }
  if (containers.length > 0 && !containers.includes(CONTAINER_NAME)) {
    fail(
      "no-aws-node",
      `The list has no container aws-node, only ${containers.join(", ")}.`,
      "Run: kubectl set env daemonset/aws-node -n kube-system --list -c aws-node",
    );
  }
  return {
    source: "set-env-list",
    label: "kubectl set env --list",
    entries,
    isOrdered: containers.length > 0,
    addonDocument: null,
    ownership: null,
    notices: [],
  };
}
