import type { Problem } from "@/lib/domain/problem";

/** What every method of the store rejects with; `askHistory` turns it into a value. */
export class HistoryFailure extends Error {
  override readonly name = "HistoryFailure";

  constructor(readonly problem: Problem) {
    super(problem.message, { cause: problem.cause });
  }
}

/**
 * Whether it is one. By its name, since the server's bundles each have a copy of this class, and what one copy's store
 * throws another copy's caller must know.
 */
export const isHistoryFailure = (error: unknown): error is HistoryFailure =>
  error instanceof Error && error.name === "HistoryFailure" && "problem" in error;

/** The SQLSTATE (five characters) or Node's code of an error, else null. */
export function errorCodeOf(error: unknown): string | null {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : null;
  return typeof code === "string" ? code : null;
}

/** An error's message; of anything else that was thrown its text. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
