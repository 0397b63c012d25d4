/** Go's `int` on the node's 64-bit machine. */
export const wrapToInt64 = (value: bigint): bigint => BigInt.asIntN(64, value);

const DECIMAL = /^[+-]?[0-9]+$/;

/**
 * Text to a signed 64-bit integer as Go's `strconv.Atoi` reads it, or null where Go gives an error: one optional sign,
 * then decimal digits only (leading zeros are fine; spaces, `_`, `0x`, `.` and exponents are not). The empty text is
 * null. `parseGoInt("+007")` is 7n, `parseGoInt(" 5")` is null.
 */
export function parseGoInt(text: string): bigint | null {
  if (!DECIMAL.test(text)) return null;
  const value = BigInt(text.startsWith("+") ? text.slice(1) : text);
  return wrapToInt64(value) === value ? value : null;
}

const TRUE_WORDS = new Set(["1", "t", "T", "TRUE", "true", "True"]);
const FALSE_WORDS = new Set(["0", "f", "F", "FALSE", "false", "False"]);

/** Text to boolean as Go's `strconv.ParseBool` reads it, or null where Go gives an error (`yes`, `on`, `tRUE`, empty). */
export function parseGoBool(text: string): boolean | null {
  if (TRUE_WORDS.has(text)) return true;
  return FALSE_WORDS.has(text) ? false : null;
}
