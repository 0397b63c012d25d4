import "server-only";
import { constants } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { closeHistory } from "@/lib/inventory/ask-history";
import { closeTrail } from "@/lib/inventory/trail/look-at-trail";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** What is not closed by then is recovered at the next start, which takes longer and loses nothing. */
const CLOSES_WITHIN_MS = 8_000;

/**
 * At a signal to end, first gives back the turn to read and closes the history, then lets those have the signal who
 * listened before: Next's server, which answers what it was asked and ends the process without asking what else is open.
 * Where nobody listened the process ends as by the signal.
 */
export function closeAtSignal(): void {
  let isClosing = false;
  for (const signal of SIGNALS) {
    const earlier = process.listeners(signal);
    for (const listener of earlier) process.removeListener(signal, listener);
    process.on(signal, async () => {
      // A terminal and npm each pass Ctrl-C on: the second one changes nothing.
      if (isClosing) return;
      isClosing = true;
      await close();
      if (earlier.length === 0) process.exit(128 + constants.signals[signal]);
      for (const listener of earlier) listener(signal);
    });
  }
}

/** Never rejects. */
async function close(): Promise<void> {
  const closed = closeTrail()
    .then(closeHistory)
    .catch((error: unknown) => console.error("eniscope: the history was not closed", error));
  await Promise.race([closed, wait(CLOSES_WITHIN_MS)]);
}
