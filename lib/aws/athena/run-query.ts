import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import {
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import type { AthenaConnection } from "@/lib/aws/athena/client";
import { failedQuery, type QueryProblem, queryProblem } from "@/lib/aws/athena/query-problem";
import { toApiProblem } from "@/lib/aws/connection/aws-problem";

/** Where a query runs and leaves its results. */
export interface QuerySettings {
  readonly workgroup: string;
  /** `s3://BUCKET/PREFIX/`; null: the workgroup's own. */
  readonly resultsLocation: string | null;
}

export interface QueryRun extends QuerySettings {
  readonly sql: string;
  readonly connection: AthenaConnection;
  readonly signal: AbortSignal;
  /** The first look at a query; the next ones come later and later. */
  readonly firstLookMs?: number;
}

const FIRST_LOOK_MS = 500;
const LOOK_EVERY_MS_MOST = 5_000;
/** Athena gives at most so many rows a page (Athena API reference, GetQueryResults). */
export const ROWS_PER_PAGE = 1_000;

type Started = { readonly kind: "done"; readonly id: string } | ({ readonly kind: "problem" } & QueryProblem);

/** Starts the query and waits for its end. Never rejects; a query that nobody waits for any more is stopped. */
export async function runQuery(run: QueryRun): Promise<Started> {
  const { connection, signal } = run;
  let operation = "StartQueryExecution";
  try {
    const { QueryExecutionId: id } = await connection.client.send(
      new StartQueryExecutionCommand({
        QueryString: run.sql,
        WorkGroup: run.workgroup,
        ...(run.resultsLocation === null ? {} : { ResultConfiguration: { OutputLocation: run.resultsLocation } }),
      }),
      { abortSignal: signal },
    );
    if (!id) return { kind: "problem", ...failedQuery("it gave the query no id", "NoId", true) };
    operation = "GetQueryExecution";
    const failure = await waitForEnd(run, id);
    return failure ? { kind: "problem", ...failure } : { kind: "done", id };
  } catch (error) {
    return { kind: "problem", ...problemOf(error, operation, connection) };
  }
}

async function waitForEnd({ connection, signal, firstLookMs = FIRST_LOOK_MS }: QueryRun, id: string) {
  const { client, facts } = connection;
  for (let pauseMs = firstLookMs; ; pauseMs = Math.min(LOOK_EVERY_MS_MOST, pauseMs * 1.5)) {
    if (signal.aborted) {
      await client.send(new StopQueryExecutionCommand({ QueryExecutionId: id })).catch(() => undefined);
      return failedQuery("nobody waits for it any more", "Stopped", true);
    }
    const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
    const { State, StateChangeReason = "", AthenaError } = QueryExecution?.Status ?? {};
    if (State === "SUCCEEDED") return null;
    if (State === "FAILED" || State === "CANCELLED") {
      const code = `Query${State}`;
      const said = StateChangeReason || AthenaError?.ErrorMessage || "";
      return queryProblem(said, code, facts) ?? failedQuery(said, code, AthenaError?.Retryable ?? true);
    }
    await wait(pauseMs, undefined, { ref: false, signal }).catch(() => undefined);
  }
}

export type ResultPage =
  | { readonly kind: "page"; readonly rows: readonly unknown[]; readonly next: string | null }
  | ({ readonly kind: "problem" } & QueryProblem);

/** A page of a finished query's rows, each the list of its cells. Never rejects. */
export async function readResults(
  connection: AthenaConnection,
  id: string,
  { token, signal }: { readonly token: string | null; readonly signal: AbortSignal },
): Promise<ResultPage> {
  try {
    const { ResultSet, NextToken } = await connection.client.send(
      new GetQueryResultsCommand({
        QueryExecutionId: id,
        MaxResults: ROWS_PER_PAGE,
        ...(token === null ? {} : { NextToken: token }),
      }),
      { abortSignal: signal },
    );
    return { kind: "page", rows: (ResultSet?.Rows ?? []).map((row) => row?.Data), next: NextToken || null };
  } catch (error) {
    return { kind: "problem", ...problemOf(error, "GetQueryResults", connection) };
  }
}

/** Athena answers InvalidRequestException for a missing table as for a missing bucket: the words tell which. */
function problemOf(error: unknown, operation: string, { facts }: AthenaConnection): QueryProblem {
  const name = error instanceof Error ? error.name : "";
  const said = name === "InvalidRequestException" && error instanceof Error ? error.message : "";
  const known = said === "" ? null : queryProblem(said, name, facts);
  return known ?? { problem: toApiProblem(error, operation, facts), iamAction: `athena:${operation}` };
}
