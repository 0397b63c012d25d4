import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type ScriptedEndpoint, startScriptedEndpoint } from "@/lib/aws/ec2/fixtures/scripted-endpoint";
import { freshKeeperBench, PATIENCE_MS } from "@/lib/inventory/fixtures/scripted-keeper";

const bench = freshKeeperBench();

describe("the source that is chosen without being named", () => {
  it("is AWS where credentials resolve", async () => {
    const keeper = await bench.openKeeper({});
    await keeper.ensure(PATIENCE_MS);
    expect(keeper.current?.snapshot.source).toMatchObject({ kind: "aws" });
    expect(bench.calls("DescribeVpcs")).toBe(1);
  });

  it("is the demonstration account where nothing points at AWS", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL", undefined);
    vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(bench.folder, "none"));
    const keeper = await bench.openKeeper({ ENISCOPE_DEMO_NODES: "10" });
    await keeper.ensure(PATIENCE_MS);
    expect(keeper.problem).toBeNull();
    expect(keeper.source.description).toMatchObject({ kind: "demo" });
    expect(keeper.current?.snapshot.vpcs.length).toBeGreaterThan(0);
    expect(bench.endpoint.requests).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ["a profile that does not exist", { AWS_PROFILE: "missing" }, "no-credentials"],
    ["half a key pair", { AWS_ACCESS_KEY_ID: "A" }, "no-credentials"],
    ["an endpoint without credentials", {}, "no-credentials"],
  ])("is AWS with a problem where somebody named %s", async (_name, variables, code) => {
    vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(bench.folder, "none"));
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    const keeper = await bench.openKeeper({});
    await keeper.ensure(PATIENCE_MS);
    expect(keeper.source.description).toMatchObject({ kind: "aws" });
    expect(keeper.problem).toMatchObject({ code });
    expect(bench.endpoint.requests).toEqual([]);
  });
});

describe("the SDK's own conventions", () => {
  it("hold for the endpoint of EC2 alone, which goes before the general one", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
    vi.stubEnv("AWS_ENDPOINT_URL_EC2", bench.endpoint.url);
    const keeper = await bench.openKeeper();
    await keeper.ensure(PATIENCE_MS);
    expect(keeper.current?.snapshot.source.label).toBe(bench.endpoint.url);
  });

  it("hold for a profile with its Region, keys and endpoint", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL", undefined);
    vi.stubEnv("AWS_REGION", undefined);
    vi.stubEnv("AWS_PROFILE", "dev");
    const profile = ["[profile dev]", "region = ap-southeast-2", `endpoint_url = ${bench.endpoint.url}`];
    await writeFile(join(bench.folder, "config"), profile.join("\n"));
    await writeFile(join(bench.folder, "credentials"), "[dev]\naws_access_key_id=DEVKEY\naws_secret_access_key=x\n");
    const keeper = await bench.openKeeper();
    await keeper.ensure(PATIENCE_MS);
    expect(keeper.problem).toBeNull();
    expect(keeper.current?.snapshot).toMatchObject({ region: "ap-southeast-2", source: { label: "profile dev" } });
    expect(bench.endpoint.requests[0]?.headers.authorization).toMatch(/Credential=DEVKEY\/\d+\/ap-southeast-2\/ec2/);
  });
});

describe("the instance metadata service", () => {
  let metadata: ScriptedEndpoint;

  beforeEach(async () => {
    metadata = await startScriptedEndpoint(() => ({ status: 404, body: "" }));
    vi.stubEnv("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.url);
    vi.stubEnv("AWS_EC2_METADATA_DISABLED", undefined);
    vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(bench.folder, "none"));
  });

  afterEach(() => metadata.close());

  it("is asked where the source is AWS by name; what is missing is told when it has no role", async () => {
    const keeper = await bench.openKeeper({ ENISCOPE_SOURCE: "aws" });
    await keeper.ensure(PATIENCE_MS);
    expect(metadata.requests.length).toBeGreaterThan(0);
    expect(keeper.problem).toMatchObject({ code: "no-credentials" });
  });

  it("is not asked where the source was not named, with or without other hints at AWS", async () => {
    await (await bench.openKeeper({})).ensure(PATIENCE_MS);
    vi.stubEnv("AWS_ENDPOINT_URL", undefined);
    await (await bench.openKeeper({ ENISCOPE_DEMO_NODES: "10" })).ensure(PATIENCE_MS);
    expect(metadata.requests).toEqual([]);
  });
});

describe("the source of a capture", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
  afterEach(() => void vi.useRealTimers());

  it("is read again when a file changes, whatever the age", async () => {
    const file = join(bench.folder, "subnets.json");
    const save = (count: number) =>
      writeFile(
        file,
        JSON.stringify({
          Subnets: [{ SubnetId: "subnet-1", AvailableIpAddressCount: count, CidrBlock: "10.0.0.0/24" }],
        }),
      );
    await save(100);
    const keeper = await bench.openKeeper({ ENISCOPE_SOURCE: `file:${file}` });
    await keeper.ensure(PATIENCE_MS);
    const first = keeper.current?.snapshot;
    bench.later(3600);
    await keeper.ensure(PATIENCE_MS);
    expect(keeper.progress).toBeNull();
    vi.advanceTimersByTime(1_100);
    await save(99);
    await keeper.ensure(PATIENCE_MS);
    await keeper.refresh(PATIENCE_MS);
    expect(keeper.current?.snapshot).not.toBe(first);
    expect(keeper.current?.snapshot.subnets).toMatchObject([{ availableIpAddressCount: 99 }]);
  });
});
