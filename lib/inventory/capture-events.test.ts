import { describe, expect, it } from "vitest";
import { millis } from "@/lib/domain/brand";
import { CaptureSource } from "@/lib/inventory/capture-source";
import { ALL, COLLECT_REQUEST, defectsOf, freshCaptureFolder } from "@/lib/inventory/fixtures/capture-folder";

const { folder, save } = freshCaptureFolder();

describe("a capture of events", () => {
  const eventAt = (seconds: number) => ({
    EventId: `event-${seconds}`,
    EventName: "CreateNetworkInterface",
    EventTime: new Date(Date.UTC(2026, 0, 2, 0, 0, seconds)).toISOString(),
    CloudTrailEvent: JSON.stringify({ errorMessage: "insufficient free address to allocate 1 address" }),
  });
  const order = {
    scope: { accountId: "a", region: "r" },
    eventName: "*",
    range: { fromMs: millis(Date.UTC(2026, 0, 2)), toMs: millis(Date.UTC(2026, 0, 2, 0, 0, 50)) },
    token: null,
    signal: new AbortController().signal,
  };

  it("gives the events of lookup-events, newest first, whatever the CLI's form of their time", async () => {
    const epoch = { ...eventAt(40), EventTime: Date.UTC(2026, 0, 2, 0, 0, 40) / 1000 };
    await save({ ...ALL, "events.json": { Events: [eventAt(10), epoch, eventAt(70)] }, "more.json": [eventAt(20)] });
    const source = new CaptureSource(folder());
    const collected = await source.collect(COLLECT_REQUEST);
    expect(collected.kind === "snapshot" && defectsOf(collected.snapshot)).toEqual([]);
    const page = await source.trail?.readPage(order);
    expect(page?.kind === "page" && page.records.map(({ eventId }) => eventId)).toEqual([
      "event-40",
      "event-20",
      "event-10",
    ]);
    expect(source.historyAccountId).toContain(folder());
  });

  it("is none where no file holds events, and other lists of that name stay strangers", async () => {
    await save({ ...ALL, "ecs.json": { Events: [{ id: "1", message: "has reached a steady state" }] } });
    const source = new CaptureSource(folder());
    const collected = await source.collect(COLLECT_REQUEST);
    expect(source.trail).toBeUndefined();
    expect(collected.kind === "snapshot" && defectsOf(collected.snapshot)).toEqual([
      "ecs.json: holds records that are none of the six listings (1)",
    ]);
  });
});
