import { callerWords, FINDING_WORDS } from "@/components/events/event-words";
import type { CellValue } from "@/components/ui/data-table/column";
import type { TrailFinding } from "@/lib/domain/api/event";

/** A failed call as a row of values: of the table, of its exports and of the whole range's. */
export const FINDING_VALUES = {
  time: ({ listedAt }) => new Date(listedAt).toISOString(),
  call: ({ eventName }) => eventName,
  kind: ({ kind }) => FINDING_WORDS[kind].short,
  code: ({ code }) => code,
  message: ({ message }) => message,
  subnet: ({ subnet }) => subnet && (subnet.name ?? subnet.id),
  node: ({ caller: { nodeName, id } }) => nodeName ?? id,
  caller: ({ caller: { kind } }) => callerWords(kind),
  eni: ({ eniId }) => eniId,
  eventId: ({ eventId }) => eventId,
  subnetId: ({ subnet }) => subnet?.id ?? null,
  subnetEvidence: ({ subnetEvidence }) => subnetEvidence,
  vpcId: ({ vpc }) => vpc?.id ?? null,
  instanceId: ({ caller }) => caller.instanceId,
  cluster: ({ caller }) => caller.clusterName,
} as const satisfies Record<string, (finding: TrailFinding) => CellValue>;
