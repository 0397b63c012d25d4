import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import { type ApiProblem, toApiProblem } from "@/lib/aws/connection/aws-problem";
import { MalformedAnswer } from "@/lib/aws/connection/malformed-answer";
import type { AccountMemory } from "@/lib/aws/ec2/account-memory";
import type { Ec2Connection } from "@/lib/aws/ec2/client";
import { textOf } from "@/lib/aws/ec2/record-fields";
import type { SnapshotDraft } from "@/lib/aws/ec2/snapshot-draft";
import { peekToken, readAnswer } from "@/lib/aws/ec2/wire/read-answer";
import type { Millis } from "@/lib/domain/brand";
import { type ApiOutcome, type Ec2Api, iamActionOf } from "@/lib/domain/vpc/snapshot";

/** How far the reading of one API has come. */
export interface ApiProgress {
  readonly status: "waiting" | "reading" | "done" | "not-read";
  readonly pageCount: number;
  readonly itemCount: number;
}

/** What all APIs of one collection share. */
export interface ReadingContext {
  readonly connection: Ec2Connection;
  readonly draft: SnapshotDraft;
  readonly memory: AccountMemory;
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

/** One request of the SDK's client, with the options that every one needs. */
export type Request = (client: Ec2Connection["client"], options: { abortSignal: AbortSignal }) => Promise<unknown>;

/** Asks for the page of a token; may send more than one request for it. */
export type Ask = (page: {
  readonly token: string | undefined;
  readonly send: (request: Request) => Promise<unknown>;
}) => Promise<unknown>;

/** One API's part in a collection: counts its calls and pages, and turns its failure into an outcome. */
export class ApiRun {
  private callCount = 0;
  private pageCount = 0;

  constructor(
    readonly api: Ec2Api,
    readonly context: ReadingContext,
  ) {}

  /**
   * Reads all pages: asks until one comes without a token; a page may be short or empty before the last one
   * (DescribeNetworkInterfaces, pagination). A token that comes again would lead in a circle and fails the listing.
   * The next page is asked for before this one is read, so that reading and waiting overlap.
   */
  async readPages(ask: Ask, toRecords: (entry: unknown) => readonly unknown[] = (entry) => [entry]): Promise<void> {
    const seen = new Set<string>();
    let output = await this.send(ask, undefined);
    for (;;) {
      const nextToken = peekToken(output);
      const next = nextToken === null || seen.has(nextToken) ? null : this.send(ask, nextToken);
      // Its failure is met where it is awaited; this page may fail first.
      next?.catch(() => undefined);
      if (next !== null) await nextTurn();
      const token = this.readPage(output, toRecords);
      if (token === undefined) return;
      if (seen.has(token)) throw new MalformedAnswer("a page token came again");
      seen.add(token);
      output = await (next !== null && token === nextToken ? next : this.send(ask, token));
    }
  }

  private async send(ask: Ask, token: string | undefined): Promise<unknown> {
    const { connection, signal } = this.context;
    return ask({
      token,
      send: (request) => {
        this.callCount++;
        return request(connection.client, { abortSignal: signal });
      },
    });
  }

  /** Takes the page's records and gives the token of the next one. */
  private readPage(output: unknown, toRecords: (entry: unknown) => readonly unknown[]): string | undefined {
    this.pageCount++;
    const { api, context } = this;
    const rest = readAnswer(api, output, (entry) => {
      for (const record of toRecords(entry)) context.draft.add(api, record);
    });
    this.report("reading");
    return textOf(rest, "NextToken") ?? undefined;
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
