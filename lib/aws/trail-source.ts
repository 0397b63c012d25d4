import "server-only";
import type { ApiProblem } from "@/lib/aws/connection/aws-problem";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import type { TrailRecord } from "@/lib/domain/shortage/trail-event";

/** Part of a listing, newest first. */
export interface TrailSourcePage {
  readonly records: readonly TrailRecord[];
  /** Of the page that follows; null on the last one. A page may be empty before that. */
  readonly next: string | null;
}

/** Which page is wanted. */
export interface TrailPageOrder {
  /** Whose events, where the source holds those of many. */
  readonly scope: { readonly accountId: string; readonly region: string };
  /** One of the source's `eventNames`. */
  readonly eventName: string;
  readonly range: TimeRange;
  /** Of the page before, which had the same name and range; null at the start. */
  readonly token: string | null;
  readonly signal: AbortSignal;
}

/** A page, or why there is none; `iamAction` is what the credentials must allow. */
export type TrailPageOutcome =
  | ({ readonly kind: "page" } & TrailSourcePage)
  | { readonly kind: "problem"; readonly problem: ApiProblem; readonly iamAction: string };

/** Where events of calls are read from. What was read, kept and missing is the caller's business. */
export interface TrailSource {
  /** Names what was asked in the store. */
  readonly id: "lookup-events" | "athena" | "capture";
  /** As a person knows it. */
  readonly label: string;
  /** What is listed apart, each by pages of its own: calls, or `ALL_CALLS` for all in one. */
  readonly eventNames: readonly string[];
  readonly eventsPerPage: number;
  /** Listings that may be read side by side, to hide the way there and back. */
  readonly listingsAtOnce: number;
  /** Time that one page takes at least, at the pace that is allowed at present. */
  readonly pageMs: number;
  /** How often it is worth asking for the newest events; absent: every minute. */
  readonly newestEveryMs?: number;
  /** A page costs next to nothing, so one may be asked for only to learn whether it is given. */
  readonly isCheap: boolean;
  /** Requests sent since the process started, retries included. */
  readonly requestCount: number;
  /** Never rejects. */
  readPage(order: TrailPageOrder): Promise<TrailPageOutcome>;
}

/** One listing for all calls at once. */
export const ALL_CALLS = "*";
