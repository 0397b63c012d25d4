import { afterEach, describe, expect, it } from "vitest";
import {
  type AthenaRow,
  type AthenaScript,
  athenaSourceAt,
  startAthena,
} from "@/lib/aws/athena/fixtures/athena-endpoint";
import { shortageQuery } from "@/lib/aws/athena/shortage-query";
import { type JsonEndpoint, jsonRefusal } from "@/lib/aws/fixtures/json-endpoint";
import type { TrailPageOutcome } from "@/lib/aws/trail-source";
import { millis } from "@/lib/domain/brand";
import { callerOf } from "@/lib/domain/shortage/caller";
import { judgeEvent } from "@/lib/domain/shortage/shortage-kind";
import { parseTrailEvent } from "@/lib/domain/shortage/trail-event";

const SCOPE = { accountId: "111122223333", region: "eu-west-1" };
const RANGE = {
  fromMs: millis(Date.parse("2026-01-14T22:30:00Z")),
  toMs: millis(Date.parse("2026-01-15T10:00:00Z")),
};
const TABLE = { catalog: null, database: "audit", table: "cloudtrail_logs" };

let endpoint: JsonEndpoint | undefined;
afterEach(() => endpoint?.close());

const order = (token: string | null = null) => ({
  scope: SCOPE,
  eventName: "*",
  range: RANGE,
  token,
  signal: new AbortController().signal,
});

async function sourceOf(script: AthenaScript, results: string | null = null) {
  endpoint = await startAthena(script);
  return athenaSourceAt(endpoint.url, results);
}

async function readAll(script: AthenaScript): Promise<Extract<TrailPageOutcome, { kind: "page" }>[]> {
  const source = await sourceOf(script);
  const pages: Extract<TrailPageOutcome, { kind: "page" }>[] = [];
  let token: string | null = null;
  do {
    const page: TrailPageOutcome = await source.readPage(order(token));
    if (page.kind === "problem") throw new Error(page.problem.message);
    pages.push(page);
    token = page.next;
  } while (token !== null);
  return pages;
}

const rowAt = (number: number, part: AthenaRow = {}): AthenaRow => ({
  eventid: `e-${number}`,
  eventname: "CreateNetworkInterface",
  eventtime: "2026-01-15T09:00:00Z",
  errorcode: "Client.InsufficientFreeAddressesInSubnet",
  ...part,
});

describe("the query", () => {
  const sql = shortageQuery(TABLE, SCOPE, RANGE);

  it("names the partitions of the account, the Region and the days, with the day after", () => {
    expect(sql).toContain('FROM "audit"."cloudtrail_logs"');
    expect(sql).toContain("WHERE account = '111122223333'\n  AND region = 'eu-west-1'");
    expect(sql).toContain(`AND "timestamp" BETWEEN '2026/01/14' AND '2026/01/16'`);
    expect(sql).toContain("eventtime >= '2026-01-14T22:30:00Z'\n  AND eventtime < '2026-01-15T10:00:00Z'");
    expect(sql).toMatch(/ORDER BY eventtime DESC, eventid$/);
  });

  it("asks for the failures of a shortage, with CreateFleet's inside its answer", () => {
    expect(sql).toContain(
      "errorcode IN ('InsufficientFreeAddressesInSubnet', 'Client.InsufficientFreeAddressesInSubnet'",
    );
    expect(sql).toContain("lower(errormessage) LIKE '%insufficient free address%'");
    expect(sql).toContain("eventname = 'CreateFleet' AND (responseelements LIKE '%InsufficientFreeAddressesInSubnet%'");
  });

  it("lets no quote out of a text and no odd name into the statement", () => {
    expect(shortageQuery(TABLE, { ...SCOPE, region: "x' OR '1'='1" }, RANGE)).toContain("region = 'x'' OR ''1''=''1'");
    expect(() => shortageQuery({ ...TABLE, table: 't" WHERE' }, SCOPE, RANGE)).toThrow(RangeError);
    expect(shortageQuery({ ...TABLE, catalog: "AwsDataCatalog" }, SCOPE, RANGE)).toContain('"AwsDataCatalog"."audit".');
  });
});

describe("AthenaSource", () => {
  it("starts one query, waits for its end and reads its pages, each row once and the heading never", async () => {
    const rows = Array.from({ length: 25 }, (_, index) => rowAt(index));
    const pages = await readAll({ rows, rowsPerPage: 10 });
    expect(pages.map(({ records }) => records.length)).toEqual([9, 10, 6]);
    expect(pages.flatMap(({ records }) => records.map(({ eventId }) => eventId))).toEqual(
      rows.map(({ eventid }) => eventid),
    );
    const operations = endpoint?.requests.map(({ operation }) => operation) ?? [];
    expect(operations.filter((operation) => operation === "StartQueryExecution")).toHaveLength(1);
    expect(operations.filter((operation) => operation === "GetQueryExecution")).toHaveLength(3);
    expect(endpoint?.requests[0]).toMatchObject({
      target: "AmazonAthena.StartQueryExecution",
      body: { WorkGroup: "eniscope" },
    });
    expect(endpoint?.requests[0]?.body).not.toHaveProperty("ResultConfiguration");
  });

  it("says where the results go if it is set, and counts its requests", async () => {
    const source = await sourceOf({}, "s3://results/eniscope/");
    await source.readPage(order());
    expect(endpoint?.requests[0]?.body.ResultConfiguration).toEqual({ OutputLocation: "s3://results/eniscope/" });
    expect(source.requestCount).toBe(endpoint?.requests.length);
  });

  it("gives records that are judged like those of LookupEvents", async () => {
    const instanceId = "i-0123456789abcdef0";
    const [page] = await readAll({
      rows: [
        rowAt(1, {
          recipientaccountid: "111122223333",
          arn: `arn:aws:sts::111122223333:assumed-role/workers/${instanceId}`,
          issuer: "workers",
          requestparameters: JSON.stringify({
            subnetId: "subnet-0123456789abcdef0",
            description: `aws-K8S-${instanceId}`,
          }),
        }),
        rowAt(2, {
          eventname: "CreateFleet",
          errorcode: "",
          responseelements: JSON.stringify({
            CreateFleetResponse: { errorSet: { item: [{ errorCode: "InsufficientFreeAddressesInSubnet" }] } },
          }),
        }),
        rowAt(3, { requestparameters: "no JSON", eventtime: "yesterday" }),
      ],
    });
    const [create, fleet, odd] = (page?.records ?? []).map((record) => parseTrailEvent(record));
    expect(create?.isReadable && judgeEvent(create.event)).toMatchObject({ verdict: "shortage" });
    expect(create?.isReadable && callerOf(create.event)).toMatchObject({ kind: "vpc-cni", instanceId });
    expect(fleet?.isReadable && judgeEvent(fleet.event)).toMatchObject({ verdict: "shortage" });
    expect(odd).toMatchObject({ isReadable: false, eventId: "e-3" });
  });

  const failedWith = (StateChangeReason: string) => ({ State: "FAILED", StateChangeReason });
  it.each([
    [
      "a missing table",
      failedWith("TABLE_NOT_FOUND: line 2:6: Table 'audit.cloudtrail_logs' does not exist"),
      "invalid-setting",
      "ENISCOPE_TRAIL_TABLE",
    ],
    [
      "a table of other columns",
      failedWith("COLUMN_NOT_FOUND: line 3:7: Column 'account' cannot be resolved"),
      "invalid-setting",
      "ENISCOPE_TRAIL_TABLE",
    ],
    [
      "a missing bucket",
      failedWith("Unable to verify/create output bucket results"),
      "invalid-setting",
      "ENISCOPE_TRAIL_RESULTS",
    ],
    [
      "files that may not be read",
      failedWith("Permission denied on S3 path: s3://trail/AWSLogs/o-1/"),
      "denied",
      "s3:GetObject",
    ],
    [
      "a table that may not be seen",
      failedWith("Insufficient permissions to execute the query. not authorized to perform: glue:GetTable"),
      "denied",
      "glue:GetTable",
    ],
    [
      "a limit of the query",
      { State: "FAILED", AthenaError: { ErrorMessage: "Query exhausted resources", Retryable: true } },
      "malformed-answer",
      "exhausted resources",
    ],
    ["no reason at all", { State: "FAILED" }, "malformed-answer", "no reason"],
    [
      "somebody who stopped it",
      { State: "CANCELLED", StateChangeReason: "Query cancelled by user" },
      "malformed-answer",
      "cancelled by user",
    ],
  ])("tells of a query that fails for %s", async (_name, end, code, word) => {
    const outcome = await (await sourceOf({ end })).readPage(order());
    expect(outcome).toMatchObject({ kind: "problem", problem: { code } });
    const { problem, iamAction } = outcome as Extract<TrailPageOutcome, { kind: "problem" }>;
    expect(`${problem.message} ${problem.remedy}`).toContain(word);
    if (code === "denied") expect(iamAction).toBe(word);
  });

  it.each([
    [
      "denied",
      jsonRefusal("AccessDeniedException", "User: x is not authorized to perform: athena:StartQueryExecution"),
      "denied",
    ],
    ["throttled", jsonRefusal("TooManyRequestsException", "You have exceeded the limit"), "throttled"],
    [
      "without a place for results",
      jsonRefusal("InvalidRequestException", "No output location provided. An output location is required"),
      "invalid-setting",
    ],
    ["in no workgroup", jsonRefusal("InvalidRequestException", "WorkGroup eniscope is not found."), "invalid-setting"],
    ["broken", jsonRefusal("InternalServerException", "broken", 500), "endpoint-unreachable"],
  ])("tells of a start that is %s", async (_name, reply, code) => {
    const source = await sourceOf({ instead: ({ operation }) => (operation === "StartQueryExecution" ? reply : null) });
    expect(await source.readPage(order())).toMatchObject({
      kind: "problem",
      problem: { code },
      iamAction: "athena:StartQueryExecution",
    });
  });

  it("names the action of results that are denied", async () => {
    const source = await sourceOf({
      instead: ({ operation }) => (operation === "GetQueryResults" ? jsonRefusal("AccessDeniedException") : null),
    });
    const outcome = await source.readPage(order());
    expect(outcome).toMatchObject({ kind: "problem", iamAction: "athena:GetQueryResults" });
  });

  it("stops a query that nobody waits for", async () => {
    const stopper = new AbortController();
    const source = await sourceOf({
      instead: ({ operation, earlierCount }) => {
        if (operation === "GetQueryExecution" && earlierCount === 1) stopper.abort();
        return operation === "GetQueryExecution"
          ? { body: { QueryExecution: { Status: { State: "RUNNING" } } } }
          : null;
      },
    });
    expect(await source.readPage({ ...order(), signal: stopper.signal })).toMatchObject({ kind: "problem" });
    expect(endpoint?.requests.map(({ operation }) => operation)).toContain("StopQueryExecution");
  });

  it("asks for nothing while it is not known whose events to ask for", async () => {
    const source = await sourceOf({});
    const outcome = await source.readPage({ ...order(), scope: { accountId: "unknown account", region: "eu-west-1" } });
    expect(outcome).toMatchObject({ kind: "problem", problem: { awsCode: "NoAccount" } });
    expect(endpoint?.requests).toEqual([]);
  });
});
