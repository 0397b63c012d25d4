import { describe, expect, it } from "vitest";
import { withAccount } from "@/lib/demo/fixtures/ask-server";
import { byName, LOOKUP_TARGET, lookUp, lookUpAll, readLookup } from "@/lib/demo/fixtures/ask-trail";
import { START_TIME } from "@/lib/demo/fixtures/ask-world";
import type { DemoAccountOptions } from "@/lib/demo/server";

const PLENTY: Partial<DemoAccountOptions> = { startTime: START_TIME, nodeCount: 60, lookupsPerSecond: 100_000 };
const CREATES = byName("CreateNetworkInterface");
const second = (iso: string): number => Date.parse(iso) / 1000;

describe("LookupEvents", () => {
  it("lists a name's events newest first, 50 a page, each once, as the log has them", async () => {
    await withAccount(PLENTY, async (account) => {
      const first = await readLookup(account, CREATES);
      expect(first.Events).toHaveLength(50);
      const all = await lookUpAll(account, CREATES);
      expect(all.length).toBeGreaterThan(1500);
      expect(new Set(all.map(({ EventId }) => EventId)).size).toBe(all.length);
      expect(all.map(({ EventTime }) => EventTime)).toEqual(
        all.map(({ EventTime }) => EventTime).sort((a, b) => b - a),
      );
      expect(new Set(all.map(({ EventName }) => EventName))).toEqual(new Set(["CreateNetworkInterface"]));
    });
  });

  it("gives the same whatever the size of its pages", async () => {
    await withAccount(PLENTY, async (account) => {
      const fleets = await lookUpAll(account, byName("CreateFleet"));
      expect(fleets.length).toBeGreaterThan(20);
      for (const MaxResults of [1, 7, 49]) {
        expect(await lookUpAll(account, { ...byName("CreateFleet"), MaxResults })).toEqual(fleets);
      }
    });
  });

  it("tells the story's message word for word, in the story's subnet", async () => {
    await withAccount(PLENTY, async (account) => {
      const creates = (await lookUpAll(account, CREATES)).map(({ CloudTrailEvent }) => JSON.parse(CloudTrailEvent));
      const story = creates.filter(
        ({ errorMessage }) => errorMessage === "insufficient free address to allocate 1 address",
      );
      expect(story.length).toBeGreaterThan(500);
      expect(story.every((event) => !("errorCode" in event) && event.responseElements === null)).toBe(true);
      expect(new Set(story.map(({ requestParameters }) => requestParameters.subnetId)).size).toBe(1);
    });
  });

  it("keeps to StartTime and EndTime, both included", async () => {
    await withAccount(PLENTY, async (account) => {
      const StartTime = second("2026-01-15T07:00:00Z");
      const EndTime = second("2026-01-15T08:00:00Z");
      const all = await lookUpAll(account, CREATES);
      const within = all.filter(({ EventTime }) => EventTime >= StartTime && EventTime <= EndTime);
      expect(within.length).toBeGreaterThan(20);
      expect(await lookUpAll(account, { ...CREATES, StartTime, EndTime })).toEqual(within);
      const [newest] = within;
      const exactly = { ...CREATES, StartTime: newest?.EventTime, EndTime: newest?.EventTime };
      expect((await lookUpAll(account, exactly)).map(({ EventId }) => EventId)).toContain(newest?.EventId);
    });
  });

  it("delivers events some minutes late, and goes on as nodes fail", async () => {
    let now = 0;
    await withAccount({ ...PLENTY, speed: 1, now: () => now }, async (account) => {
      const before = await lookUpAll(account, CREATES);
      expect((before[0]?.EventTime ?? 0) * 1000).toBeLessThanOrEqual(START_TIME - 60_000);
      now += 3_600_000;
      const after = await lookUpAll(account, CREATES);
      const newer = after.filter(({ EventTime }) => EventTime * 1000 > START_TIME);
      expect(newer.length).toBeGreaterThan(40);
      expect((newer[0]?.EventTime ?? 0) * 1000).toBeLessThanOrEqual(START_TIME + 3_600_000 - 60_000);
      const ids = new Set(after.map(({ EventId }) => EventId));
      expect(before.every(({ EventId }) => ids.has(EventId))).toBe(true);
    });
  });

  it("is the same for the same seed and start, with ids of its own for another start", async () => {
    const first = await withAccount(PLENTY, (account) => readLookup(account, CREATES));
    expect(await withAccount(PLENTY, (account) => readLookup(account, CREATES))).toEqual(first);
    const later = await withAccount({ ...PLENTY, startTime: START_TIME + 5_000 }, (account) =>
      readLookup(account, CREATES),
    );
    const ids = new Set(first.Events.map(({ EventId }) => EventId));
    expect(later.Events.some(({ EventId }) => ids.has(EventId))).toBe(false);
  });

  it.each([
    ["EventId", (item: { EventId: string }) => item.EventId],
    ["Username", (item: { Username: string }) => item.Username],
  ] as const)("looks up by %s", async (AttributeKey, pick) => {
    await withAccount(PLENTY, async (account) => {
      const [item] = (await readLookup(account, CREATES)).Events;
      const AttributeValue = item ? pick(item) : "";
      const found = await readLookup(account, { LookupAttributes: [{ AttributeKey, AttributeValue }] });
      expect(found.Events.map(({ EventId }) => EventId)).toContain(item?.EventId);
    });
  });
});

describe("a refusal of LookupEvents", () => {
  const now = second("2026-01-15T10:00:00Z");
  it.each([
    [
      "two attributes",
      { LookupAttributes: [...CREATES.LookupAttributes, ...CREATES.LookupAttributes] },
      "InvalidLookupAttributesException",
    ],
    [
      "an unknown attribute",
      { LookupAttributes: [{ AttributeKey: "ErrorCode", AttributeValue: "x" }] },
      "InvalidLookupAttributesException",
    ],
    [
      "an empty value",
      { LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: "" }] },
      "InvalidLookupAttributesException",
    ],
    ["no result wanted", { MaxResults: 0 }, "InvalidMaxResultsException"],
    ["51 results", { MaxResults: 51 }, "InvalidMaxResultsException"],
    ["an end before the start", { StartTime: now, EndTime: now - 1 }, "InvalidTimeRangeException"],
    ["a time beyond all times", { StartTime: 1e15 }, "InvalidTimeRangeException"],
    ["a forged token", { NextToken: "Zm9yZ2Vk" }, "InvalidNextTokenException"],
    ["another category", { EventCategory: "data" }, "InvalidEventCategoryException"],
    ["a wrong type", { MaxResults: "ten" }, "SerializationException"],
    ["no JSON", "{", "SerializationException"],
  ])("names the error of %s", async (_name, body, type) => {
    await withAccount(PLENTY, async (account) => {
      const reply = await lookUp(account, body);
      expect([reply.status, JSON.parse(reply.text).__type]).toEqual([400, type]);
      expect(reply.headers["content-type"]).toBe("application/x-amz-json-1.1");
    });
  });

  it("takes a token with the parameters of its first page only", async () => {
    await withAccount(PLENTY, async (account) => {
      const { NextToken } = await readLookup(account, CREATES);
      const reply = await lookUp(account, { ...CREATES, StartTime: now - 3600, NextToken });
      expect(JSON.parse(reply.text).__type).toBe("InvalidNextTokenException");
    });
  });

  it.each([
    ["denied", { deny: ["LookupEvents"] }, "AccessDeniedException", 400],
    ["broken", { fail: ["LookupEvents"] }, "InternalFailure", 500],
    ["with expired credentials", { credentials: "expired" }, "ExpiredTokenException", 400],
    ["with invalid credentials", { credentials: "invalid" }, "UnrecognizedClientException", 400],
  ] as const)("is told in CloudTrail's protocol when %s", async (_name, faults, type, status) => {
    await withAccount({ ...PLENTY, ...faults }, async (account) => {
      const reply = await lookUp(account, CREATES);
      expect([reply.status, JSON.parse(reply.text).__type]).toEqual([status, type]);
      if (type === "AccessDeniedException") expect(reply.text).toContain("cloudtrail:LookupEvents");
    });
  });

  it("serves no other operation", async () => {
    await withAccount(PLENTY, async (account) => {
      const other = await lookUp(account, {}, LOOKUP_TARGET.replace("LookupEvents", "DescribeTrails"));
      expect(JSON.parse(other.text).__type).toBe("UnsupportedOperationException");
      const strange = await lookUp(account, {}, "DynamoDB_20120810.ListTables");
      expect(JSON.parse(strange.text).__type).toBe("UnknownOperationException");
    });
  });

  it("comes from the third request of a second on, and ends with the second", async () => {
    let now = 0;
    await withAccount({ startTime: START_TIME, speed: 0, now: () => now }, async (account) => {
      const statuses = async () => [
        await lookUp(account, CREATES),
        await lookUp(account, CREATES),
        await lookUp(account, CREATES),
      ];
      const burst = await statuses();
      expect(burst.map(({ status }) => status)).toEqual([200, 200, 400]);
      expect(JSON.parse(burst[2]?.text ?? "")).toEqual({ __type: "ThrottlingException", message: "Rate exceeded" });
      now += 1000;
      expect((await statuses()).map(({ status }) => status)).toEqual([200, 200, 400]);
    });
  });
});
