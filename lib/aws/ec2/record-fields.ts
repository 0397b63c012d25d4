import "server-only";
import { type Millis, millis } from "@/lib/domain/brand";
import { type Cidr, parseCidr } from "@/lib/domain/ip/cidr";
import { type Ipv4, parseIpv4, toIpv4 } from "@/lib/domain/ip/ipv4";
import type { Tags } from "@/lib/domain/vpc/eni-table";

/**
 * A record with EC2's member names, from the SDK (dates as Date) or from `aws ec2` JSON (dates as text). Nothing in it
 * is trusted: a member of the wrong kind counts as missing.
 */
export type WireRecord = Readonly<Record<string, unknown>>;

/** Takes note of a part that could not be read; `count` is the number of things lost. */
export type NoteDefect = (problem: string, count?: number) => void;

export const isRecord = (value: unknown): value is WireRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The text, or null when it is missing, empty or no text: EC2 sends an empty element for "none". */
export function textOf(record: WireRecord, member: string): string | null {
  const value = record[member];
  return typeof value === "string" && value !== "" ? value : null;
}

/** Text that the record cannot do without; that it is missing is noted. */
export function idOf(record: WireRecord, member: string, note: NoteDefect): string | null {
  const id = textOf(record, member);
  if (id === null) note(`has no ${member}`);
  return id;
}

/** A whole number of 0 or more, also when it comes as digits. */
export function countOf(record: WireRecord, member: string): number | null {
  const value = record[member];
  const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

/** True or false, also as text; null for anything else. */
export const flagOf = (record: WireRecord, member: string): boolean | null => toFlag(record[member]);

export function toFlag(value: unknown): boolean | null {
  if (typeof value === "boolean") return value;
  return value === "true" ? true : value === "false" ? false : null;
}

/** The list's members; empty when there is none. */
export function listOf(record: WireRecord, member: string): readonly unknown[] {
  const value = record[member];
  return Array.isArray(value) ? value : [];
}

/** A nested record; an empty one when there is none, so that its members read as missing. */
export function partOf(record: WireRecord, member: string): WireRecord {
  const value = record[member];
  return isRecord(value) ? value : {};
}

const TIMESTAMP = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(\.\d+)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/;

/**
 * A time as the SDK gives it (Date), as the AWS CLI's versions print it (`2023-08-18T07:27:41+00:00`,
 * `2020-03-03 01:21:03+00:00`, `…Z`) or in seconds since 1970. Without a zone it is UTC, as all of EC2's times are.
 */
export function timeOf(record: WireRecord, member: string): Millis | null {
  const value = record[member];
  if (value instanceof Date) return toMillis(value.getTime());
  if (typeof value === "number") return toMillis(value * 1000);
  if (typeof value !== "string") return null;
  // What EC2 sends on the wire, and nearly all times are that; Date.parse takes it as it is.
  if (value.length === "2026-01-02T03:04:05.000Z".length && value.endsWith("Z")) return toMillis(Date.parse(value));
  const [, day, time, fraction, zone] = TIMESTAMP.exec(value) ?? [];
  if (day === undefined) return null;
  const offset = zone === undefined || zone === "UTC" ? "Z" : zone.replace(/^([+-]\d{2})(\d{2})$/, "$1:$2");
  return toMillis(Date.parse(`${day}T${time}${(fraction ?? "").slice(0, 4)}${offset}`));
}

const toMillis = (value: number): Millis | null => (Number.isFinite(value) ? millis(Math.round(value)) : null);

/**
 * An address, from text or from a number (the wire reader's); `unreadable` when there is one that nobody can read (masked,
 * malformed, or 0.0.0.0, which is no interface's address), null when there is none.
 */
export function addressOf(record: WireRecord, member: string): Ipv4 | "unreadable" | null {
  return toAddress(record[member]);
}

/** `addressOf` of a value itself. */
export function toAddress(value: unknown): Ipv4 | "unreadable" | null {
  if (value === undefined || value === null || value === "") return null;
  const address = typeof value === "number" ? toIpv4(value) : typeof value === "string" ? parseIpv4(value) : null;
  return address || "unreadable";
}

/** A block; text that is none is noted and gives null. */
export function cidrOf(record: WireRecord, member: string, note: NoteDefect): Cidr | null {
  const text = textOf(record, member);
  if (text === null) return null;
  const cidr = parseCidr(text);
  if (cidr === null) note(`${member} is no CIDR`);
  return cidr;
}

/** `{ key → value }`. ENIs call the list TagSet, everything else Tags. A tag without a value has an empty one. */
export function tagsOf(record: WireRecord): Tags {
  const list = Array.isArray(record.TagSet) ? record.TagSet : listOf(record, "Tags");
  const tags: Record<string, string> = {};
  for (const tag of list) {
    if (!isRecord(tag) || typeof tag.Key !== "string") continue;
    const value = typeof tag.Value === "string" ? tag.Value : "";
    if (tag.Key !== "__proto__") tags[tag.Key] = value;
    else Object.defineProperty(tags, tag.Key, { value, enumerable: true, configurable: true, writable: true });
  }
  return tags;
}

/** The Name tag, unless it is missing or empty. */
export const nameOf = (tags: Tags): string | null => (Object.hasOwn(tags, "Name") && tags.Name) || null;
