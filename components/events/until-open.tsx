import { LookAgain } from "@/components/events/look-again";
import type { EventReading } from "@/lib/domain/api/event";

interface UntilOpenProps {
  /** Null while nothing is known, which is so before the store has been opened for the first time. */
  readonly reading: Pick<EventReading, "status" | "store"> | null;
}

/** Refreshes a page that was drawn before the store of events could answer. */
export function UntilOpen({ reading }: UntilOpenProps) {
  return isOnItsWay(reading) ? <LookAgain /> : null;
}

/** A store that cannot be used stays so until somebody acts; one that does not answer yet may do so at any moment. */
function isOnItsWay(reading: UntilOpenProps["reading"]): boolean {
  if (reading === null) return true;
  if (reading.status === "absent") return false;
  const { status, problem } = reading.store;
  return status === "opening" || (status === "unavailable" && problem?.code === "history-unreachable");
}
