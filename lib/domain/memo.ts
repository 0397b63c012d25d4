interface Store<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}

/** Computes the value of a key when it is first asked for, and keeps it for as long as the store keeps its key. */
export function memoByKey<Key, Value>(
  compute: (key: Key) => Value,
  known: Store<Key, { readonly value: Value }> = new Map(),
): (key: Key) => Value {
  return (key) => {
    let entry = known.get(key);
    if (!entry) {
      entry = { value: compute(key) };
      known.set(key, entry);
    }
    return entry.value;
  };
}

/** Computes the value when it is first asked for, and keeps it. */
export function memo<Value>(compute: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
