import { readBackTo, readingWords } from "@/components/events/reading-words";
import { Notice } from "@/components/ui/notice";
import type { EventReading } from "@/lib/domain/api/event";
import { formatCount, formatUtcDateTime } from "@/lib/format";

interface ReadingNoticeProps {
  readonly reading: EventReading;
  readonly range: { readonly fromMs: number; readonly toMs: number };
}

/** What is missing from a page about events, and what to do about it; nothing where all was read. */
export function ReadingNotice({ reading, range }: ReadingNoticeProps) {
  return (
    <>
      <StoreNotice reading={reading} />
      <TrailNotice reading={reading} range={range} />
    </>
  );
}

function StoreNotice({ reading: { store } }: Pick<ReadingNoticeProps, "reading">) {
  if (store.status !== "unavailable") return null;
  return (
    <Notice tone="warn" title="The store of events is not available: only what this process has read is shown">
      {store.problem?.message} {store.problem?.remedy}
    </Notice>
  );
}

function TrailNotice({ reading, range }: ReadingNoticeProps) {
  const { status, problem, source, readEventCount } = reading;
  const back = readBackTo(reading);
  switch (status) {
    case "denied":
      return (
        <Notice tone="harm" role="alert" title={`${source} was denied: no new events are read`}>
          <p>
            {problem?.remedy ?? "Grant cloudtrail:LookupEvents."} Until then it is not known which calls fail for want
            of addresses. Everything else of Eniscope works without it.
          </p>
          {back === null ? null : <p>What was read before, back to {formatUtcDateTime(back)}, is shown.</p>}
        </Notice>
      );
    case "throttled":
    case "failed":
      return (
        <Notice tone="warn" title={status === "throttled" ? `${source} is throttled` : `${source} failed`}>
          {problem?.message} {problem?.remedy} {readingWords(reading, range)}.
        </Notice>
      );
    case "absent":
      return (
        <Notice tone="info" title="This source has no CloudTrail">
          A capture holds what EC2’s Describe calls print. Events are read from an AWS account, or from the
          demonstration.
        </Notice>
      );
    case "elsewhere":
      if (reading.isComplete) return null;
      return (
        <Notice tone="info" role="status" title={`CloudTrail: ${readingWords(reading, range)}`}>
          That process reads {source} into the store that this one shares, since all readers of an account have one
          request rate. What it has stored is shown; when it ends, this one reads on within a minute.
        </Notice>
      );
    case "waiting":
    case "reading":
    case "read":
      if (reading.isComplete) return null;
      return (
        <Notice tone="info" role="status" title={`CloudTrail: ${readingWords(reading, range)}`}>
          {source} gives 50 events a request and allows two requests a second, newest first
          {readEventCount === null || readEventCount === 0 ? "" : `; ${formatCount(readEventCount)} events read so far`}
          . What is not read yet looks missing below, never as none; refresh to see how far it has come.
        </Notice>
      );
  }
}
