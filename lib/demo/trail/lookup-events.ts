import { type LookupRequest, readLookup } from "@/lib/demo/trail/lookup-request";
import { lookupItem } from "@/lib/demo/trail/record-json";
import { type Json, PLACES_A_SECOND, type TrailRecord } from "@/lib/demo/trail/trail-call";
import type { TrailLog } from "@/lib/demo/trail/trail-log";
import { Ec2Error } from "@/lib/demo/wire/error";
import { JsonError } from "@/lib/demo/wire/json-error";
import type { TokenSealer } from "@/lib/demo/wire/page";
import { DAY_MS } from "@/lib/domain/time-units";

/** Event history holds 90 days (CloudTrail user guide, "Working with CloudTrail event history"). */
const KEPT_MS = 90 * DAY_MS;

export interface LookupContext {
  readonly trail: TrailLog;
  readonly sealer: TokenSealer;
  /** The account's time. */
  readonly now: number;
}

/** Answers LookupEvents: newest first, a page at a time; throws JsonError for a request that CloudTrail refuses. */
export function lookupEvents(body: unknown, { trail, sealer, now }: LookupContext): Json {
  const request = readLookup(body);
  const before = openToken(request, sealer);
  if (request.category === "insight") return { Events: [] };
  const fromSecond = Math.max(request.startSecond ?? 0, Math.floor((now - KEPT_MS) / 1000));
  const bound = request.endSecond === null ? Number.POSITIVE_INFINITY : (request.endSecond + 1) * PLACES_A_SECOND;
  const page: TrailRecord[] = [];
  let hasMore = false;
  for (const record of trail.newestFirst({ before: Math.min(bound, before), fromSecond, now })) {
    if (!isWanted(record, request)) continue;
    hasMore = page.length === request.limit;
    if (hasMore) break;
    page.push(record);
  }
  const last = page.at(-1);
  return {
    Events: page.map(lookupItem),
    ...(hasMore && last ? { NextToken: sealer.seal(request.listingKey, last.place) } : {}),
  };
}

function openToken({ token, listingKey }: LookupRequest, sealer: TokenSealer): number {
  if (token === null) return Number.POSITIVE_INFINITY;
  try {
    return sealer.open(listingKey, token);
  } catch (error) {
    if (!(error instanceof Ec2Error)) throw error;
    throw new JsonError(
      "InvalidNextTokenException",
      "The token is invalid or belongs to a request with other parameters; repeat those of the first page.",
    );
  }
}

function isWanted(record: TrailRecord, { attribute }: LookupRequest): boolean {
  if (attribute === null) return true;
  const { key, value } = attribute;
  switch (key) {
    case "EventName":
      return record.eventName === value;
    case "EventId":
      return record.eventId === value;
    case "EventSource":
      return (record.eventSource ?? "ec2.amazonaws.com") === value;
    case "Username":
      return record.caller.username === value;
    case "AccessKeyId":
      return record.caller.accessKeyId === value;
    case "ReadOnly":
      return value === "false";
    case "ResourceName":
      return (record.resources ?? []).some(({ name }) => name === value);
    case "ResourceType":
      return (record.resources ?? []).some(({ type }) => type === value);
  }
}
