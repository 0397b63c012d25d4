import "server-only";
import type { RawEventView } from "@/lib/domain/api/event";
import type { Problem } from "@/lib/domain/problem";
import { answerWith, type ViewResult } from "@/lib/inventory/answer-from";
import { readLoggedEvent } from "@/lib/inventory/event-log";
import type { Outcome } from "@/lib/inventory/outcome";

const STORE_WAIT_MS = 1_000;

/** One event of CloudTrail as it came. */
export const getRawEvent = (eventId: string): Promise<Outcome<RawEventView>> =>
  answerWith(async (): Promise<ViewResult<RawEventView>> => {
    const answer = await readLoggedEvent(eventId, STORE_WAIT_MS);
    switch (answer.kind) {
      case "opening":
        return { kind: "unavailable", problem: OPENING };
      case "unavailable":
        return { kind: "unavailable", problem: answer.problem };
      case "open":
        return answer.value === null
          ? { kind: "not-found", problem: unknownEvent() }
          : { kind: "data", data: { ...answer.value, isJson: isJson(answer.value.text) } };
    }
  });

function isJson(text: string | null): boolean {
  if (text === null) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    // Other people's text: what is no JSON is shown as it is.
    return false;
  }
}

const OPENING: Problem = {
  code: "internal",
  message: "The store of events is being opened.",
  remedy: "Load the page again in a moment.",
  retryable: true,
};

const unknownEvent = (): Problem => ({
  code: "not-found",
  message: "The log holds no event with this id.",
  remedy: "It may be older than the retention, not be read yet, or belong to another account or Region.",
  retryable: false,
});
