import "server-only";

/**
 * What to read of an element. `text` is its content; `address` is an IPv4 address as a number, or the content when it is
 * none; a `list` holds `item` elements; a `struct` names the children to read, every other one is passed over.
 * `addresses` is a list whose items have one `address` and one `text` (is it the primary one?), read into a column.
 */
export type Shape =
  | { readonly kind: "text" }
  | { readonly kind: "address" }
  | { readonly kind: "list"; readonly of: Shape }
  | { readonly kind: "addresses"; readonly item: StructShape }
  | StructShape;

/** `fields`: `{ hash of the wire name → field }`. */
export interface StructShape {
  readonly kind: "struct";
  readonly fields: ReadonlyMap<number, Field>;
}

export interface Field {
  /** The element's name on the wire. */
  readonly name: string;
  /** The member's name in the SDK's and the AWS CLI's output. */
  readonly member: string;
  readonly shape: Shape;
}

export const TEXT: Shape = { kind: "text" };
export const ADDRESS: Shape = { kind: "address" };
export const addressColumn = (item: StructShape): Shape => ({ kind: "addresses", item });
export const listOfShape = (of: Shape): Shape => ({ kind: "list", of });

/** One step of the hash under which a name is looked up; the reader takes it byte by byte. */
export const hashStep = (hash: number, byte: number): number => (Math.imul(hash, 31) + byte) | 0;

function hashOf(name: string): number {
  let hash = 0;
  for (let i = 0; i < name.length; i++) hash = hashStep(hash, name.charCodeAt(i));
  return hash;
}

/** `{ wire name → shape }`, or `[shape, member]` where the member is not the wire name with a capital letter. */
export function struct(members: Readonly<Record<string, Shape | readonly [Shape, string]>>): StructShape {
  const fields = new Map<number, Field>();
  for (const [name, value] of Object.entries(members)) {
    const [shape, member] = "kind" in value ? [value, name.charAt(0).toUpperCase() + name.slice(1)] : value;
    const hash = hashOf(name);
    if (fields.has(hash)) throw new Error(`the names ${name} and ${fields.get(hash)?.name} have the same hash`);
    fields.set(hash, { name, member, shape });
  }
  return { kind: "struct", fields };
}
