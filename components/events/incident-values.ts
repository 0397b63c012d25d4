import { callerWords } from "@/components/events/event-words";
import type { CellValue } from "@/components/ui/data-table/column";
import type { Incident } from "@/lib/domain/api/event";

const iso = (at: number): string => new Date(at).toISOString();

/** An incident as a row of values: of the table, of its exports and of the whole range's. */
export const INCIDENT_VALUES = {
  last: ({ lastAt }) => iso(lastAt),
  subnet: ({ subnet }) => subnet && (subnet.name ?? subnet.id),
  kind: ({ kinds }) => kinds.join(", "),
  calls: ({ callCount }) => callCount,
  rate: ({ callsPerMinute }) => callsPerMinute,
  nodes: ({ nodeCount }) => nodeCount,
  windows: ({ windowCount }) => windowCount,
  lasted: ({ firstAt, lastAt }) => Math.round((lastAt - firstAt) / 1000),
  free: ({ freeThen }) => freeThen?.low ?? null,
  message: ({ messages }) => messages.map(({ code, message }) => message ?? code ?? "").join(" · "),
  callers: ({ callers }) => [...new Set(callers.map(({ kind }) => callerWords(kind)))].join(", "),
  clusters: ({ clusterNames }) => clusterNames.join(", "),
  vpc: ({ vpc }) => vpc && (vpc.name ?? vpc.id),
  id: ({ id }) => id,
  subnetId: ({ subnet }) => subnet?.id ?? null,
  vpcId: ({ vpc }) => vpc?.id ?? null,
  first: ({ firstAt }) => iso(firstAt),
  freeHigh: ({ freeThen }) => freeThen?.high ?? null,
  pods: ({ podCount }) => podCount,
  instances: ({ callers }) => callers.flatMap(({ instanceId }) => instanceId ?? []).join(" "),
} as const satisfies Record<string, (incident: Incident) => CellValue>;
