import { STATUS_CODES } from "node:http";
import type { ProblemDetails } from "@/lib/domain/api/problem-details";
import type { Problem, ProblemCode } from "@/lib/domain/problem";
import type { CollectionProgress } from "@/lib/inventory/outcome";

/**
 * `{ problem → HTTP status }`. AWS's refusal is not the reader's: it is this server that was denied, so 502; whatever
 * keeps the server from having any data until somebody acts is 503.
 */
const STATUS: Readonly<Record<ProblemCode, number>> = {
  "invalid-parameter": 400,
  "not-found": 404,
  conflict: 409,
  denied: 502,
  "malformed-answer": 502,
  "endpoint-unreachable": 502,
  throttled: 503,
  "no-credentials": 503,
  "expired-credentials": 503,
  "invalid-credentials": 503,
  "wrong-region": 503,
  "capture-unreadable": 503,
  "invalid-setting": 503,
  "history-held": 503,
  "history-unreachable": 503,
  "history-unusable": 503,
  internal: 500,
};

export const statusOf = (code: ProblemCode): number => STATUS[code];

const RETRY_AFTER_S = "5";
const COLLECTING_RETRY_AFTER_S = "1";

type Details = Omit<ProblemDetails, "type" | "title">;

/** A problem+json answer (RFC 9457). Never cached: the next try may fare better. */
export function problemResponse(details: Details, headers: Readonly<Record<string, string>> = {}): Response {
  const body: ProblemDetails = { type: "about:blank", title: STATUS_CODES[details.status] ?? "Error", ...details };
  return new Response(JSON.stringify(body), {
    status: details.status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...headers },
  });
}

/** The one way from a domain problem to HTTP. `cause` stays behind: it may hold what AWS or Node said of this machine. */
export function responseToProblem({ code, message, remedy, retryable, parameter }: Problem): Response {
  const status = statusOf(code);
  return problemResponse(
    { status, code, detail: message, remedy, ...(parameter !== undefined && { parameter }) },
    retryable ? { "Retry-After": RETRY_AFTER_S } : {},
  );
}

/** There is no snapshot yet, but one is being made. */
export const responseWhileCollecting = (progress: CollectionProgress): Response =>
  problemResponse(
    {
      status: 503,
      code: "collecting",
      detail: "The first snapshot is being collected.",
      remedy: "Ask again in a second; progress says how far the collection has come.",
      progress: { startedAt: progress.startedAt, apis: progress.apis.map((api) => ({ ...api })) },
    },
    { "Retry-After": COLLECTING_RETRY_AFTER_S },
  );

export const INTERNAL: Problem = {
  code: "internal",
  message: "Eniscope failed to answer.",
  remedy: "Try again; if it stays, the server's log says more.",
  retryable: true,
};
