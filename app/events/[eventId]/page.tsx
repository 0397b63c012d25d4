import type { Metadata } from "next";
import { OutcomeView } from "@/app/_components/outcome-view";
import { FoundList } from "@/app/events/[eventId]/_components/found-list";
import { decoded } from "@/app/events/[eventId]/decoded";
import { prettyJson } from "@/app/events/[eventId]/pretty-json";
import { CopyButton } from "@/components/ui/copy-button";
import { Missing } from "@/components/ui/missing";
import { PageTitle } from "@/components/ui/page-title";
import { Panel } from "@/components/ui/panel";
import type { RawEventView } from "@/lib/domain/api/event";
import { formatUtcDateTime } from "@/lib/format";
import { getRawEvent } from "@/lib/inventory/events/get-raw-event";

export const metadata: Metadata = { title: "Event" };

interface EventPageProps {
  readonly params: Promise<{ readonly eventId: string }>;
}

export default async function EventPage({ params }: EventPageProps) {
  const { eventId } = await params;
  const outcome = await getRawEvent(decoded(eventId));
  return (
    <OutcomeView outcome={outcome} title="Event">
      {({ data }) => <RawEvent event={data} />}
    </OutcomeView>
  );
}

function RawEvent({ event }: { readonly event: RawEventView }) {
  const { eventId, eventName, eventTime, readAt, text, isJson, findings } = event;
  const pretty = text === null ? null : prettyJson(text);
  return (
    <>
      <PageTitle
        title={eventName}
        crumbs={[
          { label: "All VPCs", href: "/" },
          { label: "Shortage events", href: "/events" },
        ]}
        detail={
          <>
            <span className="wrap-anywhere">{eventId}</span>
            <CopyButton text={eventId} what="event id" />
            <span>· {eventTime === null ? "without a time" : formatUtcDateTime(eventTime)}</span>
            <span>· read {formatUtcDateTime(readAt)}</span>
          </>
        }
      />
      <Panel title="What was found in it">
        <FoundList findings={findings} />
      </Panel>
      <Panel
        title="CloudTrailEvent"
        note={isJson ? "laid out for reading" : "no JSON: shown as it came"}
        actions={
          pretty === null || text === null ? null : (
            <>
              <CopyButton text={pretty} what="the event as shown">
                copy
              </CopyButton>
              <CopyButton text={text} what="the event as it came">
                copy as it came
              </CopyButton>
            </>
          )
        }
      >
        {pretty === null ? (
          <Missing because="the record had no text" isSpelledOut />
        ) : (
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
            tabIndex={0}
            className="max-h-[calc(100dvh-8rem)] overflow-auto font-mono text-sm whitespace-pre"
          >
            {pretty}
          </pre>
        )}
      </Panel>
    </>
  );
}
