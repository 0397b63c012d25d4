import { Document, Scalar } from "yaml";

/** A value that must stay a string whatever it looks like: always in double quotes. */
export function quoted(value: string): Scalar<string> {
  const scalar = new Scalar(value);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

/** A text of several lines or of JSON, as a `|-` block. */
export function block(value: string): Scalar<string> {
  const scalar = new Scalar(value);
  scalar.type = Scalar.BLOCK_LITERAL;
  return scalar;
}

/**
 * Data to YAML, two spaces deep, lines never folded. Written for readers of YAML 1.1 (kubectl, Helm, eksctl): a name such
 * as `on` or `Y`, which they would take for a boolean, is quoted too.
 */
export const toYaml = (content: unknown): string =>
  new Document(content, { version: "1.1" }).toString({ lineWidth: 0 });
