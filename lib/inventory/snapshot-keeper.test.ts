import { describe, expect, it } from "vitest";
import { emptyAnswer, refusal, type Script } from "@/lib/aws/ec2/fixtures/scripted-endpoint";
import { FULL_ENI, FULL_VPC } from "@/lib/aws/ec2/fixtures/wire-records";
import { answerXml } from "@/lib/aws/ec2/fixtures/wire-xml";
import { freshKeeperBench, PATIENCE_MS, settingsOf, WHOLE } from "@/lib/inventory/fixtures/scripted-keeper";

const bench = freshKeeperBench();
const throttle: Script = () => refusal(503, "RequestLimitExceeded", "Request limit exceeded.");
const deny: Script = () => refusal(403, "UnauthorizedOperation", "You are not authorized.");
const expire: Script = () => refusal(400, "RequestExpired", "Request has expired.");

describe("a keeper", () => {
  it("collects once for however many look at the same time", async () => {
    const keeper = await bench.openKeeper();
    await Promise.all(Array.from({ length: 50 }, () => keeper.ensure(PATIENCE_MS)));
    expect(keeper.current?.snapshot).toMatchObject({ accountId: "111122223333", region: "eu-west-1" });
    expect(bench.calls("DescribeVpcs")).toBe(1);
  });

  it("serves a snapshot until its age is over", async () => {
    const keeper = await bench.openKeeper();
    await keeper.ensure(PATIENCE_MS);
    bench.later(59);
    await keeper.ensure(PATIENCE_MS);
    expect(keeper.progress).toBeNull();
    expect(bench.calls("DescribeVpcs")).toBe(1);
  });

  it("serves an old snapshot at once while it collects a new one", async () => {
    const keeper = await bench.openKeeper();
    await keeper.ensure(PATIENCE_MS);
    const first = keeper.current?.snapshot;
    bench.later(61);
    bench.scripts.DescribeVpcs = ({ action }) => ({ body: answerXml(action, { vpcSet: [FULL_VPC] }), delayMs: 200 });
    await keeper.ensure(PATIENCE_MS);
    expect(keeper.current?.snapshot).toBe(first);
    expect(keeper.progress).not.toBeNull();
    await keeper.refresh(PATIENCE_MS);
    expect(keeper.progress).toBeNull();
    expect(keeper.current?.snapshot.id).not.toBe(first?.id);
    expect(bench.calls("DescribeVpcs")).toBe(2);
  });

  it("waits no longer than it is told, and shows how far the collection is", async () => {
    let answerSecondPage = () => {};
    const asked = new Promise<void>((resolve) => {
      answerSecondPage = resolve;
    });
    bench.scripts.DescribeNetworkInterfaces = async ({ action, params }) => {
      if (!params.has("NextToken"))
        return { body: answerXml(action, { networkInterfaceSet: [FULL_ENI], nextToken: "2" }) };
      await asked;
      return { body: answerXml(action, { networkInterfaceSet: [] }) };
    };
    const keeper = await bench.openKeeper();
    const progress = async () => {
      await keeper.ensure(10);
      return keeper.progress?.apis.map(({ api, status, pageCount, itemCount }) => [api, status, pageCount, itemCount]);
    };
    await expect.poll(progress).toContainEqual(["DescribeVpcs", "done", 1, 1]);
    await expect.poll(progress).toContainEqual(["DescribeNetworkInterfaces", "reading", 1, 1]);
    expect(keeper.current).toBeNull();
    answerSecondPage();
    await keeper.ensure(PATIENCE_MS);
    expect(keeper.current).not.toBeNull();
  });

  it("does not collect more often than every three seconds, however often refresh is pressed", async () => {
    const keeper = await bench.openKeeper();
    await keeper.refresh(PATIENCE_MS);
    bench.later(2);
    await Promise.all([keeper.refresh(PATIENCE_MS), keeper.refresh(PATIENCE_MS)]);
    expect(bench.calls("DescribeVpcs")).toBe(1);
    bench.later(2);
    await Promise.all([keeper.refresh(PATIENCE_MS), keeper.refresh(PATIENCE_MS)]);
    expect(bench.calls("DescribeVpcs")).toBe(2);
  });

  it("gives every snapshot another id", async () => {
    const keeper = await bench.openKeeper();
    const ids = new Set<string | undefined>();
    for (let i = 0; i < 3; i++) {
      await keeper.refresh(PATIENCE_MS);
      ids.add(keeper.current?.snapshot.id);
      bench.later(5);
    }
    expect(ids.size).toBe(3);
  });
});

describe("a first collection that fails", () => {
  it("is a problem, and is tried again after ten seconds and not before", async () => {
    bench.scripts = {
      DescribeVpcs: expire,
      DescribeSubnets: expire,
      DescribeNetworkInterfaces: expire,
      DescribeInstances: expire,
    };
    const keeper = await bench.openKeeper();
    await keeper.ensure(PATIENCE_MS);
    expect(keeper.current).toBeNull();
    expect(keeper.problem).toMatchObject({ code: "expired-credentials" });
    bench.later(9);
    await keeper.ensure(PATIENCE_MS);
    expect(bench.calls("DescribeVpcs")).toBe(1);
    bench.scripts = { ...WHOLE };
    bench.later(2);
    await keeper.ensure(PATIENCE_MS);
    expect(keeper.problem).toBeNull();
    expect(keeper.current).not.toBeNull();
  });

  it("is a snapshot where only some APIs are denied", async () => {
    bench.scripts.DescribeSubnets = deny;
    const keeper = await bench.openKeeper();
    await keeper.ensure(PATIENCE_MS);
    expect(keeper.problem).toBeNull();
    expect(keeper.current?.snapshot).toMatchObject({
      apis: { DescribeSubnets: { status: "denied", iamAction: "ec2:DescribeSubnets" }, DescribeVpcs: { status: "ok" } },
      subnets: [{ id: FULL_ENI.subnetId, cidr: null, availableIpAddressCount: null }],
    });
  });

  it("is no snapshot where everything is denied", async () => {
    bench.scripts = {
      DescribeVpcs: deny,
      DescribeSubnets: deny,
      DescribeNetworkInterfaces: deny,
      DescribeInstances: deny,
    };
    const keeper = await bench.openKeeper();
    await keeper.ensure(PATIENCE_MS);
    expect(keeper.current).toBeNull();
    expect(keeper.problem).toMatchObject({ code: "denied" });
  });

  it("is given up when it takes too long", async () => {
    for (const action of Object.keys(WHOLE)) bench.scripts[action] = () => ({ ...emptyAnswer(action), delayMs: 3_000 });
    bench.scripts.DescribeInstances = () => ({ ...emptyAnswer("DescribeInstances"), delayMs: 3_000 });
    const keeper = await bench.openKeeper({ ENISCOPE_SOURCE: "aws" }, 300);
    await keeper.ensure(PATIENCE_MS);
    expect(keeper.problem).toMatchObject({
      code: "endpoint-unreachable",
      message: expect.stringContaining("took too long"),
    });
  });

  it("for a reason that nobody foresaw is logged, and told without its words", async () => {
    const settings = settingsOf({ ENISCOPE_SOURCE: "demo" });
    const impossible = { ...settings, demo: { ...settings.demo, nodeCount: -1 } };
    const keeper = await bench.keeperOf(impossible);
    await keeper.ensure(PATIENCE_MS);
    expect(keeper.problem).toMatchObject({ code: "internal" });
    expect(keeper.problem?.message).not.toContain("nodeCount");
    expect(bench.logged).toEqual([expect.any(RangeError)]);
  });
});

describe("a later collection that fails", () => {
  async function collectedOnce() {
    const keeper = await bench.openKeeper();
    await keeper.ensure(PATIENCE_MS);
    bench.later(61);
    return { keeper, first: keeper.current?.snapshot };
  }

  it("keeps the last good snapshot and says why, until one succeeds", async () => {
    const { keeper, first } = await collectedOnce();
    for (const action of [...Object.keys(WHOLE), "DescribeInstances"])
      bench.scripts[action] = () => ({ cut: "before" });
    await keeper.refresh(PATIENCE_MS);
    expect(keeper.current?.snapshot).toBe(first);
    expect(keeper.problem).toMatchObject({ code: "endpoint-unreachable" });
    bench.scripts = { ...WHOLE };
    bench.later(11);
    await keeper.refresh(PATIENCE_MS);
    expect(keeper.problem).toBeNull();
    expect(keeper.current?.snapshot).not.toBe(first);
  });

  it("keeps it too when a main part is throttled away", async () => {
    const { keeper, first } = await collectedOnce();
    bench.scripts.DescribeNetworkInterfaces = throttle;
    await keeper.refresh(PATIENCE_MS);
    expect(keeper.current?.snapshot).toBe(first);
    expect(keeper.problem).toMatchObject({ code: "throttled" });
  });

  it("shows what is denied from now on as denied", async () => {
    const { keeper } = await collectedOnce();
    bench.scripts.DescribeNetworkInterfaces = deny;
    await keeper.refresh(PATIENCE_MS);
    expect(keeper.problem).toBeNull();
    expect(keeper.current?.snapshot.apis.DescribeNetworkInterfaces.status).toBe("denied");
  });

  it("shows a broken answer as failed, and the rest as it is now", async () => {
    const { keeper } = await collectedOnce();
    bench.scripts.DescribeNetworkInterfaces = () => ({
      body: "<DescribeNetworkInterfacesResponse><networkInterfaceSet>",
    });
    bench.scripts.DescribeVpcs = ({ action }) => ({
      body: answerXml(action, { vpcSet: [{ ...FULL_VPC, state: "pending" }] }),
    });
    await keeper.refresh(PATIENCE_MS);
    expect(keeper.current?.snapshot).toMatchObject({
      apis: { DescribeNetworkInterfaces: { status: "failed" } },
      vpcs: [{ state: "pending" }],
    });
  });

  it("uses renewed credentials after those before have expired, without a restart", async () => {
    const { keeper } = await collectedOnce();
    for (const action of [...Object.keys(WHOLE), "DescribeInstances"]) bench.scripts[action] = expire;
    await keeper.refresh(PATIENCE_MS);
    expect(keeper.problem).toMatchObject({ code: "expired-credentials" });
    await bench.saveKeys("RENEWED");
    bench.scripts = { ...WHOLE };
    bench.later(11);
    await keeper.refresh(PATIENCE_MS);
    expect(keeper.problem).toBeNull();
    const keys = bench.endpoint.requests.map(
      ({ headers }) => /Credential=(\w+)/.exec(headers.authorization ?? "")?.[1],
    );
    expect(keys[0]).toBe("FIRST");
    expect(keys.at(-1)).toBe("RENEWED");
  });
});
