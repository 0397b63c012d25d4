import "server-only";
import type { Problem } from "@/lib/domain/problem";
import { type AskedRange, resolveRange } from "@/lib/domain/shortage/asked-range";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import { invalidParameter } from "@/lib/inventory/resource-id";

export type EventRange =
  | { readonly kind: "range"; readonly range: TimeRange }
  | { readonly kind: "invalid"; readonly problem: Problem };

/** The range of time that a question about events asks for, or which of its parameters cannot be used. */
export function eventRangeOf(asked: AskedRange, now: number): EventRange {
  const range = resolveRange(asked, now);
  if (range !== null) return { kind: "range", range };
  const parameter = asked.from === undefined ? "to" : "from";
  return { kind: "invalid", problem: invalidParameter(parameter, "a from that lies before now and before to") };
}
