"use client";

import { useEffect } from "react";
import { requestRefresh } from "@/components/shell/refresh-request";

const FIRST_MS = 1_000;
const LONGEST_MS = 16_000;

/**
 * Stands on a page that lacks what will be there in a moment, and refreshes it until it is: at first every second, then
 * ever more rarely. The refresh that brings what was missing takes this away.
 */
export function LookAgain() {
  useEffect(() => {
    let pauseMs = FIRST_MS;
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      if (!document.hidden) requestRefresh();
      pauseMs = Math.min(2 * pauseMs, LONGEST_MS);
      timer = setTimeout(look, pauseMs);
    };
    timer = setTimeout(look, pauseMs);
    return () => clearTimeout(timer);
  }, []);
  return null;
}
