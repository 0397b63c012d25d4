import type { ProgressAnswer } from "@/lib/domain/api/health";

const POLL_MS = 700;
const PATIENCE_MS = 120_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The state of the collection; null when the server does not answer. */
export async function readProgress(): Promise<ProgressAnswer | null> {
  try {
    const response = await fetch("/api/progress", { cache: "no-store" });
    return response.ok ? ((await response.json()) as ProgressAnswer) : null;
  } catch {
    return null;
  }
}

/** Asks for fresh data; the server joins the collection that runs, and starts none more often than every few seconds. */
export async function requestCollection(): Promise<void> {
  try {
    await fetch("/api/refresh", { method: "POST" });
  } catch {
    // The refresh of the page that follows tells what is wrong.
  }
}

/** True as soon as the server holds another snapshot than the one on the page; false when none is on its way. */
export async function awaitNewSnapshot(): Promise<boolean> {
  const shown = document.documentElement.dataset.snapshot;
  for (const startedAt = Date.now(); Date.now() - startedAt < PATIENCE_MS; await pause(POLL_MS)) {
    const answer = await readProgress();
    if (answer === null) return false;
    if (answer.snapshotId !== null && answer.snapshotId !== shown) return true;
    if (!answer.isRefreshing) return false;
  }
  return false;
}
