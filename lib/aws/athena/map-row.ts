import "server-only";
import { COLUMNS } from "@/lib/aws/athena/shortage-query";
import { millis } from "@/lib/domain/brand";
import type { TrailRecord } from "@/lib/domain/shortage/trail-event";

type Column = (typeof COLUMNS)[number][0];
type Row = Readonly<Partial<Record<Column, string>>>;

/** One row of Athena's result: a list of `{ VarCharValue }`, where a null is left out. */
export function readRow(data: unknown): Row {
  const cells: readonly unknown[] = Array.isArray(data) ? data : [];
  const row: Partial<Record<Column, string>> = {};
  COLUMNS.forEach(([name], index) => {
    const cell = cells[index];
    const value = typeof cell === "object" && cell !== null && "VarCharValue" in cell ? cell.VarCharValue : undefined;
    if (typeof value === "string" && value !== "") row[name] = value;
  });
  return row;
}

/** Athena's first row holds the names of the columns. */
export const isHeading = (row: Row): boolean => row.eventid === "eventid" && row.eventtime === "eventtime";

/** A row as the record that it was made of, as far as the table has kept it: the text is put together out of its columns. */
export function mapRow(row: Row): TrailRecord {
  const time = Date.parse(row.eventtime ?? "");
  return {
    eventId: row.eventid ?? null,
    eventName: row.eventname ?? null,
    eventTime: Number.isFinite(time) ? millis(time) : null,
    text: JSON.stringify(recordOf(row)),
  };
}

function recordOf(row: Row) {
  return {
    userIdentity: {
      type: row.identitytype,
      principalId: row.principalid,
      arn: row.arn,
      invokedBy: row.invokedby,
      ...(row.issuer === undefined ? {} : { sessionContext: { sessionIssuer: { userName: row.issuer } } }),
    },
    eventTime: row.eventtime,
    eventSource: row.eventsource,
    eventName: row.eventname,
    awsRegion: row.awsregion,
    sourceIPAddress: row.sourceipaddress,
    userAgent: row.useragent,
    errorCode: row.errorcode,
    errorMessage: row.errormessage,
    requestParameters: parsed(row.requestparameters),
    responseElements: parsed(row.responseelements),
    eventID: row.eventid,
    recipientAccountId: row.recipientaccountid,
  };
}

/** These two columns hold JSON as text; what is none stays a text. */
function parsed(text: string | undefined): unknown {
  if (text === undefined) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
