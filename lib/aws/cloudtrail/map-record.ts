import "server-only";
import { type Millis, millis } from "@/lib/domain/brand";
import type { TrailRecord } from "@/lib/domain/shortage/trail-event";

/** The furthest time that a Date can tell. */
const MOST_MILLIS = 8.64e15;

/**
 * One item of LookupEvents, whatever its members are: a record is never dropped, what cannot be used counts as missing.
 * A `CloudTrailEvent` that is no text is kept as its JSON, so that a person can see what it was.
 */
export function mapTrailRecord(item: unknown): TrailRecord {
  const fields = typeof item === "object" && item !== null ? (item as Readonly<Record<string, unknown>>) : {};
  return {
    eventId: textOf(fields.EventId),
    eventName: textOf(fields.EventName),
    eventTime: timeOf(fields.EventTime),
    text: "CloudTrailEvent" in fields ? rawText(fields.CloudTrailEvent) : rawText(item),
  };
}

const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

/** A Date of the SDK's, or what the AWS CLI prints: a text, or with older versions the seconds since the epoch. */
function timeOf(value: unknown): Millis | null {
  const time =
    value instanceof Date ? value.getTime() : typeof value === "number" ? value * 1000 : Date.parse(String(value));
  return Number.isFinite(time) && Math.abs(time) <= MOST_MILLIS ? millis(time) : null;
}

function rawText(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return null;
  try {
    return JSON.stringify(value) ?? null;
  } catch {
    // Deeper than the stack, or a circle: there is no text to keep.
    return null;
  }
}
