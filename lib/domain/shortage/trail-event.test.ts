import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { millis } from "@/lib/domain/brand";
import { callerOf } from "@/lib/domain/shortage/caller";
import { createdEni, subnetOfEvent } from "@/lib/domain/shortage/event-subnet";
import { NO_LOOKUPS } from "@/lib/domain/shortage/note-record";
import { judgeEvent } from "@/lib/domain/shortage/shortage-kind";
import { parseTrailEvent, type TrailRecord } from "@/lib/domain/shortage/trail-event";

const record = (part: Partial<TrailRecord>): TrailRecord => ({
  eventId: "e-1",
  eventName: "CreateNetworkInterface",
  eventTime: millis(1_767_225_600_000),
  text: "{}",
  ...part,
});

describe("parseTrailEvent", () => {
  it.each([
    ["no text", record({ text: null })],
    ["text that is no JSON", record({ text: "<html>" })],
    ["a JSON list", record({ text: "[]" })],
    ["JSON null", record({ text: "null" })],
    ["no id anywhere", record({ eventId: null })],
    ["no name anywhere", record({ eventName: null })],
    ["no time anywhere", record({ eventTime: null, text: '{"eventTime":"yesterday"}' })],
  ])("counts %s as unreadable and says why", (_name, given) => {
    const parsed = parseTrailEvent(given);
    expect(parsed.isReadable).toBe(false);
    expect(!parsed.isReadable && parsed.problem).toMatch(/\w+ \w+/);
  });

  it("falls back to the item's own fields", () => {
    const parsed = parseTrailEvent(record({}));
    expect(parsed.isReadable && parsed.event).toMatchObject({
      eventId: "e-1",
      eventName: "CreateNetworkInterface",
      errorCode: null,
    });
  });

  it("strips EC2's prefix from the code, and no other", () => {
    const codeOf = (errorCode: string) => {
      const parsed = parseTrailEvent(record({ text: JSON.stringify({ errorCode }) }));
      return parsed.isReadable ? parsed.event.errorCode : null;
    };
    expect(codeOf("Client.InsufficientCidrBlocks")).toBe("InsufficientCidrBlocks");
    expect(codeOf("Server.InternalError")).toBe("InternalError");
    expect(codeOf("Clientele.X")).toBe("Clientele.X");
  });

  it.each([
    ["ISO text", "2026-01-01T00:00:00Z", 1_767_225_600_000],
    ["epoch seconds, as the CLI prints them", 1_767_225_600.5, 1_767_225_600_500],
    ["epoch milliseconds", 1_767_225_600_000, 1_767_225_600_000],
    ["a number in text", "1767225600", 1_767_225_600_000],
    ["nonsense: the item's own", "soon", 1_767_225_600_000],
    ["a time beyond any date: the item's own", 9e15, 1_767_225_600_000],
    ["a negative time: the item's own", -5, 1_767_225_600_000],
  ])("reads the time from %s", (_name, eventTime, expected) => {
    const parsed = parseTrailEvent(record({ text: JSON.stringify({ eventTime }) }));
    expect(parsed.isReadable && parsed.event.eventTime).toBe(expected);
  });

  it("takes an item's time that is no number for none", () => {
    expect(parseTrailEvent(record({ eventTime: millis(Number.NaN) })).isReadable).toBe(false);
  });

  it("never throws, whatever the text holds, and neither does anything that reads the event", () => {
    const field = fc.oneof(fc.jsonValue({ maxDepth: 6 }), fc.string());
    const names = [
      "errorCode",
      "errorMessage",
      "userIdentity",
      "requestParameters",
      "responseElements",
      "eventTime",
      "eventName",
      "userAgent",
    ];
    const body = fc.record(Object.fromEntries(names.map((name) => [name, field])), { requiredKeys: [] });
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      body.map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(text, fc.constantFrom("CreateFleet", "CreateNetworkInterface", null), (json, eventName) => {
        const parsed = parseTrailEvent(record({ text: json, eventName }));
        if (!parsed.isReadable) return parsed.problem.length > 0;
        const caller = callerOf(parsed.event);
        const verdict = judgeEvent(parsed.event);
        createdEni(parsed.event);
        if (verdict.verdict === "shortage")
          subnetOfEvent(parsed.event, verdict.failures[0], caller.instanceId, NO_LOOKUPS);
        return true;
      }),
      { numRuns: 2000 },
    );
  });

  it("survives nesting deeper than the stack and a text as large as CloudTrail allows", () => {
    const deep = `{"requestParameters":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    const parsed = parseTrailEvent(record({ text: deep }));
    expect(parsed.isReadable ? judgeEvent(parsed.event).verdict : parsed.problem).toBeTruthy();
    const large = parseTrailEvent(record({ text: JSON.stringify({ errorMessage: "x".repeat(256 * 1024) }) }));
    expect(large.isReadable && judgeEvent(large.event).verdict).toBe("other-failure");
  });
});
