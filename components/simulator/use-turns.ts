import { startTransition, useEffect, useState, useSyncExternalStore } from "react";

const neverChanges = () => () => {};

/**
 * How many of so many parts are to be drawn: the first one at once, each further one when the one before was painted. So a
 * page of many panels is mounted, measured and painted in several short tasks, between which it answers. All of them where
 * nothing is painted, as in a test's markup.
 */
export function useTurns(count: number, hasBegun: boolean): number {
  const [turn, setTurn] = useState(1);
  const isPainted = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  useEffect(() => {
    if (!hasBegun || turn >= count) return;
    let timer: ReturnType<typeof setTimeout>;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => startTransition(() => setTurn(turn + 1)));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [turn, count, hasBegun]);
  return isPainted ? turn : count;
}
