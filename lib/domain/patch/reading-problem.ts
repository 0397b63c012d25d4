const READING_CODES = [
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

export const GET_DAEMONSET = "kubectl get daemonset aws-node -n kube-system -o yaml --show-managed-fields";

/** A DaemonSet with managedFields has about 40,000 characters, all DaemonSets of a cluster a few hundred thousand. */
export const MAX_PASTE_LENGTH = 512 * 1024;

export const WHAT_TO_PASTE = `Paste the DaemonSet (${GET_DAEMONSET}), its env list, the add-on's configuration values, or a map of names and values.`;

/** Why a text of that length is not read. */
export const tooLarge = (length: number): ReadingProblem => ({
  code: "too-large",
  message: `The text has ${(length / 1_000_000).toFixed(1)} million characters; at most ${MAX_PASTE_LENGTH} are read.`,
  remedy: WHAT_TO_PASTE,
  place: null,
});

/** Thrown inside the readers only; `readEnvironment` and `readAddonDocument` turn it into their answers. */
export class ReadingFailure extends Error {
  constructor(readonly problem: ReadingProblem) {
    super(problem.message);
  }
}

/** Gives the reading up from wherever it is. */
export function fail(code: ReadingCode, message: string, remedy: string, place: TextPlace | null = null): never {
  throw new ReadingFailure({ code, message, remedy, place });
}

/** `line 3, column 5`, or nothing. */
export const placeText = (place: TextPlace | null): string =>
  place ? `line ${place.line}, column ${place.column}` : "";
