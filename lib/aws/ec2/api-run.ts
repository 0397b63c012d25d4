import "server-only";
import { type ApiProblem, toApiProblem } from "@/lib/aws/ec2/aws-problem";
import type { Ec2Connection } from "@/lib/aws/ec2/client";
import { isRecord, type WireRecord } from "@/lib/aws/ec2/record-fields";
import type { SnapshotDraft } from "@/lib/aws/ec2/snapshot-draft";
import { MalformedAnswer } from "@/lib/aws/ec2/wire/xml-reader";
import type { Millis } from "@/lib/domain/brand";
import { type ApiOutcome, type Ec2Api, iamActionOf } from "@/lib/domain/vpc/snapshot";

export interface ApiProgress {
  readonly status: "waiting" | "reading" | "done" | "not-read";
  readonly pageCount: number;
  readonly itemCount: number;
}

export interface ReadingContext {
  readonly connection: Ec2Connection;
  readonly draft: SnapshotDraft;
  /** Ends the whole collection. */
  readonly signal: AbortSignal;
  readonly now: () => Millis;
  readonly onProgress: (api: Ec2Api, progress: ApiProgress) => void;
}

/** How reading one API ended; `problem` is null for an API that was read. */
export interface ApiResult {
  readonly outcome: ApiOutcome;
  readonly problem: ApiProblem | null;
}

/** One API's part in a collection: counts its calls and pages, and turns its failure into an outcome. */
export class ApiRun {
  private callCount = 0;
  private pageCount = 0;

  constructor(
    readonly api: Ec2Api,
    readonly context: ReadingContext,
  ) {}

  /** Sends one request. `send` is given the SDK client and the options that every call needs. */
  async send(
    request: (client: Ec2Connection["client"], options: { abortSignal: AbortSignal }) => Promise<unknown>,
  ): Promise<WireRecord> {
    this.callCount++;
    const { connection, signal } = this.context;
    const answer = await request(connection.client, { abortSignal: signal });
    this.pageCount++;
    return isRecord(answer) ? answer : {};
  }

  /** Takes the records of a page's list. A page without the list is no answer: an empty account has an empty list. */
  take(page: WireRecord, list: string, toRecords: (entry: unknown) => readonly unknown[] = (entry) => [entry]): void {
    const entries = page[list];
    if (!Array.isArray(entries)) throw new MalformedAnswer(`the answer to ${this.api} has no ${list}`);
    for (const entry of entries) for (const record of toRecords(entry)) this.context.draft.add(this.api, record);
    this.report("reading");
  }

  /** Runs the reading to its end, whatever the end is. */
  async run(read: () => Promise<void>): Promise<ApiResult> {
    const startedAt = this.context.now();
    this.report("reading");
    let problem: ApiProblem | null = null;
    try {
      await read();
    } catch (error) {
      problem = this.context.signal.aborted
        ? this.givenUp()
        : toApiProblem(error, this.api, this.context.connection.facts);
    }
    this.report(problem === null ? "done" : "not-read");
    return { outcome: this.outcomeOf(problem, startedAt), problem };
  }

  /** The outcome of an API that could not be asked, because what it depends on was not read. */
  notAsked(because: ApiProblem): ApiResult {
    this.report("not-read");
    const problem: ApiProblem = {
      ...because,
      awsCode: "NotAsked",
      message: `Not asked: ${because.message}`,
      awsMessage: "",
    };
    return { outcome: { ...this.figures(this.context.now()), ...toFailure(problem) }, problem };
  }

  private report(status: ApiProgress["status"]): void {
    const itemCount = this.context.draft.recordCount(this.api);
    this.context.onProgress(this.api, { status, pageCount: this.pageCount, itemCount });
  }

  private figures(startedAt: Millis) {
    const finishedAt = this.context.now();
    const itemCount = this.context.draft.recordCount(this.api);
    return { callCount: this.callCount, itemCount, tookMs: finishedAt - startedAt, finishedAt };
  }

  private outcomeOf(problem: ApiProblem | null, startedAt: Millis): ApiOutcome {
    const figures = this.figures(startedAt);
    if (problem === null) return { ...figures, status: "ok" };
    const failure = toFailure(problem);
    if (problem.code === "denied")
      return { ...figures, ...failure, status: "denied", iamAction: iamActionOf(this.api) };
    return { ...figures, ...failure, status: problem.code === "throttled" ? "throttled" : "failed" };
  }

  private givenUp(): ApiProblem {
    return {
      code: "endpoint-unreachable",
      message: `Reading ${this.api} took too long and was given up after ${this.pageCount} pages.`,
      remedy:
        "Look at the network between here and the endpoint; with a very large account, raise ENISCOPE_EC2_REQUESTS_PER_S.",
      retryable: true,
      awsCode: "CollectionTimeout",
      awsMessage: "",
    };
  }
}

/** AWS's own words, where it said something, tell more than ours. */
function toFailure(problem: ApiProblem) {
  const message = problem.awsMessage === "" ? problem.message : `${problem.message} AWS says: ${problem.awsMessage}`;
  return { status: "failed" as const, code: problem.awsCode, message, remedy: problem.remedy };
}
