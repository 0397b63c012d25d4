import { useCallback, useInsertionEffect, useRef } from "react";

/** The newest of a callback under one identity, so that what is handed it need not be drawn anew. Not for use while drawing. */
export function useStable<Args extends readonly unknown[], Result>(
  callback: (...args: Args) => Result,
): (...args: Args) => Result {
  const newest = useRef(callback);
  useInsertionEffect(() => {
    newest.current = callback;
  });
  return useCallback((...args: Args) => newest.current(...args), []);
}
