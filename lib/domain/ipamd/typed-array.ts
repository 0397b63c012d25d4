/**
 * Reads a typed array at an index that the caller knows to be inside it. The type system cannot know that; this is the
 * one place where we say so, because a check would be made millions of times a second for nothing.
 */
export const at = (array: Int32Array | Uint32Array | Int8Array | Uint8Array | Float64Array, index: number): number =>
  array[index] as number;
