import { afterEach, describe, expect, it } from "vitest";
import { HOLD_LEASE_MS } from "@/lib/demo/control/control";
import { read, send } from "@/lib/demo/fixtures/ask-server";
import { itemsOf, textAt } from "@/lib/demo/fixtures/xml-tree";
import { type DemoAccount, type DemoAccountOptions, startDemoAccount } from "@/lib/demo/server";
import { CONTROL_ACTIONS, type ControlAction, type ControlAnswer } from "@/lib/domain/api/demo";
import { HOUR_MS } from "@/lib/domain/time-units";

const STARTED_AT = Date.parse("2026-01-15T10:00:00.123Z");
const JSON_TYPE = { "content-type": "application/json" };
const ROLLOUT = { atSeconds: 20, maxUnavailableShare: 0.1, restartSeconds: 30 };
const SMALL = { WARM_ENI_TARGET: "0", WARM_IP_TARGET: "2", MINIMUM_IP_TARGET: "10" };

const open: DemoAccount[] = [];
afterEach(async () => {
  for (const account of open.splice(0)) await account.close();
});

/** An account before a clock that only `pass` moves. */
async function begin(options: Partial<DemoAccountOptions> = {}) {
  let now = STARTED_AT;
  const account = await startDemoAccount({
    seed: 1,
    nodeCount: 60,
    speed: 1,
    startTime: STARTED_AT,
    now: () => now,
    ...options,
  });
  open.push(account);
  const post = (action: string, body: unknown) =>
    send(account.endpoint, { path: `/_demo/${action}`, headers: JSON_TYPE, body: JSON.stringify(body) });
  return {
    account,
    post,
    pass: (ms: number) => {
      now += ms;
    },
    async ask<Action extends ControlAction>(action: Action, body: unknown): Promise<ControlAnswer<Action>> {
      const { status, text } = await post(action, body);
      if (status !== 200) throw new Error(`${action}: ${status} ${text}`);
      return CONTROL_ACTIONS[action].gives.strict().parse(JSON.parse(text)) as ControlAnswer<Action>;
    },
    async free(name: string): Promise<number> {
      const subnets = itemsOf(await read(account, "DescribeSubnets", filter("tag:Name", name)), "subnetSet");
      return Number(textAt(subnets[0], "availableIpAddressCount"));
    },
    /** Everything that life moves. */
    async everything(): Promise<string> {
      const answers = await Promise.all([
        read(account, "DescribeNetworkInterfaces"),
        read(account, "DescribeInstances"),
      ]);
      return JSON.stringify(answers.map((answer) => answer.children.filter(({ name }) => name !== "requestId")));
    },
  };
}

const filter = (name: string, value: string) => ({ "Filter.1.Name": name, "Filter.1.Value.1": value });

describe("a hold", () => {
  it("stands still at a whole second, however much time passes, and goes on from there", async () => {
    const { ask, pass, everything } = await begin();
    pass(HOUR_MS);
    const before = await everything();
    const { hold, now } = await ask("hold", { cluster: "astronomer-dev" });
    expect(now % 1_000).toBe(0);
    expect(now - STARTED_AT).toBeGreaterThanOrEqual(HOUR_MS);
    expect(now - STARTED_AT).toBeLessThan(HOUR_MS + 1_000);
    pass(HOLD_LEASE_MS - 1);
    const held = await everything();
    expect((await ask("status", {})).isHeld).toBe(true);
    expect(await ask("release", { hold })).toEqual({ now });
    expect(await everything()).toBe(held);
    pass(HOUR_MS);
    expect(await everything()).not.toBe(held);
    expect((await ask("status", {})).now).toBe(now + HOUR_MS);
    expect(before.length).toBeGreaterThan(0);
  });

  it("ends by itself when nobody asks for it any more", async () => {
    const { ask, pass, post } = await begin();
    const { hold } = await ask("hold", { cluster: "astronomer-dev" });
    pass(HOLD_LEASE_MS - 1);
    await ask("advance", { hold, toMs: 1_000 });
    pass(HOLD_LEASE_MS - 1);
    expect((await ask("status", {})).isHeld).toBe(true);
    pass(1);
    expect((await ask("status", {})).isHeld).toBe(false);
    expect((await post("advance", { hold, toMs: 2_000 })).status).toBe(409);
  });

  it("discloses where the pods are, and as many as there are addresses for", async () => {
    const { ask, pass } = await begin();
    pass(3 * HOUR_MS);
    const { nodes, env } = await ask("hold", { cluster: "astronomer-dev" });
    expect(env).toMatchObject({ WARM_ENI_TARGET: "1" });
    expect(nodes).toHaveLength(19);
    const pods = nodes.map(({ enis }) => enis.flatMap((eni) => eni.pods).reduce((sum, [, count]) => sum + count, 0));
    expect(Math.min(...pods)).toBeGreaterThan(0);
    expect(Math.max(...pods)).toBeLessThanOrEqual(56);
    for (const { nextLookMs, isRunning, maxPods } of nodes) {
      expect(isRunning).toBe(true);
      expect(maxPods).toBe(58);
      expect(nextLookMs).toBeGreaterThan(0);
      expect(nextLookMs).toBeLessThanOrEqual(5_000);
    }
  });

  it("discloses which addresses cool, and since when", async () => {
    const { ask, pass } = await begin();
    let coolingCount = 0;
    for (let look = 0; look < 20; look++) {
      pass(HOUR_MS / 4);
      const { hold, nodes } = await ask("hold", { cluster: "prod-batch" });
      for (const { cooling, pods } of nodes.flatMap(({ enis }) => enis)) {
        coolingCount += cooling.length;
        expect(cooling.every(([, sinceMs]) => sinceMs >= 0 && sinceMs < 30_000)).toBe(true);
        const entries = new Set(pods.map(([entry]) => entry));
        expect(cooling.filter(([entry]) => entries.has(entry))).toEqual([]);
      }
      await ask("release", { hold });
    }
    expect(coolingCount).toBeGreaterThan(0);
  });

  it("is one at a time", async () => {
    const { ask, post } = await begin();
    await ask("hold", { cluster: "astronomer-dev" });
    expect((await post("hold", { cluster: "prod-main" })).status).toBe(409);
  });
});

describe("a rollout", () => {
  it("restarts node by node, frees what it frees only as time is moved, and is taken back", async () => {
    const { ask, free } = await begin();
    const { hold } = await ask("hold", { cluster: "astronomer-dev" });
    const { restarts, env } = await ask("rollout", { hold, env: { ...SMALL }, ...ROLLOUT });
    expect(env).toEqual(SMALL);
    expect(restarts).toHaveLength(19);
    // 10 % of 19 nodes are 2 at once, each away for 30 s.
    expect(restarts.map(({ atMs }) => atMs)).toEqual(Array.from({ length: 19 }, (_, place) => 50_000 + 15_000 * place));
    expect(await free("dev-private-a")).toBe(3);
    await ask("advance", { hold, toMs: 49_999 });
    expect(await free("dev-private-a")).toBe(3);
    await ask("advance", { hold, toMs: 1_200_000 });
    expect(await free("dev-private-a")).toBeGreaterThan(100);
    expect((await ask("status", {})).clusters.find(({ name }) => name === "astronomer-dev")).toMatchObject({
      env: SMALL,
      isPatched: true,
    });
    const back = await ask("rollout", { hold, env: null, ...ROLLOUT });
    expect(back.env).toMatchObject({ WARM_ENI_TARGET: "1" });
    expect(back.restarts[0]?.atMs).toBe(1_250_000);
    await ask("advance", { hold, toMs: 2_400_000 });
    expect(await free("dev-private-a")).toBeLessThan(10);
    const after = await ask("status", {});
    expect(after.clusters.some(({ isPatched }) => isPatched)).toBe(false);
  });

  it("comes to its end also when the hold ends before", async () => {
    const { ask, pass, free } = await begin();
    const { hold } = await ask("hold", { cluster: "astronomer-dev" });
    await ask("rollout", { hold, env: SMALL, ...ROLLOUT });
    await ask("release", { hold });
    expect(await free("dev-private-a")).toBe(3);
    pass(HOUR_MS);
    expect(await free("dev-private-a")).toBeGreaterThan(80);
  });

  it("does not depend on the steps in which the time is moved", async () => {
    const texts = await Promise.all(
      [[900_000], [1, 50_000, 50_001, 123_456, 900_000]].map(async (steps) => {
        const { ask, everything } = await begin();
        const { hold } = await ask("hold", { cluster: "prod-tuned" });
        await ask("rollout", { hold, env: { WARM_ENI_TARGET: "2" }, ...ROLLOUT });
        for (const toMs of steps) await ask("advance", { hold, toMs });
        return everything();
      }),
    );
    expect(texts[0]).toBe(texts[1]);
  });
});

describe("the control refuses", () => {
  const body = JSON.stringify({ cluster: "astronomer-dev" });
  const path = "/_demo/hold";

  it.each([
    ["a web page", 403, { path, headers: { ...JSON_TYPE, origin: "http://evil.example" }, body }],
    ["a form, which any page may send", 415, { path, headers: { "content-type": "text/plain" }, body }],
    ["another host name", 403, { path, headers: { ...JSON_TYPE, host: "evil.example" }, body }],
    ["a GET", 405, { method: "GET", path, headers: JSON_TYPE }],
    ["an unknown action", 404, { path: "/_demo/toString", headers: JSON_TYPE, body }],
    ["what is no JSON", 400, { path, headers: JSON_TYPE, body: "{" }],
    ["a missing field", 400, { path, headers: JSON_TYPE, body: "{}" }],
    ["a field too many", 400, { path, headers: JSON_TYPE, body: '{"cluster":"a","x":1}' }],
    ["an unknown cluster", 404, { path, headers: JSON_TYPE, body: '{"cluster":"nobody"}' }],
    ["a cluster without a DaemonSet", 409, { path, headers: JSON_TYPE, body: '{"cluster":"ml-auto"}' }],
  ])("%s: %d", async (_, status, asked) => {
    const { account, ask } = await begin();
    expect((await send(account.endpoint, asked)).status).toBe(status);
    expect((await ask("status", {})).isHeld).toBe(false);
  });

  it.each([
    ["AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", "no ENIConfig"],
    ["ENABLE_IPv6", "/80 prefix"],
  ])("an environment that it cannot run: %s", async (name, because) => {
    const { ask, post } = await begin();
    const { hold } = await ask("hold", { cluster: "astronomer-dev" });
    const { status, text } = await post("rollout", { hold, env: { [name]: "true" }, ...ROLLOUT });
    expect([status, text]).toEqual([409, expect.stringContaining(because)]);
  });

  it("to go back in time", async () => {
    const { ask, post } = await begin();
    const { hold } = await ask("hold", { cluster: "astronomer-dev" });
    await ask("advance", { hold, toMs: 2_000 });
    expect((await post("advance", { hold, toMs: 1_999 })).status).toBe(409);
  });
});
