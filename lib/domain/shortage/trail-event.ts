import { type Millis, millis } from "@/lib/domain/brand";

export type JsonObject = { readonly [key: string]: unknown };

/** What a failed or successful API call left in CloudTrail, as far as its record could be read. */
export interface TrailEvent {
  readonly eventId: string;
  readonly eventName: string;
  /** `ec2.amazonaws.com`; null when the record does not say. */
  readonly eventSource: string | null;
  readonly eventTime: Millis;
  readonly region: string | null;
  readonly accountId: string | null;
  /** Without EC2's `Client.` or `Server.`; null on a success, and on failures that carry a message only. */
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly userAgent: string | null;
  readonly sourceIpAddress: string | null;
  readonly userIdentity: JsonObject | null;
  readonly requestParameters: JsonObject | null;
  readonly responseElements: JsonObject | null;
}

/** One item of LookupEvents, as the SDK or a query over a trail gives it. */
export interface TrailRecord {
  readonly eventId: string | null;
  readonly eventName: string | null;
  readonly eventTime: Millis | null;
  /** The `CloudTrailEvent` JSON text. */
  readonly text: string | null;
}

/** A record's event, or why there is none in it, in words for a person. */
export type ParsedTrailEvent =
  | { readonly isReadable: true; readonly event: TrailEvent }
  | {
      readonly isReadable: false;
      readonly eventId: string | null;
      readonly eventTime: Millis | null;
      readonly problem: string;
    };

/**
 * Reads one record. Fields of a wrong type count as missing; a record is unreadable only when its text is no JSON
 * object, or when neither text nor item says which call it was, when, or by which id: such a record is to be counted,
 * not dropped. Shape: CloudTrail record contents; EC2 prefixes its codes with `Client.` or `Server.`, other services do not.
 *
 * `parseTrailEvent({ eventId: "e", eventName: null, eventTime: null, text: '{"eventName":"RunInstances","eventTime":"2026-01-01T00:00:00Z"}' })`
 * is readable, with a null errorCode.
 */
export function parseTrailEvent(record: TrailRecord): ParsedTrailEvent {
  const unreadable = (problem: string): ParsedTrailEvent => ({
    isReadable: false,
    eventId: record.eventId,
    eventTime: record.eventTime,
    problem,
  });
  if (record.text === null) return unreadable("the record has no CloudTrailEvent text");
  const body = parseObject(record.text);
  if (!body) return unreadable("CloudTrailEvent is no JSON object");
  const eventId = record.eventId ?? textOf(body.eventID);
  const eventName = textOf(body.eventName) ?? record.eventName;
  const eventTime = timeOf(body.eventTime) ?? timeOf(record.eventTime);
  if (eventId === null) return unreadable("neither the item nor its text has an event id");
  if (eventName === null) return unreadable("neither the item nor its text names the call");
  if (eventTime === null) return unreadable("neither the item nor its text has a time");
  return {
    isReadable: true,
    event: {
      eventId,
      eventName,
      eventTime,
      eventSource: textOf(body.eventSource),
      region: textOf(body.awsRegion),
      accountId: textOf(body.recipientAccountId),
      errorCode: errorCodeOf(body.errorCode),
      errorMessage: textOf(body.errorMessage),
      userAgent: textOf(body.userAgent),
      sourceIpAddress: textOf(body.sourceIPAddress),
      userIdentity: objectOf(body.userIdentity),
      requestParameters: objectOf(body.requestParameters),
      responseElements: objectOf(body.responseElements),
    },
  };
}

/** An error's code without EC2's `Client.` or `Server.`; null for what is no text. */
export const errorCodeOf = (value: unknown): string | null => textOf(value)?.replace(/^(Client|Server)\./, "") || null;

/** A non-empty text, else null; numbers and other types are no text. */
export const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

/** A JSON object (no array), else null. */
export const objectOf = (value: unknown): JsonObject | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;

/** The objects of CloudTrail's wrappers `{ items: … }` and `{ item: … }`, whose content is a list or a single object, or of a bare list. */
export function itemsOf(value: unknown): JsonObject[] {
  const wrapper = objectOf(value);
  return listOf(wrapper ? (wrapper.items ?? wrapper.item ?? []) : value);
}

/** The objects of a list, or the one object that stands in a list's place; everything else is left out. */
export const listOf = (value: unknown): JsonObject[] =>
  (Array.isArray(value) ? value : [value]).map(objectOf).filter((item) => item !== null);

function parseObject(text: string): JsonObject | null {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    // Other people's text: what is no JSON is reported as unreadable by the caller.
    return null;
  }
}

/** The last moment that a date can hold (ECMA-262, time values). */
const LAST_DATE_MS = 8.64e15;
/** Epoch times below this are seconds, as the CLI prints them; above, milliseconds. */
const FIRST_EPOCH_MS = 1e11;

/** A time in ISO form, or as epoch seconds or milliseconds, the number in text too. */
function timeOf(value: unknown): Millis | null {
  const number = typeof value === "string" && /^\d{9,16}(\.\d+)?$/.test(value) ? Number(value) : value;
  const time = typeof number === "string" ? Date.parse(number) : number;
  if (typeof time !== "number" || !Number.isFinite(time) || time < 0) return null;
  const inMs = typeof number === "number" && time < FIRST_EPOCH_MS ? time * 1000 : time;
  return inMs <= LAST_DATE_MS ? millis(Math.floor(inMs)) : null;
}
