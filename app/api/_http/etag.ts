import { createHash, randomUUID } from "node:crypto";
import type { SnapshotHeader } from "@/lib/domain/api/common";

// A restart may change settings, version and the meaning of a snapshot's id.
const thisProcess = randomUUID();

/**
 * The weak validator of an answer: it changes with the snapshot, with what is said about it (a notice that it is
 * stale, say) and with the question, but not with the running counts of calls.
 * @param question path and query as asked
 */
export function etagOf(header: SnapshotHeader, question: string): string {
  const { callCount: _, eventCalls: __, ...said } = header;
  const digest = createHash("sha256")
    .update(JSON.stringify([thisProcess, said, question]))
    .digest("base64url");
  return `W/"${digest.slice(0, 22)}"`;
}

/** Whether an If-None-Match header names the tag; weak comparison, as RFC 9110 section 13.1.2 asks. */
export function matchesEtag(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch.trim() === "*") return true;
  const opaque = (tag: string) => tag.trim().replace(/^W\//, "");
  return ifNoneMatch.split(",").some((tag) => opaque(tag) === opaque(etag));
}
