import "server-only";
import type { AthenaConnection } from "@/lib/aws/athena/client";
import { isHeading, mapRow, readRow } from "@/lib/aws/athena/map-row";
import { type QuerySettings, ROWS_PER_PAGE, readResults, runQuery } from "@/lib/aws/athena/run-query";
import { shortageQuery, type TrailTable } from "@/lib/aws/athena/shortage-query";
import type { ApiProblem } from "@/lib/aws/connection/aws-problem";
import { KeptConnection } from "@/lib/aws/connection/kept-connection";
import { ALL_CALLS, type TrailPageOrder, type TrailPageOutcome, type TrailSource } from "@/lib/aws/trail-source";
import type { Problem } from "@/lib/domain/problem";
import { MINUTE_MS } from "@/lib/domain/time-units";

export interface AthenaSettings extends QuerySettings {
  readonly table: TrailTable;
}

/** About what a query over a day's files takes. */
const QUERY_MS = 4_000;
/** CloudTrail brings its files every five minutes or so, and every query costs. */
const NEWEST_EVERY_MS = 10 * MINUTE_MS;

/**
 * An organization's trail, read by Athena: for accounts with more events than LookupEvents gives in time. Only failures
 * for want of addresses come back, so there are no look-alikes and no count of the rest.
 */
export class AthenaSource implements TrailSource {
  readonly id = "athena";
  readonly label = "Athena";
  readonly eventNames = [ALL_CALLS];
  readonly eventsPerPage = ROWS_PER_PAGE;
  readonly listingsAtOnce = 1;
  readonly isCheap = false;
  readonly pageMs = QUERY_MS;
  readonly newestEveryMs = NEWEST_EVERY_MS;
  private readonly connection: KeptConnection<AthenaConnection>;
  private sent = 0;

  constructor(
    private readonly settings: AthenaSettings,
    open: (onRequest: () => void) => Promise<AthenaConnection | ApiProblem | Problem>,
    private readonly firstLookMs?: number,
  ) {
    this.connection = new KeptConnection(() =>
      open(() => {
        this.sent++;
      }),
    );
  }

  get requestCount(): number {
    return this.sent;
  }

  async readPage(order: TrailPageOrder): Promise<TrailPageOutcome> {
    const outcome = await this.page(order);
    if (outcome.kind === "problem") await this.connection.noteProblem(outcome.problem);
    return outcome;
  }

  private async page({ scope, range, token, signal }: TrailPageOrder): Promise<TrailPageOutcome> {
    if (!/^\d{12}$/.test(scope.accountId) || !/^[a-z]{2}(-[a-z]+)+-\d$/.test(scope.region))
      return { kind: "problem", problem: NO_ACCOUNT, iamAction: "athena:StartQueryExecution" };
    const connection = await this.connection.get();
    if (!("client" in connection))
      return { kind: "problem", problem: connection, iamAction: "athena:StartQueryExecution" };
    const query = token === null ? await this.start(connection, { scope, range, signal }) : openToken(token);
    if (query.kind === "problem") return query;
    const results = await readResults(connection, query.id, { token: query.token, signal });
    if (results.kind === "problem") return results;
    const rows = results.rows.map(readRow).filter((row, index) => query.token !== null || index > 0 || !isHeading(row));
    return {
      kind: "page",
      records: rows.map(mapRow),
      next: results.next === null ? null : JSON.stringify([query.id, results.next]),
    };
  }

  private async start(connection: AthenaConnection, order: Pick<TrailPageOrder, "scope" | "range" | "signal">) {
    const { table, workgroup, resultsLocation } = this.settings;
    const run = { workgroup, resultsLocation, connection, signal: order.signal };
    const started = await runQuery({
      ...run,
      sql: shortageQuery(table, order.scope, order.range),
      ...(this.firstLookMs === undefined ? {} : { firstLookMs: this.firstLookMs }),
    });
    return started.kind === "done" ? { kind: "open" as const, id: started.id, token: null } : started;
  }
}

/** Pages of one listing are pages of one query's results. */
function openToken(token: string): { readonly kind: "open"; readonly id: string; readonly token: string } {
  const [id, next] = JSON.parse(token) as [string, string];
  return { kind: "open", id, token: next };
}

const NO_ACCOUNT: ApiProblem = {
  code: "malformed-answer",
  message: "An organization's trail holds every account and Region, and which of them this is could not be told.",
  remedy: "Let Eniscope read subnets, which name the account, and set AWS_REGION.",
  retryable: true,
  awsCode: "NoAccount",
  awsMessage: "",
};
