/**
 * The one family of expected failures. `message` and `remedy` are written for a person and hold no secret; what was
 * thrown underneath stays in `cause` for the log and never reaches an answer.
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  /** What the reader can do about it. */
  readonly remedy: string;
  readonly retryable: boolean;
  /** The request's parameter at fault, of an `invalid-parameter`. */
  readonly parameter?: string;
  readonly cause?: unknown;
}

export const PROBLEM_CODES = [
  "no-credentials",
  "expired-credentials",
  "invalid-credentials",
  "wrong-region",
  "endpoint-unreachable",
  "denied",
  "throttled",
  "malformed-answer",
  "capture-unreadable",
  "invalid-parameter",
  "not-found",
  "conflict",
  "invalid-setting",
  "history-held",
  "history-unreachable",
  "history-unusable",
  "internal",
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];
