import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call, read, send, withAccount } from "@/lib/demo/fixtures/ask-server";
import { itemsOf, parseXml, textAt } from "@/lib/demo/fixtures/xml-tree";
import { Random } from "@/lib/demo/random";
import { type DemoAccount, startDemoAccount } from "@/lib/demo/server";

const START_TIME = Date.parse("2026-01-15T10:00:00Z");

describe("the endpoint", () => {
  let account: DemoAccount;
  beforeAll(async () => {
    account = await startDemoAccount({ seed: 1, nodeCount: 20, speed: 0, startTime: START_TIME });
  });
  afterAll(() => account.close());

  const form = "Action=DescribeVpcs&Version=2016-11-15";

  it("says where and whose it is", () => {
    expect(account.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(account).toMatchObject({ accountId: "111122223333", region: "eu-west-1" });
  });

  it("answers a form by POST and the same as a query string by GET", async () => {
    const posted = await send(account.endpoint, { body: form });
    const got = await send(account.endpoint, { method: "GET", path: `/?${form}` });
    expect(posted.status).toBe(200);
    expect(posted.headers["content-type"]).toBe("text/xml;charset=UTF-8");
    expect(Number(posted.headers["content-length"])).toBe(Buffer.byteLength(posted.text));
    expect(got.text).toBe(posted.text);
    const root = parseXml(posted.text);
    expect(root.name).toBe("DescribeVpcsResponse");
    expect(root.attributes).toBe('xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"');
    expect(textAt(root, "requestId")).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(posted.headers["x-amzn-requestid"]).toBe(textAt(root, "requestId"));
  });

  it("allows no web page of another origin to read it", async () => {
    const reply = await send(account.endpoint, { body: form, headers: { origin: "http://evil.example" } });
    expect(reply.headers["access-control-allow-origin"]).toBeUndefined();
    const rebound = await send(account.endpoint, { body: form, headers: { host: "evil.example:80" } });
    expect(rebound.status).toBe(403);
    expect(rebound.text).not.toContain("vpc-");
  });

  it.each([
    { asked: { method: "PUT", body: form }, status: 405, code: "UnsupportedProtocol" },
    { asked: { path: "/admin", body: form }, status: 404, code: "InvalidAction" },
    { asked: { path: "//?a", body: form }, status: 404, code: "InvalidAction" },
    { asked: { body: "" }, status: 400, code: "MissingParameter" },
    { asked: { body: "Action=LaunchRockets" }, status: 400, code: "InvalidAction" },
    { asked: { body: "Action=constructor" }, status: 400, code: "InvalidAction" },
    { asked: { body: "Action=DescribeVpcs&Version=2099-01-01" }, status: 400, code: "NoSuchVersion" },
    { asked: { body: `${form}&Colour=red` }, status: 400, code: "UnknownParameter" },
    { asked: { body: `${form}&DryRun=true` }, status: 412, code: "DryRunOperation" },
    { asked: { body: `x=${"y".repeat(1_000_001)}` }, status: 413, code: "RequestEntityTooLarge" },
  ])("refuses with $status $code", async ({ asked, status, code }) => {
    const reply = await send(account.endpoint, asked);
    expect(reply.status).toBe(status);
    const root = parseXml(reply.text);
    expect(root.name).toBe("Response");
    const error = root.children.find(({ name }) => name === "Errors");
    expect(textAt(error, "Error", "Code")).toBe(code);
    expect(textAt(error, "Error", "Message")).not.toBe("");
    expect(textAt(root, "RequestID")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("survives forms of nonsense: each gets an answer in XML, and none of them the internal error", async () => {
    const random = new Random("forms");
    const words = [
      "Action",
      "Filter.1.Name",
      "Filter.1.Value.1",
      "NextToken",
      "MaxResults",
      "SubnetId",
      "SubnetId.1",
      "DryRun",
      "InstanceType.1",
      "Version",
      "Filter",
      "..",
      "Filter.1",
    ];
    const values = [
      "DescribeNetworkInterfaces",
      "DescribeInstances",
      "GetSubnetCidrReservations",
      "DescribeInstanceTypes",
      "tag:",
      "vpc-id",
      "*",
      "\\",
      "-1",
      "1e9",
      "NaN",
      "true",
      "eni-0123456789abcdef0",
      "%00",
      "\u0000",
      "𝕏",
      "",
      "x".repeat(300),
      "[",
      "constructor",
      "__proto__",
    ];
    for (let round = 0; round < 400; round++) {
      const pairs = Array.from({ length: random.between(0, 6) }, () => [random.pick(words), random.pick(values)]);
      const body = new URLSearchParams([["Action", random.pick(values)], ...pairs]).toString();
      const reply = await send(account.endpoint, {
        body: random.chance(0.1) ? Buffer.from(random.hex(64), "hex") : body,
      });
      expect([200, 400, 412], body).toContain(reply.status);
      expect(() => parseXml(reply.text), body).not.toThrow();
      expect(reply.text, body).not.toContain("InternalError");
    }
  });

  it("survives bytes that are no HTTP, and connections that break off", async () => {
    const random = new Random("bytes");
    const { port } = new URL(account.endpoint);
    for (let round = 0; round < 60; round++) {
      await new Promise<void>((resolve) => {
        const socket = connect(Number(port), "127.0.0.1");
        socket.on("error", () => resolve());
        socket.on("close", () => resolve());
        const start = random.pick(["", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n", "GET /?"]);
        socket.write(
          Buffer.concat([Buffer.from(start), Buffer.from(random.hex(random.between(2, 400)), "hex")]),
          () => {
            setTimeout(() => socket.destroy(), 5);
          },
        );
      });
    }
    expect((await send(account.endpoint, { body: form })).status).toBe(200);
  });
});

describe("an account's server", () => {
  it("gives the same bytes for the same seed, nodes and start time", async () => {
    const options = { seed: 9, startTime: START_TIME, speed: 0 };
    const texts = () =>
      withAccount(options, async (account) => (await call(account, "DescribeNetworkInterfaces")).text);
    expect(await texts()).toBe(await texts());
  });

  it("moves with the machine's clock times the speed, and stands still at 0", async () => {
    let machine = 5_000_000;
    const now = () => machine;
    const enis = async (account: DemoAccount) =>
      itemsOf(await read(account, "DescribeNetworkInterfaces"), "networkInterfaceSet").map((eni) =>
        textAt(eni, "networkInterfaceId"),
      );
    const options = { startTime: START_TIME, now };
    const pass = (speed: number, passed: number) =>
      withAccount({ ...options, speed }, async (account) => {
        const before = await enis(account);
        machine += passed;
        return { before, later: await enis(account) };
      });
    const frozen = await pass(0, 3_600_000);
    expect(frozen.later).toEqual(frozen.before);
    const fast = await pass(60, 60_000);
    const real = await pass(1, 3_600_000);
    expect(fast.before).toEqual(frozen.before);
    expect(fast.later).not.toEqual(fast.before);
    expect(fast.later).toEqual(real.later);
  });

  it("refuses a port that is taken, and frees its own when closed", async () => {
    await withAccount({}, async (account) => {
      const port = Number(new URL(account.endpoint).port);
      await expect(startDemoAccount({ seed: 1, nodeCount: 10, speed: 0, port })).rejects.toThrow("EADDRINUSE");
      await account.close();
      const again = await startDemoAccount({ seed: 1, nodeCount: 10, speed: 0, port });
      await again.close();
    });
  });

  it.each([9, 50_001, 10.5, Number.NaN])("refuses %d nodes", async (nodeCount) => {
    await expect(startDemoAccount({ seed: 1, nodeCount, speed: 0 })).rejects.toThrow(RangeError);
  });
});

describe("troubles on request", () => {
  const codeOf = (text: string): string => /<Code>([^<]*)<\/Code>/.exec(text)?.[1] ?? "none";

  it("deny one action and no other", () =>
    withAccount({ deny: ["DescribeInstances"] }, async (account) => {
      const denied = await call(account, "DescribeInstances");
      expect(denied.status).toBe(403);
      expect(codeOf(denied.text)).toBe("UnauthorizedOperation");
      expect(denied.text).toContain("ec2:DescribeInstances");
      expect((await call(account, "DescribeVpcs")).status).toBe(200);
    }));

  it("fail inside AWS", () =>
    withAccount({ fail: ["DescribeVpcs"] }, async (account) => {
      const failed = await call(account, "DescribeVpcs");
      expect(failed.status).toBe(500);
      expect(codeOf(failed.text)).toBe("InternalError");
    }));

  it("break answers off in the middle", () =>
    withAccount({ truncate: ["DescribeSubnets"] }, async (account) => {
      const cut = await call(account, "DescribeSubnets");
      expect(cut.status).toBe(200);
      expect(cut.text).toContain("<subnetSet>");
      expect(() => parseXml(cut.text)).toThrow(SyntaxError);
      expect((await read(account, "DescribeVpcs")).name).toBe("DescribeVpcsResponse");
    }));

  it.each([
    { credentials: "expired", status: 400, code: "RequestExpired" },
    { credentials: "invalid", status: 401, code: "AuthFailure" },
  ] as const)("take the credentials for $credentials", ({ credentials, status, code }) =>
    withAccount({ credentials }, async (account) => {
      const reply = await call(account, "DescribeVpcs");
      expect(reply.status).toBe(status);
      expect(codeOf(reply.text)).toBe(code);
    }),
  );

  it("make every answer wait", () =>
    withAccount({ latencyMs: 120 }, async (account) => {
      const startedAt = performance.now();
      await call(account, "DescribeVpcs");
      expect(performance.now() - startedAt).toBeGreaterThanOrEqual(115);
    }));

  it("empty the token bucket after 100 requests, which fills at 20 a second", async () => {
    let machine = 0;
    await withAccount({ throttle: true, now: () => machine }, async (account) => {
      const statuses = async (count: number): Promise<number[]> => {
        const found: number[] = [];
        for (let i = 0; i < count; i++) found.push((await call(account, "DescribeVpcs")).status);
        return found;
      };
      expect(await statuses(101)).toEqual([...Array.from({ length: 100 }, () => 200), 503]);
      machine += 250;
      expect(await statuses(6)).toEqual([200, 200, 200, 200, 200, 503]);
      const refused = await call(account, "DescribeVpcs");
      expect(codeOf(refused.text)).toBe("RequestLimitExceeded");
    });
  });

  it("give a listing without filters and pages half of that", () =>
    withAccount({ throttle: true, now: () => 0 }, async (account) => {
      const statuses: number[] = [];
      for (let i = 0; i < 52; i++) statuses.push((await call(account, "DescribeInstances")).status);
      expect(statuses.filter((status) => status === 200)).toHaveLength(50);
      expect((await call(account, "DescribeInstances", { MaxResults: "5" })).status).toBe(200);
    }));
});
