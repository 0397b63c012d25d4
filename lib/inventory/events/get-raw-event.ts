import "server-only";
import type { RawEventView } from "@/lib/domain/api/event";
import type { Problem } from "@/lib/domain/problem";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import { answerWith, type ViewResult } from "@/lib/inventory/answer-from";
import { type LoggedEvent, readLoggedEvent, STORE_OPENING } from "@/lib/inventory/events/event-log";
import { namedFinding } from "@/lib/inventory/events/finding-names";
import type { Outcome } from "@/lib/inventory/outcome";

const STORE_WAIT_MS = 1_000;

/** One event of CloudTrail as it came. */
export const getRawEvent = (eventId: string): Promise<Outcome<RawEventView>> =>
  answerWith(async ({ inventory }): Promise<ViewResult<RawEventView>> => {
    const answer = await readLoggedEvent(eventId, STORE_WAIT_MS);
    switch (answer.kind) {
      case "opening":
        return { kind: "unavailable", problem: STORE_OPENING };
      case "unavailable":
        return { kind: "unavailable", problem: answer.problem };
      case "open":
        return answer.value === null
          ? { kind: "not-found", problem: UNKNOWN_EVENT }
          : { kind: "data", data: viewOf(answer.value, inventory) };
    }
  });

function viewOf({ event, findings }: LoggedEvent, inventory: Inventory): RawEventView {
  const { eventId, eventName, eventTime, readAt, text } = event;
  const found = findings.map((finding) => namedFinding(inventory, finding));
  return { eventId, eventName, eventTime, readAt, text, isJson: isJson(text), findings: found };
}

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

const UNKNOWN_EVENT: Problem = {
  code: "not-found",
  message: "The log holds no event with this id.",
  remedy: "It may be older than the retention, not be read yet, or belong to another account or Region.",
  retryable: false,
};
