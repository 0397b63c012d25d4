import { afterEach, describe, expect, it } from "vitest";
import { connectTrail } from "@/lib/aws/cloudtrail/fixtures/connect-trail";
import { LookupPace } from "@/lib/aws/cloudtrail/lookup-pace";
import type { LookupSource } from "@/lib/aws/cloudtrail/lookup-source";
import {
  type JsonEndpoint,
  type JsonReply,
  type JsonRequest,
  jsonRefusal,
  startJsonEndpoint,
} from "@/lib/aws/fixtures/json-endpoint";
import { millis } from "@/lib/domain/brand";

const FROM = Date.parse("2026-01-15T09:00:00Z");
const TO = Date.parse("2026-01-15T10:00:00Z");
const RANGE = { fromMs: millis(FROM), toMs: millis(TO) };

let endpoint: JsonEndpoint | undefined;
afterEach(() => endpoint?.close());

async function sourceOf(script: (request: JsonRequest) => JsonReply, pace?: LookupPace): Promise<LookupSource> {
  endpoint = await startJsonEndpoint(script);
  return connectTrail(endpoint.url, pace ? { pace } : { maxAttempts: 1 });
}

const order = (token: string | null = null) => ({
  scope: { accountId: "111122223333", region: "eu-west-1" },
  eventName: "CreateNetworkInterface",
  range: RANGE,
  token,
  signal: new AbortController().signal,
});

describe("LookupSource", () => {
  it("asks for one name, 50 a page, from the first second to the last one before the end", async () => {
    const source = await sourceOf(() => ({ body: { Events: [], NextToken: "more" } }));
    expect(await source.readPage(order())).toEqual({ kind: "page", records: [], next: "more" });
    await source.readPage({ ...order("more"), range: { fromMs: millis(FROM + 1), toMs: millis(TO + 1) } });
    const [first, second] = endpoint?.requests ?? [];
    expect(first?.target).toBe("CloudTrail_20131101.LookupEvents");
    expect(first?.body).toEqual({
      LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: "CreateNetworkInterface" }],
      StartTime: FROM / 1000,
      EndTime: TO / 1000 - 1,
      MaxResults: 50,
    });
    expect(second?.body).toMatchObject({ StartTime: FROM / 1000, EndTime: TO / 1000, NextToken: "more" });
  });

  it("gives each item as it came", async () => {
    const item = { EventId: "e-1", EventName: "RunInstances", EventTime: FROM / 1000, CloudTrailEvent: '{"a":1}' };
    const source = await sourceOf(() => ({ body: { Events: [item] } }));
    expect(await source.readPage(order())).toEqual({
      kind: "page",
      next: null,
      records: [{ eventId: "e-1", eventName: "RunInstances", eventTime: FROM, text: '{"a":1}' }],
    });
  });

  it.each([
    ["no JSON", "<html>"],
    ["nothing", ""],
    ["the largest that CloudTrail keeps", `{"x":"${"y".repeat(256 * 1024)}"}`],
    ["deeper than the stack", "[".repeat(200_000)],
    ["lone surrogates and NUL", '{"x":"\ud800 \u0000"}'],
  ])("keeps a text that is %s, byte by byte", async (_name, text) => {
    const source = await sourceOf(() => ({ body: { Events: [{ EventId: "e", CloudTrailEvent: text }] } }));
    const page = await source.readPage(order());
    expect(page.kind === "page" && page.records[0]?.text).toBe(text);
  });

  it.each([
    ["a number", 5],
    ["an object", { errorCode: "x" }],
    ["a list", [1, [2]]],
    ["null", null],
    ["a truth value", true],
  ])("loses no record whose text is %s", async (_name, CloudTrailEvent) => {
    const good = { EventId: "good", EventName: "CreateFleet", EventTime: 1, CloudTrailEvent: "{}" };
    const source = await sourceOf(() => ({ body: { Events: [{ EventId: "odd", CloudTrailEvent }, good] } }));
    const page = await source.readPage(order());
    expect(page.kind === "page" && page.records.map(({ eventId }) => eventId)).toEqual(["odd", "good"]);
  });

  it.each([
    ["a text", "yesterday"],
    ["an object", {}],
    ["null", null],
    ["beyond all dates", 1e18],
    ["a list", [1]],
  ])("loses no record whose time is %s", async (_name, EventTime) => {
    const source = await sourceOf(() => ({ body: { Events: [{ EventId: "odd", EventTime, CloudTrailEvent: "{}" }] } }));
    const page = await source.readPage(order());
    expect(page).toMatchObject({ kind: "page", records: [{ eventId: "odd", eventTime: null }] });
  });

  it.each([
    [
      "denied",
      jsonRefusal("AccessDeniedException", "User: x is not authorized to perform: cloudtrail:LookupEvents"),
      "denied",
    ],
    ["throttled", jsonRefusal("ThrottlingException", "Rate exceeded"), "throttled"],
    ["expired", jsonRefusal("ExpiredTokenException"), "expired-credentials"],
    ["unknown credentials", jsonRefusal("UnrecognizedClientException"), "invalid-credentials"],
    ["broken", jsonRefusal("InternalFailure", "An internal failure occurred.", 500), "endpoint-unreachable"],
    ["refused for good", jsonRefusal("InvalidNextTokenException"), "malformed-answer"],
    ["no JSON", { body: "<html>" }, "malformed-answer"],
    ["cut short", { body: '{"Events":[', cut: true }, "endpoint-unreachable"],
  ] as const)("tells of an answer that is %s", async (_name, reply, code) => {
    const source = await sourceOf(() => reply);
    const outcome = await source.readPage(order());
    expect(outcome.kind === "problem" && outcome.problem.code).toBe(code);
  });

  it("names the action to grant where it is denied, and CloudTrail's limit where it is throttled", async () => {
    const denied = await (await sourceOf(() => jsonRefusal("AccessDeniedException"))).readPage(order());
    expect(denied).toMatchObject({ kind: "problem", iamAction: "cloudtrail:LookupEvents" });
    expect(denied.kind === "problem" && denied.problem.remedy).toContain("cloudtrail:LookupEvents");
    await endpoint?.close();
    const throttled = await (await sourceOf(() => jsonRefusal("ThrottlingException"))).readPage(order());
    expect(throttled.kind === "problem" && throttled.problem.message).toContain("CloudTrail throttled LookupEvents");
    expect(throttled.kind === "problem" && throttled.problem.remedy).toContain("two lookups a second");
  });

  it("slows down when it is throttled, tries again, and counts every attempt", async () => {
    const pace = new LookupPace({ sleep: () => Promise.resolve() });
    const source = await sourceOf(
      ({ earlierCount }) => (earlierCount < 2 ? jsonRefusal("ThrottlingException") : { body: { Events: [] } }),
      pace,
    );
    expect(await source.readPage(order())).toMatchObject({ kind: "page" });
    expect(source.requestCount).toBe(3);
    expect(source.pageMs).toBeGreaterThan(1500);
  });
});
