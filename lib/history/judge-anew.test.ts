import { expect, it } from "vitest";
import { JUDGEMENT_VERSION, type NotedEvent, type NotedFinding } from "@/lib/domain/shortage/note-record";
import type { EventScope } from "@/lib/history/event-store";
import { onBothEngines, onServer, openedAt } from "@/lib/history/fixtures/both-engines";
import { at, eventAt, newScope, pageOf, range } from "@/lib/history/fixtures/trail-pages";
import { judgeAnew } from "@/lib/history/judge-anew";
import { type OpenHistory, openHistory } from "@/lib/history/open-store";

/** Longer than the test lasts. */
const PAUSE_MS = 600_000;
const OLDER = JUDGEMENT_VERSION - 1;
const NODE = "i-0123456789abcdef0";
/** What rules of long ago are taken to have said. */
const OTHER: NotedFinding = {
  kind: "other-failure",
  code: null,
  message: "not understood",
  subnetId: "subnet-0a",
  subnetEvidence: "eni",
};

const textOf = (seconds: number, part: object = {}) =>
  JSON.stringify({
    eventID: `event-${seconds}`,
    eventName: "AssignPrivateIpAddresses",
    eventTime: new Date(at(seconds)).toISOString(),
    errorCode: "Client.InsufficientFreeAddressesInSubnet",
    errorMessage: "The specified subnet does not have enough free addresses to satisfy the request.",
    userIdentity: { type: "AssumedRole", arn: `arn:aws:sts::111122223333:assumed-role/workers/${NODE}` },
    requestParameters: { networkInterfaceId: "eni-0a" },
    ...part,
  });

const older = (seconds: number, changes: Partial<NotedEvent> = {}): NotedEvent =>
  eventAt(seconds, { text: textOf(seconds), findings: [OTHER], ...changes });

const keepOlder = (opened: OpenHistory, scope: EventScope, events: readonly NotedEvent[]) =>
  opened.store.keepPage(pageOf(scope, { events, covered: range(0, 100), judgementVersion: OLDER }));

const findingsOf = async ({ store }: OpenHistory, scope: EventScope) =>
  (await store.listFindings({ ...scope, ...range(0, 100) }, { limit: 100 })).findings;

const kindsOf = async (opened: OpenHistory, scope: EventScope) =>
  (await findingsOf(opened, scope)).map(({ kind }) => kind);

const judge = ({ engine }: OpenHistory, signal = new AbortController().signal, pauseMs = 0) =>
  judgeAnew(engine, { version: JUDGEMENT_VERSION, signal, batch: 2, pauseMs, busyPauseMs: 5 });

onBothEngines("events that older rules judged", (placeOf) => {
  const opened = openedAt(placeOf);

  it("are judged again from their own text, a batch after the other", async () => {
    const scope = newScope();
    await keepOlder(
      opened(),
      scope,
      [1, 2, 3, 4, 5].map((seconds) => older(seconds)),
    );
    await judge(opened());
    const findings = await findingsOf(opened(), scope);
    expect(findings.map(({ eventId }) => eventId)).toEqual([5, 4, 3, 2, 1].map((seconds) => `event-${seconds}`));
    for (const finding of findings)
      expect(finding).toMatchObject({ kind: "capacity", code: "InsufficientFreeAddressesInSubnet", instanceId: NODE });
    expect(await opened().store.getRawEvent(scope, "event-1")).toMatchObject({
      text: textOf(1),
      judgementVersion: JUDGEMENT_VERSION,
    });
    expect(await opened().store.listCoverage(scope)).toMatchObject([{ covered: [range(0, 100)] }]);
  });

  it("keep what the text does not say: the subnet of an ENI that was there, and the node behind a web identity", async () => {
    const scope = newScope();
    const text = textOf(6, { userIdentity: { arn: "arn:aws:sts::1:assumed-role/cni-irsa/aws-sdk-go-17" } });
    await keepOlder(opened(), scope, [older(6, { text })]);
    await judge(opened());
    expect(await findingsOf(opened(), scope)).toMatchObject([
      {
        kind: "capacity",
        subnetId: "subnet-0a",
        subnetEvidence: "eni",
        callerKind: "vpc-cni",
        callerId: NODE,
        instanceId: NODE,
        clusterName: "astronomer-dev",
      },
    ]);
  });

  it("are gone where they are no failure at all, and stay where their text cannot be read", async () => {
    const scope = newScope();
    const success = textOf(7, { errorCode: undefined, errorMessage: undefined });
    await keepOlder(opened(), scope, [older(7, { text: success }), older(8, { text: "no JSON" })]);
    await judge(opened());
    expect(await opened().store.getRawEvent(scope, "event-7")).toBeNull();
    expect(await kindsOf(opened(), scope)).toEqual(["unreadable"]);
  });

  it("are left alone where these or newer rules judged them", async () => {
    const scope = newScope();
    const page = pageOf(scope, { events: [older(9)], judgementVersion: JUDGEMENT_VERSION });
    await opened().store.keepPage(page);
    await judge(opened());
    expect(await kindsOf(opened(), scope)).toEqual(["other-failure"]);
  });

  it("are judged on where it was stopped", async () => {
    const scope = newScope();
    await keepOlder(
      opened(),
      scope,
      [11, 12, 13].map((seconds) => older(seconds)),
    );
    const stopper = new AbortController();
    const stopped = judge(opened(), stopper.signal, PAUSE_MS);
    const count = async () => (await kindsOf(opened(), scope)).filter((kind) => kind === "capacity").length;
    await expect.poll(count).toBe(2);
    stopper.abort();
    await stopped;
    expect(await count()).toBe(2);
    await judge(opened());
    expect(await count()).toBe(3);
  });
});

onBothEngines("a history with events that older rules judged", (placeOf) => {
  it("judges them again by itself when it is opened", async () => {
    const scope = newScope();
    const first = await openHistory(placeOf().settings, { now: () => at(3_600) });
    await keepOlder(first, scope, [older(1), older(2)]);
    await first.store.close();
    const second = await openHistory(placeOf().settings, { now: () => at(3_600) });
    await expect.poll(() => kindsOf(second, scope)).toEqual(["capacity", "capacity"]);
    await second.store.close();
  });
});

onServer("several processes on one server", (placeOf) => {
  const opened = openedAt(placeOf);
  const another = openedAt(placeOf);

  it("judge each older event once between them", async () => {
    const scope = newScope();
    const seconds = Array.from({ length: 20 }, (_, index) => index);
    await keepOlder(
      opened(),
      scope,
      seconds.map((each) => older(each)),
    );
    await Promise.all([judge(opened()), judge(another()), judge(opened())]);
    expect(await kindsOf(opened(), scope)).toEqual(seconds.map(() => "capacity"));
  });
});
