export const READING_CODES = [
  "empty",
  "too-large",
  "not-readable",
  "tabs",
  "not-the-daemonset",
  "no-aws-node",
  "unrecognised",
  "malformed-entry",
] as const;
export type ReadingCode = (typeof READING_CODES)[number];

/** A place in the pasted text, both counted from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** Why a pasted environment was not taken; `remedy` names what to paste or mend, `place` is null where it has none. */
export interface ReadingProblem {
  readonly code: ReadingCode;
  readonly message: string;
  readonly remedy: string;
  readonly place: TextPlace | null;
}

/** Thrown inside the reader only; `readEnvironment` turns it into its answer. */
export class ReadingFailure extends Error {
  constructor(readonly problem: ReadingProblem) {
    super(problem.message);
  }
}

export const GET_DAEMONSET = "kubectl get daemonset aws-node -n kube-system -o yaml --show-managed-fields";

export function fail(code: ReadingCode, message: string, remedy: string, place: TextPlace | null = null): never {
  throw new ReadingFailure({ code, message, remedy, place });
}

/** `line 3, column 5`, or nothing. */
export const placeText = (place: TextPlace | null): string =>
  place ? `line ${place.line}, column ${place.column}` : "";
