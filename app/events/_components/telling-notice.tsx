import { spanWords } from "@/components/events/reading-words";
import { Notice } from "@/components/ui/notice";
import { formatNoun, formatUtcDateTime } from "@/lib/format";
import type { EventsStep } from "@/lib/inventory/events/get-events";

interface TellingNoticeProps {
  readonly range: { readonly fromMs: number; readonly toMs: number };
  readonly soFar: Extract<EventsStep, { readonly kind: "telling" }>["soFar"];
}

/** Stands in for the figures while they are told: as tall as the screen, so that what is under them is moved unseen. */
export function TellingNotice({ range, soFar }: TellingNoticeProps) {
  const words =
    soFar === null
      ? "The first of them are being looked up."
      : `${formatNoun(soFar.findingCount, "finding")} so far, back to ${formatUtcDateTime(soFar.backTo).slice(0, 16)} UTC.`;
  return (
    <div className="min-h-screen">
      <Notice tone="info" title={<span role="status">What failed in {spanWords(range)} is being told</span>}>
        {words} Incidents and figures follow by themselves; without script, load the page again in a moment.
      </Notice>
    </div>
  );
}
