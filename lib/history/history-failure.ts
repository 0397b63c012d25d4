import type { Problem } from "@/lib/domain/problem";

/** What every method of the store rejects with; `askHistory` turns it into a value. */
export class HistoryFailure extends Error {
  override readonly name = "HistoryFailure";

  constructor(readonly problem: Problem) {
    super(problem.message, { cause: problem.cause });
  }
}

/** The SQLSTATE (five characters) or Node's code of an error, else null. */
export function errorCodeOf(error: unknown): string | null {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : null;
  return typeof code === "string" ? code : null;
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
