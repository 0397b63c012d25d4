/*
 * Readers of typed arrays at an index that the caller knows to be inside. The type system cannot know that; these are
 * the places where we say so, because a check would be made millions of times a second for nothing. One function for
 * each kind of array: a function that sees several kinds is several times slower.
 */

export const int32At = (array: Int32Array, index: number): number => array[index] as number;

export const uint32At = (array: Uint32Array, index: number): number => array[index] as number;

export const byteAt = (array: Uint8Array, index: number): number => array[index] as number;

export const doubleAt = (array: Float64Array, index: number): number => array[index] as number;
