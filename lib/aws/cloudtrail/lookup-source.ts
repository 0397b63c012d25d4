import "server-only";
import { LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import type { TrailConnection } from "@/lib/aws/cloudtrail/client";
import type { LookupPace } from "@/lib/aws/cloudtrail/lookup-pace";
import { mapTrailRecord } from "@/lib/aws/cloudtrail/map-record";
import { toApiProblem } from "@/lib/aws/connection/aws-problem";
import type { KeptConnection } from "@/lib/aws/connection/kept-connection";
import type { TrailPageOrder, TrailPageOutcome, TrailSource } from "@/lib/aws/trail-source";
import { TRAIL_CALLS } from "@/lib/domain/shortage/trail-calls";

const LOOKUP_API = "LookupEvents";
const LOOKUP_ACTION = `cloudtrail:${LOOKUP_API}`;

/** LookupEvents gives at most 50 a page (CloudTrail API reference). */
const EVENTS_PER_PAGE = 50;

/** CloudTrail's event history: 90 days of management events, two requests a second, and no way to ask for failures only. */
export class LookupSource implements TrailSource {
  readonly id = "lookup-events";
  readonly label = LOOKUP_API;
  readonly eventNames = TRAIL_CALLS;
  readonly eventsPerPage = EVENTS_PER_PAGE;
  readonly listingsAtOnce = 3;
  readonly isCheap = true;

  constructor(
    private readonly pace: LookupPace,
    private readonly connection: KeptConnection<TrailConnection>,
  ) {}

  get pageMs(): number {
    return this.pace.intervalMs;
  }

  get requestCount(): number {
    return this.pace.sentInTotal;
  }

  async readPage({ eventName, range, token, signal }: TrailPageOrder): Promise<TrailPageOutcome> {
    const connection = await this.connection.get();
    if (!("client" in connection)) return { kind: "problem", problem: connection, iamAction: LOOKUP_ACTION };
    const command = new LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: eventName }],
      StartTime: new Date(Math.floor(range.fromMs / 1000) * 1000),
      // Times are whole seconds and the end is included: the last one that begins before the range's end.
      EndTime: new Date((Math.ceil(range.toMs / 1000) - 1) * 1000),
      MaxResults: EVENTS_PER_PAGE,
      ...(token === null ? {} : { NextToken: token }),
    });
    try {
      const { Events, NextToken } = await connection.client.send(command, { abortSignal: signal });
      const items: readonly unknown[] = Array.isArray(Events) ? Events : [];
      return { kind: "page", records: items.map(mapTrailRecord), next: NextToken || null };
    } catch (error) {
      const problem = toApiProblem(error, LOOKUP_API, connection.facts);
      await this.connection.noteProblem(problem);
      return { kind: "problem", problem, iamAction: LOOKUP_ACTION };
    }
  }
}
