/** Other people's text in a form that PostgreSQL can hold and an index can bear. */

/** Longer than any name, id or role of AWS; PostgreSQL refuses to index values of some 2,700 bytes. */
const LONGEST_NAME = 512;
/** CloudTrail cuts messages at 1 KB. */
const LONGEST_MESSAGE = 4_000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: U+0000 is the one character that PostgreSQL's text cannot hold.
const UNSTORABLE = /\u0000|\p{Surrogate}/gu;

const isStorable = (text: string): boolean => text.search(UNSTORABLE) === -1;

const cut = (text: string | null, length: number): string | null =>
  text === null ? null : text.slice(0, length).replace(UNSTORABLE, "\uFFFD");

/** For columns to filter by. */
export const storableName = (text: string | null): string | null => cut(text, LONGEST_NAME);

/** For columns to read. */
export const storableMessage = (text: string | null): string | null => cut(text, LONGEST_MESSAGE);

export interface StoredRaw {
  readonly raw: string | null;
  readonly rawIsEscaped: boolean;
}

/** A text so that `fromStoredRaw` gives back every one of its UTF-16 units. */
export const toStoredRaw = (text: string | null): StoredRaw =>
  text === null || isStorable(text)
    ? { raw: text, rawIsEscaped: false }
    : { raw: JSON.stringify(text), rawIsEscaped: true };

/** The text that `toStoredRaw` was given. */
export function fromStoredRaw({ raw, rawIsEscaped }: StoredRaw): string | null {
  return raw === null || !rawIsEscaped ? raw : String(JSON.parse(raw));
}
