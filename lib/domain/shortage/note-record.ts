import type { Millis } from "@/lib/domain/brand";
import { type Caller, type CallerKind, callerOf } from "@/lib/domain/shortage/caller";
import {
  createdEni,
  OWN_ENI_CALLS,
  type SubnetEvidence,
  type SubnetLookups,
  subnetOfEvent,
} from "@/lib/domain/shortage/event-subnet";
import type { FindingKind } from "@/lib/domain/shortage/finding";
import { judgeEvent } from "@/lib/domain/shortage/shortage-kind";
import { parseTrailEvent, type TrailEvent, type TrailRecord, textOf } from "@/lib/domain/shortage/trail-event";

/** Raise it whenever a record can be judged differently than before: kept events are judged anew by that. */
export const JUDGEMENT_VERSION = 1;

/** What an inventory knows beside the events. Every lookup gives null where it does not know. */
export interface RecordLookups extends SubnetLookups {
  /** The node whose CNI manages the ENI: a caller with a web identity names no instance, but its ENI does. */
  readonly nodeOfEni: (eniId: string) => string | null;
  readonly clusterOfInstance: (instanceId: string) => string | null;
}

/** Without an inventory nothing is known beside the events. */
export const NO_LOOKUPS: RecordLookups = {
  subnetOfEni: () => null,
  subnetOfEarlierEni: () => null,
  subnetOfCreatedEni: () => null,
  onlySubnetOfInstance: () => null,
  nodeOfEni: () => null,
  clusterOfInstance: () => null,
};

/** One finding as judged; who called, and when, is the event's. */
export interface NotedFinding {
  readonly kind: FindingKind;
  readonly code: string | null;
  readonly message: string | null;
  /**
   * From the failure, the parameters, the present snapshot or the session's instance. Null (or by `session-instance`
   * only) with an `eniId`: the store itself fills it in from the ENIs that it knows, now or when it comes to know them.
   */
  readonly subnetId: string | null;
  readonly subnetEvidence: SubnetEvidence | null;
}

/** An event that matters, to keep: a failure, a look-alike, an unreadable record, a fleet with failures inside. */
export interface NotedEvent {
  /** Null for an unreadable record without one: then its text tells doubles apart. */
  readonly eventId: string | null;
  /** Null: that of the query which listed it. */
  readonly eventName: string | null;
  readonly eventTime: Millis | null;
  /** The `CloudTrailEvent` text, byte by byte as it came, whether it is JSON or not; null where the record had none. */
  readonly text: string | null;
  readonly eniId: string | null;
  readonly callerKind: CallerKind | null;
  readonly callerId: string | null;
  readonly clusterName: string | null;
  readonly instanceId: string | null;
  readonly findings: readonly [NotedFinding, ...NotedFinding[]];
}

/** A success is counted only, and what it created is remembered; everything else is kept. */
export type RecordNote =
  | { readonly kind: "kept"; readonly event: NotedEvent }
  | {
      readonly kind: "counted";
      readonly eventTime: Millis;
      readonly createdEni: { readonly eniId: string; readonly subnetId: string } | null;
    };

/**
 * Judges one record of CloudTrail, whatever its text holds: never throws, loses nothing. An unreadable record is kept
 * with the reason as its message.
 *
 * A record whose text says `Client.InsufficientCidrBlocks` is kept with one finding of kind `fragmentation`.
 */
export function noteRecord(record: TrailRecord, lookups: RecordLookups): RecordNote {
  const parsed = parseTrailEvent(record);
  if (!parsed.isReadable) return { kind: "kept", event: unreadableEvent(record, parsed.problem) };
  const { event } = parsed;
  const caller = callerWithEni(event, callerOf(event), lookups);
  const findings = findingsOf(event, caller, lookups);
  const [first, ...rest] = findings;
  if (!first) return { kind: "counted", eventTime: event.eventTime, createdEni: createdEni(event) };
  return {
    kind: "kept",
    event: {
      eventId: event.eventId,
      eventName: event.eventName,
      eventTime: event.eventTime,
      text: record.text,
      eniId: textOf(event.requestParameters?.networkInterfaceId),
      callerKind: caller.kind,
      callerId: caller.instanceId ?? nameOf(caller),
      clusterName: caller.clusterName,
      instanceId: caller.instanceId,
      findings: [first, ...rest],
    },
  };
}

/** Session names that an SDK makes up: another one for each process, and no name to a reader. */
const MADE_UP_SESSION = /^(?:aws-sdk|aws-go-sdk|botocore-session|web-identity|token-file|sdk)\b/;

/** The session's name tells best who called, unless an SDK made it up: then the role's. */
const nameOf = ({ sessionName, roleName }: Caller): string | null =>
  sessionName !== null && roleName !== null && MADE_UP_SESSION.test(sessionName) ? roleName : (sessionName ?? roleName);

function findingsOf(event: TrailEvent, caller: Caller, lookups: RecordLookups): NotedFinding[] {
  const verdict = judgeEvent(event);
  const place = (failure: { readonly subnetId: string | null }) => {
    const subnet = subnetOfEvent(event, failure, caller.instanceId, lookups);
    return { subnetId: subnet?.subnetId ?? null, subnetEvidence: subnet?.evidence ?? null };
  };
  const own = { code: event.errorCode, message: event.errorMessage };
  switch (verdict.verdict) {
    case "success":
      return [];
    case "shortage":
      return verdict.failures.map((failure) => ({
        kind: failure.kind,
        code: failure.code,
        message: failure.message,
        ...place(failure),
      }));
    case "look-alike":
      return [{ kind: verdict.lookAlike, ...own, ...place({ subnetId: null }) }];
    case "other-failure":
      return [{ kind: "other-failure", ...own, ...place({ subnetId: null }) }];
  }
}

/** The CNI by its ENI, where neither session nor agent tells: with IRSA from 1.19.4 to 1.21.1 both are the SDK's. */
function callerWithEni(event: TrailEvent, caller: Caller, lookups: RecordLookups): Caller {
  const eniId = textOf(event.requestParameters?.networkInterfaceId);
  const isOfOwnEni = OWN_ENI_CALLS.has(event.eventName) && eniId !== null;
  const nodeId = isOfOwnEni && caller.instanceId === null ? lookups.nodeOfEni(eniId) : null;
  const instanceId = caller.instanceId ?? nodeId;
  const clusterName = caller.clusterName ?? (instanceId === null ? null : lookups.clusterOfInstance(instanceId));
  const isCni = nodeId !== null && caller.kind === "other";
  return { ...caller, ...(isCni && { kind: "vpc-cni" as const, evidence: "the ENI's node" }), instanceId, clusterName };
}

const unreadableEvent = (record: TrailRecord, problem: string): NotedEvent => ({
  eventId: record.eventId,
  eventName: record.eventName,
  eventTime: record.eventTime,
  text: record.text,
  eniId: null,
  callerKind: null,
  callerId: null,
  clusterName: null,
  instanceId: null,
  findings: [{ kind: "unreadable", code: null, message: problem, subnetId: null, subnetEvidence: null }],
});
