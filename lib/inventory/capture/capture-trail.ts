import "server-only";
import { ALL_CALLS, type TrailPageOrder, type TrailPageOutcome, type TrailSource } from "@/lib/aws/trail-source";
import type { TrailRecord } from "@/lib/domain/shortage/trail-event";

/** The events of a capture behind the interface of an account's: what was saved of `aws cloudtrail lookup-events`. */
export class CaptureTrail implements TrailSource {
  readonly id = "capture";
  readonly label = "LookupEvents";
  readonly eventNames = [ALL_CALLS];
  readonly eventsPerPage = 1_000;
  readonly listingsAtOnce = 1;
  readonly isCheap = false;
  readonly pageMs = 0;
  readonly requestCount = 0;
  private readonly records: readonly TrailRecord[];

  constructor(records: readonly TrailRecord[]) {
    this.records = records.toSorted((a, b) => timeOf(b) - timeOf(a));
  }

  /** An event without a time of its own comes with the newest listing, wherever that begins. */
  async readPage({ range, token }: TrailPageOrder): Promise<TrailPageOutcome> {
    const from = token === null ? 0 : Number(token);
    const wanted = this.records.filter((record) => {
      const time = timeOf(record);
      return time === Number.POSITIVE_INFINITY || (time >= range.fromMs && time < range.toMs);
    });
    const to = from + this.eventsPerPage;
    return { kind: "page", records: wanted.slice(from, to), next: to < wanted.length ? String(to) : null };
  }
}

const timeOf = ({ eventTime }: TrailRecord): number => eventTime ?? Number.POSITIVE_INFINITY;
