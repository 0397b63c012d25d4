"use client";

import { useEffect, useState } from "react";
import { formatAge, formatUtcDateTime } from "@/lib/format";

interface AgeProps {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  /** The server's clock when it drew the page, so that the first paint agrees on both sides. */
  readonly now: number;
}

const TICK_MS = 1000;

/** How long ago something was, kept up to date: `12 s ago`. */
export function Age({ timestamp, now }: AgeProps) {
  const [clock, setClock] = useState(now);
  useEffect(() => {
    // The reader's clock may be off: only the time since the first paint is taken from it.
    const startedAt = performance.now();
    const tick = () => setClock(now + performance.now() - startedAt);
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [now]);
  return (
    <time dateTime={new Date(timestamp).toISOString()} title={formatUtcDateTime(timestamp)}>
      {formatAge(clock - timestamp)} ago
    </time>
  );
}
