import "server-only";
import type { Client, Pool, PoolClient } from "pg";
import { HistoryFailure, isHistoryFailure, messageOf } from "@/lib/history/history-failure";
import {
  INVALID_URL,
  isConnectionLoss,
  type ServerFacts,
  serverProblem,
  tooOldServer,
} from "@/lib/history/server/server-problem";
import {
  type Database,
  databaseOf,
  driverErrorOf,
  inTransaction,
  type RunStatement,
  type SqlEngine,
} from "@/lib/history/sql-engine";

const MAX_CONNECTIONS = 4;
const CONNECT_TIMEOUT_MS = 5_000;
/** Far above what any of our statements takes at a million rows. */
const STATEMENT_TIMEOUT_MS = 55_000;
/** Later than the server's own: only one that is gone without a word comes to it. */
const QUERY_TIMEOUT_MS = 60_000;

/** A PostgreSQL server, shared with as many processes as like. Lost connections are made anew when next needed. */
export class ServerEngine implements SqlEngine {
  readonly kind = "server";
  readonly setAside = null;
  readonly isBroken = false;
  readonly database: Database;
  private freeConnections = MAX_CONNECTIONS;
  private readonly waiting: (() => void)[] = [];

  private constructor(
    private readonly pool: Pool,
    private readonly facts: ServerFacts,
  ) {
    this.database = databaseOf((text, parameters) => this.twice(() => statementsOf(pool)(text, parameters)));
    // Without listeners the end of a connection, idle or at work, would end the process. The pool drops the connection by
    // itself, and whoever waits for an answer is told.
    pool.on("error", () => undefined);
    pool.on("connect", (client) => client.on("error", () => undefined));
  }

  /** Connects and looks whether the server will do. Rejects with a `HistoryFailure`, whose text and cause hold no password. */
  static async open(url: string): Promise<ServerEngine> {
    const { default: pg } = await import("pg");
    const facts = factsOf(url, (connectionString) => new pg.Client({ connectionString }));
    const pool = new pg.Pool({
      connectionString: url,
      max: MAX_CONNECTIONS,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      application_name: "eniscope",
      keepAlive: true,
      allowExitOnIdle: true,
    });
    const engine = new ServerEngine(pool, facts);
    try {
      const [[version] = []] = await statementsOf(pool)("show server_version_num", []);
      const tooOld = tooOldServer(Number(version), facts);
      if (tooOld) throw new HistoryFailure(tooOld);
      return engine;
    } catch (error) {
      await engine.close();
      throw isHistoryFailure(error) ? error : engine.failureOf(error);
    }
  }

  transaction<Value>(work: (database: Database) => Promise<Value>): Promise<Value> {
    return this.twice(async () => {
      const client = await this.pool.connect();
      try {
        const value = await inTransaction(statementsOf(client), work);
        client.release();
        return value;
      } catch (error) {
        client.release(isOfNoUse(driverErrorOf(error)));
        throw error;
      }
    });
  }

  failureOf(error: unknown): HistoryFailure {
    return new HistoryFailure(serverProblem(error, this.facts));
  }

  async close(): Promise<void> {
    if (!this.pool.ending) await this.pool.end();
  }

  /** Once more on a new connection after one was lost: every statement and transaction of the store may be repeated. */
  private async twice<Value>(work: () => Promise<Value>): Promise<Value> {
    try {
      return await this.withConnection(work);
    } catch (error) {
      if (!isConnectionLoss(driverErrorOf(error))) throw error;
      return await this.withConnection(work);
    }
  }

  /**
   * Waits here for a connection that others have, not in the pool: the pool's time limit is for connecting, and a server
   * that has much to do would be taken for one that does not answer.
   */
  private async withConnection<Value>(work: () => Promise<Value>): Promise<Value> {
    if (this.freeConnections > 0) this.freeConnections -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.freeConnections += 1;
    }
  }
}

const statementsOf =
  (client: Pool | PoolClient): RunStatement =>
  async (text, parameters) => {
    const { rows } = await client.query<unknown[]>({ text, values: [...parameters], rowMode: "array" });
    return rows;
  };

/** A connection that is lost, or still waits for an answer that nobody waits for any more. */
const isOfNoUse = (error: unknown): boolean => isConnectionLoss(error) || messageOf(error) === "Query read timeout";

function factsOf(url: string, clientOf: (url: string) => Client): ServerFacts {
  if (!/^postgres(ql)?:\/\//.test(url)) throw new HistoryFailure(INVALID_URL);
  try {
    const { host, port, database, user, password } = clientOf(url);
    return { host, port, database: database ?? "", user: user ?? "", hasPassword: Boolean(password) };
  } catch {
    // The parser's error quotes the URL, password included: it goes no further.
    throw new HistoryFailure(INVALID_URL);
  }
}
