import { JsonError } from "@/lib/demo/wire/json-error";

const LOOKUP_KEYS = [
  "EventId",
  "EventName",
  "ReadOnly",
  "Username",
  "ResourceType",
  "ResourceName",
  "EventSource",
  "AccessKeyId",
] as const;
type LookupKey = (typeof LOOKUP_KEYS)[number];

const MOST_RESULTS = 50;

/** A LookupEvents request that CloudTrail takes. Times are whole seconds, both ends included. */
export interface LookupRequest {
  readonly attribute: { readonly key: LookupKey; readonly value: string } | null;
  readonly startSecond: number | null;
  readonly endSecond: number | null;
  readonly limit: number;
  readonly category: "insight" | null;
  readonly token: string | null;
  /** Pages of one listing have the same; the token is bound to it. */
  readonly listingKey: string;
}

/** Reads the request's JSON; throws JsonError with the code that CloudTrail's documentation names (LookupEvents, Errors). */
export function readLookup(body: unknown): LookupRequest {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw serialization("a JSON object is expected");
  const fields = body as Readonly<Record<string, unknown>>;
  const { MaxResults, NextToken, EventCategory } = fields;
  const attribute = readAttribute(fields.LookupAttributes);
  const startSecond = readTime("StartTime", fields.StartTime);
  const endSecond = readTime("EndTime", fields.EndTime);
  if (startSecond !== null && endSecond !== null && startSecond > endSecond) {
    throw new JsonError("InvalidTimeRangeException", "The start time must be before the end time.");
  }
  if (EventCategory !== undefined && EventCategory !== null && EventCategory !== "insight") {
    throw new JsonError("InvalidEventCategoryException", "The event category must be insight, or be left out.");
  }
  if (NextToken !== undefined && NextToken !== null && typeof NextToken !== "string")
    throw serialization("NextToken must be a string");
  const limit = readLimit(MaxResults);
  return {
    attribute,
    startSecond,
    endSecond,
    limit,
    category: EventCategory === "insight" ? "insight" : null,
    token: typeof NextToken === "string" ? NextToken : null,
    listingKey: JSON.stringify([attribute, startSecond, endSecond, limit, EventCategory ?? null]),
  };
}

function readAttribute(given: unknown): LookupRequest["attribute"] {
  if (given === undefined || given === null) return null;
  if (!Array.isArray(given)) throw serialization("LookupAttributes must be a list");
  if (given.length === 0) return null;
  if (given.length > 1) throw invalidAttributes("Only one lookup attribute can be specified.");
  const [first] = given as readonly unknown[];
  if (typeof first !== "object" || first === null) throw serialization("a lookup attribute must be an object");
  const { AttributeKey, AttributeValue } = first as { AttributeKey?: unknown; AttributeValue?: unknown };
  const key = LOOKUP_KEYS.find((each) => each === AttributeKey);
  if (!key) throw invalidAttributes(`The attribute key must be one of ${LOOKUP_KEYS.join(", ")}.`);
  if (typeof AttributeValue !== "string" || AttributeValue === "" || AttributeValue.length > 2000)
    throw invalidAttributes("The attribute value must be a text of 1 to 2000 characters.");
  return { key, value: AttributeValue };
}

function readLimit(given: unknown): number {
  if (given === undefined || given === null) return MOST_RESULTS;
  if (typeof given !== "number") throw serialization("MaxResults must be a number");
  if (!Number.isInteger(given) || given < 1 || given > MOST_RESULTS)
    throw new JsonError("InvalidMaxResultsException", `MaxResults must be a whole number of 1 to ${MOST_RESULTS}.`);
  return given;
}

/** The protocol's timestamps are seconds since the epoch, with a fraction or without. */
function readTime(name: string, given: unknown): number | null {
  if (given === undefined || given === null) return null;
  if (typeof given !== "number") throw serialization(`${name} must be a number of seconds`);
  if (!Number.isFinite(given) || given < 0 || given > 1e11)
    throw new JsonError("InvalidTimeRangeException", `${name} is outside the range of possible values.`);
  return Math.floor(given);
}

const serialization = (message: string): JsonError => new JsonError("SerializationException", message);
const invalidAttributes = (message: string): JsonError => new JsonError("InvalidLookupAttributesException", message);
