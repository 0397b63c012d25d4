declare const brand: unique symbol;

/** A number or string that must not be mixed with others of its kind; made by its own parser only. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name };

/** Milliseconds since the Unix epoch, or a span of milliseconds; the name beside it says which. */
export type Millis = Brand<number, "Millis">;

export const millis = (value: number): Millis => value as Millis;
