/** JSON laid out for reading; any other text, and nesting deeper than the stack, as it came. */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2) ?? text;
  } catch {
    // Other people's text: what cannot be laid out is shown as it is.
    return text;
  }
}
