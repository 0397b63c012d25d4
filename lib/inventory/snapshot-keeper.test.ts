import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  emptyAnswer,
  refusal,
  type Script,
  type ScriptedEndpoint,
  startScriptedEndpoint,
} from "@/lib/aws/ec2/fixtures/scripted-endpoint";
import { FULL_ENI, FULL_SUBNET, FULL_VPC } from "@/lib/aws/ec2/fixtures/wire-records";
import { answerXml } from "@/lib/aws/ec2/fixtures/wire-xml";
import { parseSettings, type Settings } from "@/lib/inventory/environment";
import { SnapshotKeeper } from "@/lib/inventory/snapshot-keeper";
import { openSource } from "@/lib/inventory/source";

const START = Date.UTC(2026, 0, 2);

let folder: string;
let endpoint: ScriptedEndpoint;
let scripts: Record<string, Script>;
let now: number;
let logged: unknown[];

const WHOLE: Readonly<Record<string, Script>> = {
  DescribeVpcs: ({ action }) => ({ body: answerXml(action, { vpcSet: [FULL_VPC] }) }),
  DescribeSubnets: ({ action }) => ({ body: answerXml(action, { subnetSet: [FULL_SUBNET] }) }),
  DescribeNetworkInterfaces: ({ action }) => ({ body: answerXml(action, { networkInterfaceSet: [FULL_ENI] }) }),
};

const throttle: Script = () => refusal(503, "RequestLimitExceeded", "Request limit exceeded.");
const deny: Script = () => refusal(403, "UnauthorizedOperation", "You are not authorized.");
const expire: Script = () => refusal(400, "RequestExpired", "Request has expired.");

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "eniscope-keeper-"));
  scripts = { ...WHOLE };
  now = START;
  logged = [];
  endpoint = await startScriptedEndpoint((request) =>
    (scripts[request.action] ?? (({ action }) => emptyAnswer(action)))(request),
  );
  for (const name of ["AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL_EC2"])
    vi.stubEnv(name, undefined);
  vi.stubEnv("HOME", folder);
  vi.stubEnv("AWS_CONFIG_FILE", join(folder, "config"));
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(folder, "credentials"));
  vi.stubEnv("AWS_REGION", "eu-west-1");
  vi.stubEnv("AWS_ENDPOINT_URL", endpoint.url);
  vi.stubEnv("AWS_MAX_ATTEMPTS", "1");
  await saveKeys("FIRST");
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await endpoint.close();
  await rm(folder, { recursive: true, force: true });
});

const saveKeys = (key: string) =>
  writeFile(join(folder, "credentials"), `[default]\naws_access_key_id=${key}\naws_secret_access_key=x\n`);

function settingsOf(variables: Readonly<Record<string, string>>): Settings {
  const outcome = parseSettings({ ENISCOPE_EC2_REQUESTS_PER_S: "50", ...variables });
  if (outcome.kind === "invalid") throw new Error(outcome.problem.message);
  return outcome.settings;
}

async function openKeeper(
  variables: Readonly<Record<string, string>> = { ENISCOPE_SOURCE: "aws" },
  timeoutMs = 20_000,
) {
  const settings = settingsOf(variables);
  const log = (_message: string, cause: unknown) => logged.push(cause);
  return new SnapshotKeeper({ source: await openSource(settings), settings, now: () => now, timeoutMs, log });
}

const calls = (action: string) => endpoint.requests.filter((request) => request.action === action).length;
const later = (seconds: number) => {
  now += seconds * 1000;
};
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("a keeper", () => {
  it("collects once for however many look at the same time", async () => {
    const keeper = await openKeeper();
    await Promise.all(Array.from({ length: 50 }, () => keeper.ensure(10_000)));
    expect(keeper.current?.snapshot).toMatchObject({ accountId: "111122223333", region: "eu-west-1" });
    expect(calls("DescribeVpcs")).toBe(1);
  });

  it("serves a snapshot until its age is over", async () => {
    const keeper = await openKeeper();
    await keeper.ensure(10_000);
    later(59);
    await keeper.ensure(10_000);
    expect(keeper.progress).toBeNull();
    expect(calls("DescribeVpcs")).toBe(1);
  });

  it("serves an old snapshot at once while it collects a new one", async () => {
    const keeper = await openKeeper();
    await keeper.ensure(10_000);
    const first = keeper.current?.snapshot;
    later(61);
    scripts.DescribeVpcs = ({ action }) => ({ body: answerXml(action, { vpcSet: [FULL_VPC] }), delayMs: 200 });
    await keeper.ensure(10_000);
    expect(keeper.current?.snapshot).toBe(first);
    expect(keeper.progress).not.toBeNull();
    await keeper.refresh(10_000);
    expect(keeper.progress).toBeNull();
    expect(keeper.current?.snapshot.id).not.toBe(first?.id);
    expect(calls("DescribeVpcs")).toBe(2);
  });

  it("waits no longer than it is told, and shows how far the collection is", async () => {
    scripts.DescribeNetworkInterfaces = ({ action, params }) =>
      params.has("NextToken")
        ? { body: answerXml(action, { networkInterfaceSet: [] }), delayMs: 3_000 }
        : { body: answerXml(action, { networkInterfaceSet: [FULL_ENI], nextToken: "2" }) };
    const keeper = await openKeeper();
    const startedAt = performance.now();
    await keeper.ensure(1_000);
    expect(performance.now() - startedAt).toBeLessThan(2_500);
    expect(keeper.current).toBeNull();
    const progress = keeper.progress?.apis.map(({ api, status, pageCount, itemCount }) => [
      api,
      status,
      pageCount,
      itemCount,
    ]);
    expect(progress).toContainEqual(["DescribeVpcs", "done", 1, 1]);
    expect(progress).toContainEqual(["DescribeNetworkInterfaces", "reading", 1, 1]);
    await keeper.ensure(10_000);
    expect(keeper.current).not.toBeNull();
  });

  it("does not collect more often than every three seconds, however often refresh is pressed", async () => {
    const keeper = await openKeeper();
    await keeper.refresh(10_000);
    later(2);
    await Promise.all([keeper.refresh(10_000), keeper.refresh(10_000)]);
    expect(calls("DescribeVpcs")).toBe(1);
    later(2);
    await Promise.all([keeper.refresh(10_000), keeper.refresh(10_000)]);
    expect(calls("DescribeVpcs")).toBe(2);
  });

  it("gives every snapshot another id", async () => {
    const keeper = await openKeeper();
    const ids = new Set<string | undefined>();
    for (let i = 0; i < 3; i++) {
      await keeper.refresh(10_000);
      ids.add(keeper.current?.snapshot.id);
      later(5);
    }
    expect(ids.size).toBe(3);
  });
});

describe("a first collection that fails", () => {
  it("is a problem, and is tried again after ten seconds and not before", async () => {
    scripts = {
      DescribeVpcs: expire,
      DescribeSubnets: expire,
      DescribeNetworkInterfaces: expire,
      DescribeInstances: expire,
    };
    const keeper = await openKeeper();
    await keeper.ensure(10_000);
    expect(keeper.current).toBeNull();
    expect(keeper.problem).toMatchObject({ code: "expired-credentials" });
    later(9);
    await keeper.ensure(10_000);
    expect(calls("DescribeVpcs")).toBe(1);
    scripts = { ...WHOLE };
    later(2);
    await keeper.ensure(10_000);
    expect(keeper.problem).toBeNull();
    expect(keeper.current).not.toBeNull();
  });

  it("is a snapshot where only some APIs are denied", async () => {
    scripts.DescribeSubnets = deny;
    const keeper = await openKeeper();
    await keeper.ensure(10_000);
    expect(keeper.problem).toBeNull();
    expect(keeper.current?.snapshot).toMatchObject({
      apis: { DescribeSubnets: { status: "denied", iamAction: "ec2:DescribeSubnets" }, DescribeVpcs: { status: "ok" } },
      subnets: [{ id: FULL_ENI.subnetId, cidr: null, availableIpAddressCount: null }],
    });
  });

  it("is no snapshot where everything is denied", async () => {
    scripts = { DescribeVpcs: deny, DescribeSubnets: deny, DescribeNetworkInterfaces: deny, DescribeInstances: deny };
    const keeper = await openKeeper();
    await keeper.ensure(10_000);
    expect(keeper.current).toBeNull();
    expect(keeper.problem).toMatchObject({ code: "denied" });
  });

  it("is given up when it takes too long", async () => {
    for (const action of Object.keys(WHOLE)) scripts[action] = () => ({ ...emptyAnswer(action), delayMs: 3_000 });
    scripts.DescribeInstances = () => ({ ...emptyAnswer("DescribeInstances"), delayMs: 3_000 });
    const keeper = await openKeeper({ ENISCOPE_SOURCE: "aws" }, 300);
    await keeper.ensure(10_000);
    expect(keeper.problem).toMatchObject({
      code: "endpoint-unreachable",
      message: expect.stringContaining("took too long"),
    });
  });

  it("for a reason that nobody foresaw is logged, and told without its words", async () => {
    const settings = settingsOf({ ENISCOPE_SOURCE: "demo" });
    const impossible = { ...settings, demo: { ...settings.demo, nodeCount: -1 } };
    const source = await openSource(impossible);
    const log = (_message: string, cause: unknown) => logged.push(cause);
    const keeper = new SnapshotKeeper({ source, settings, now: () => now, log });
    await keeper.ensure(10_000);
    expect(keeper.problem).toMatchObject({ code: "internal" });
    expect(keeper.problem?.message).not.toContain("nodeCount");
    expect(logged).toEqual([expect.any(RangeError)]);
  });
});

describe("a later collection that fails", () => {
  async function collectedOnce() {
    const keeper = await openKeeper();
    await keeper.ensure(10_000);
    later(61);
    return { keeper, first: keeper.current?.snapshot };
  }

  it("keeps the last good snapshot and says why, until one succeeds", async () => {
    const { keeper, first } = await collectedOnce();
    for (const action of [...Object.keys(WHOLE), "DescribeInstances"]) scripts[action] = () => ({ cut: "before" });
    await keeper.refresh(10_000);
    expect(keeper.current?.snapshot).toBe(first);
    expect(keeper.problem).toMatchObject({ code: "endpoint-unreachable" });
    scripts = { ...WHOLE };
    later(11);
    await keeper.refresh(10_000);
    expect(keeper.problem).toBeNull();
    expect(keeper.current?.snapshot).not.toBe(first);
  });

  it("keeps it too when a main part is throttled away", async () => {
    const { keeper, first } = await collectedOnce();
    scripts.DescribeNetworkInterfaces = throttle;
    await keeper.refresh(10_000);
    expect(keeper.current?.snapshot).toBe(first);
    expect(keeper.problem).toMatchObject({ code: "throttled" });
  });

  it("shows what is denied from now on as denied", async () => {
    const { keeper } = await collectedOnce();
    scripts.DescribeNetworkInterfaces = deny;
    await keeper.refresh(10_000);
    expect(keeper.problem).toBeNull();
    expect(keeper.current?.snapshot.apis.DescribeNetworkInterfaces.status).toBe("denied");
  });

  it("shows a broken answer as failed, and the rest as it is now", async () => {
    const { keeper } = await collectedOnce();
    scripts.DescribeNetworkInterfaces = () => ({ body: "<DescribeNetworkInterfacesResponse><networkInterfaceSet>" });
    scripts.DescribeVpcs = ({ action }) => ({
      body: answerXml(action, { vpcSet: [{ ...FULL_VPC, state: "pending" }] }),
    });
    await keeper.refresh(10_000);
    expect(keeper.current?.snapshot).toMatchObject({
      apis: { DescribeNetworkInterfaces: { status: "failed" } },
      vpcs: [{ state: "pending" }],
    });
  });

  it("uses renewed credentials after those before have expired, without a restart", async () => {
    const { keeper } = await collectedOnce();
    for (const action of [...Object.keys(WHOLE), "DescribeInstances"]) scripts[action] = expire;
    await keeper.refresh(10_000);
    expect(keeper.problem).toMatchObject({ code: "expired-credentials" });
    await saveKeys("RENEWED");
    scripts = { ...WHOLE };
    later(11);
    await keeper.refresh(10_000);
    expect(keeper.problem).toBeNull();
    const keys = endpoint.requests.map(({ headers }) => /Credential=(\w+)/.exec(headers.authorization ?? "")?.[1]);
    expect(keys[0]).toBe("FIRST");
    expect(keys.at(-1)).toBe("RENEWED");
  });
});

describe("the source that is chosen without being named", () => {
  it("is AWS where credentials resolve", async () => {
    const keeper = await openKeeper({});
    await keeper.ensure(10_000);
    expect(keeper.current?.snapshot.source).toMatchObject({ kind: "aws" });
    expect(calls("DescribeVpcs")).toBe(1);
  });

  it("is the demonstration account where nothing points at AWS", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL", undefined);
    vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(folder, "none"));
    const keeper = await openKeeper({ ENISCOPE_DEMO_NODES: "10" });
    await keeper.ensure(15_000);
    expect(keeper.problem).toBeNull();
    expect(keeper.source.description).toMatchObject({ kind: "demo" });
    expect(keeper.current?.snapshot.vpcs.length).toBeGreaterThan(0);
    expect(endpoint.requests).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ["a profile that does not exist", { AWS_PROFILE: "missing" }, "no-credentials"],
    ["half a key pair", { AWS_ACCESS_KEY_ID: "A" }, "no-credentials"],
    ["an endpoint without credentials", {}, "no-credentials"],
  ])("is AWS with a problem where somebody named %s", async (_name, variables, code) => {
    vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(folder, "none"));
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    const keeper = await openKeeper({});
    await keeper.ensure(10_000);
    expect(keeper.source.description).toMatchObject({ kind: "aws" });
    expect(keeper.problem).toMatchObject({ code });
    expect(endpoint.requests).toEqual([]);
  });
});

describe("the SDK's own conventions", () => {
  it("hold for the endpoint of EC2 alone, which goes before the general one", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
    vi.stubEnv("AWS_ENDPOINT_URL_EC2", endpoint.url);
    const keeper = await openKeeper();
    await keeper.ensure(10_000);
    expect(keeper.current?.snapshot.source.label).toBe(endpoint.url);
  });

  it("hold for a profile with its Region, keys and endpoint", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL", undefined);
    vi.stubEnv("AWS_REGION", undefined);
    vi.stubEnv("AWS_PROFILE", "dev");
    const profile = ["[profile dev]", "region = ap-southeast-2", `endpoint_url = ${endpoint.url}`];
    await writeFile(join(folder, "config"), profile.join("\n"));
    await writeFile(join(folder, "credentials"), "[dev]\naws_access_key_id=DEVKEY\naws_secret_access_key=x\n");
    const keeper = await openKeeper();
    await keeper.ensure(10_000);
    expect(keeper.problem).toBeNull();
    expect(keeper.current?.snapshot).toMatchObject({ region: "ap-southeast-2", source: { label: "profile dev" } });
    expect(endpoint.requests[0]?.headers.authorization).toMatch(/Credential=DEVKEY\/\d+\/ap-southeast-2\/ec2/);
  });
});

describe("the instance metadata service", () => {
  let metadata: ScriptedEndpoint;

  beforeEach(async () => {
    metadata = await startScriptedEndpoint(() => ({ status: 404, body: "" }));
    vi.stubEnv("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.url);
    vi.stubEnv("AWS_EC2_METADATA_DISABLED", undefined);
    vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(folder, "none"));
  });

  afterEach(() => metadata.close());

  it("is asked where the source is AWS by name; what is missing is told when it has no role", async () => {
    const keeper = await openKeeper({ ENISCOPE_SOURCE: "aws" });
    await keeper.ensure(15_000);
    expect(metadata.requests.length).toBeGreaterThan(0);
    expect(keeper.problem).toMatchObject({ code: "no-credentials" });
  });

  it("is not asked where the source was not named, with or without other hints at AWS", async () => {
    await (await openKeeper({})).ensure(15_000);
    vi.stubEnv("AWS_ENDPOINT_URL", undefined);
    await (await openKeeper({ ENISCOPE_DEMO_NODES: "10" })).ensure(15_000);
    expect(metadata.requests).toEqual([]);
  });
});

describe("the source of a capture", () => {
  it("is read again when a file changes, whatever the age", async () => {
    const file = join(folder, "subnets.json");
    const save = (count: number) =>
      writeFile(
        file,
        JSON.stringify({
          Subnets: [{ SubnetId: "subnet-1", AvailableIpAddressCount: count, CidrBlock: "10.0.0.0/24" }],
        }),
      );
    await save(100);
    const keeper = await openKeeper({ ENISCOPE_SOURCE: `file:${file}` });
    await keeper.ensure(10_000);
    const first = keeper.current?.snapshot;
    later(3600);
    await keeper.ensure(10_000);
    expect(keeper.progress).toBeNull();
    await sleep(1_100);
    await save(99);
    await keeper.ensure(10_000);
    await keeper.refresh(10_000);
    expect(keeper.current?.snapshot).not.toBe(first);
    expect(keeper.current?.snapshot.subnets).toMatchObject([{ availableIpAddressCount: 99 }]);
  });
});
