import { type RefObject, useEffect, useState } from "react";

/** How far outside the window something is still about to be seen. */
const NEAR = "50% 0px";
/** What is not seen follows after so long a rest. */
const LATER_MS = 600;

/**
 * A value for something costly to draw: at once where the element is in sight or near it, else once it has not changed for a
 * while.
 */
export function useLate<Value>(value: Value, element: RefObject<HTMLElement | null>): Value {
  const [isNear, setIsNear] = useState(true);
  const [drawn, setDrawn] = useState(value);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new IntersectionObserver((entries) => setIsNear(entries.at(-1)?.isIntersecting ?? true), {
      rootMargin: NEAR,
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  useEffect(() => {
    if (isNear) return;
    const timer = setTimeout(() => setDrawn(value), LATER_MS);
    return () => clearTimeout(timer);
  }, [value, isNear]);
  if (isNear && drawn !== value) setDrawn(value);
  return isNear ? value : drawn;
}
