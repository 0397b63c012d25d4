import "server-only";
import { ALL_SHORTAGE_CODES, SHORTAGE_PHRASES } from "@/lib/domain/shortage/shortage-texts";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import { TRAIL_CALLS } from "@/lib/domain/shortage/trail-calls";
import { DAY_MS } from "@/lib/domain/time-units";

/** A trail's table as Glue knows it; every part is a plain name. */
export interface TrailTable {
  /** Null: Athena's default. */
  readonly catalog: string | null;
  readonly database: string;
  readonly table: string;
}

export interface QueryScope {
  readonly accountId: string;
  readonly region: string;
}

/** What is selected, in this order; the useridentity's parts one by one, since a row does not become JSON in every version. */
export const COLUMNS = [
  ["eventid", "eventid"],
  ["eventname", "eventname"],
  ["eventtime", "eventtime"],
  ["eventsource", "eventsource"],
  ["awsregion", "awsregion"],
  ["recipientaccountid", "recipientaccountid"],
  ["errorcode", "errorcode"],
  ["errormessage", "errormessage"],
  ["useragent", "useragent"],
  ["sourceipaddress", "sourceipaddress"],
  ["identitytype", "useridentity.type"],
  ["principalid", "useridentity.principalid"],
  ["arn", "useridentity.arn"],
  ["invokedby", "useridentity.invokedby"],
  ["issuer", "useridentity.sessioncontext.sessionissuer.username"],
  ["requestparameters", "requestparameters"],
  ["responseelements", "responseelements"],
] as const;

/**
 * The failures that are shortages, newest first. Partitions are named first, so that Athena reads the files of this
 * account, Region and these days alone; a file may be of the day after its events.
 */
export function shortageQuery({ catalog, database, table }: TrailTable, scope: QueryScope, range: TimeRange): string {
  const names = [catalog, database, table].filter((name) => name !== null).map((name) => `"${plain(name)}"`);
  const days = [dayOf(range.fromMs), dayOf(range.toMs + DAY_MS)];
  const codes = ALL_SHORTAGE_CODES.flatMap((code) => [code, `Client.${code}`]).map(quoted);
  const phrases = SHORTAGE_PHRASES.map((phrase) => `lower(errormessage) LIKE ${quoted(`%${phrase}%`)}`);
  const inAnswer = ALL_SHORTAGE_CODES.map((code) => `responseelements LIKE ${quoted(`%${code}%`)}`);
  return `SELECT ${COLUMNS.map(([name, expression]) => `${expression} AS ${name}`).join(", ")}
FROM ${names.join(".")}
WHERE account = ${quoted(scope.accountId)}
  AND region = ${quoted(scope.region)}
  AND "timestamp" BETWEEN ${quoted(days[0] ?? "")} AND ${quoted(days[1] ?? "")}
  AND eventtime >= ${quoted(secondOf(range.fromMs))}
  AND eventtime < ${quoted(secondOf(range.toMs))}
  AND eventname IN (${TRAIL_CALLS.map(quoted).join(", ")})
  AND (
    errorcode IN (${codes.join(", ")})
    OR ${phrases.join("\n    OR ")}
    OR (eventname = 'CreateFleet' AND (${inAnswer.join(" OR ")}))
  )
ORDER BY eventtime DESC, eventid`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function plain(name: string): string {
  if (!/^[\w-]+$/.test(name)) throw new RangeError("a table's name holds letters, digits, _ and - only");
  return name;
}

/** As the documented table projects its partitions: `2026/01/15`. */
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10).replaceAll("-", "/");

const secondOf = (time: number): string => `${new Date(Math.ceil(time / 1000) * 1000).toISOString().slice(0, 19)}Z`;
