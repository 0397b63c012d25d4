import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { bodyOf, startLoopbackServer } from "@/lib/aws/fixtures/loopback-server";
import { CONTROL_PATH } from "@/lib/domain/api/demo";
import { millis } from "@/lib/domain/brand";
import { beginDemoComparison, endDemoComparison, followDemo, getDemoStatus } from "@/lib/inventory/demo-comparison";
import { parseSettings } from "@/lib/inventory/environment";
import { openSource, type Source } from "@/lib/inventory/source";

const BEGIN = {
  cluster: "astronomer-dev",
  changes: { WARM_ENI_TARGET: "0" },
  rollout: { atSeconds: 0, maxUnavailableShare: 0.1, restartSeconds: 30 },
};

const USE_CASES: Readonly<Record<string, (source: Source) => Promise<unknown>>> = {
  getDemoStatus,
  beginDemoComparison: (source) => beginDemoComparison(source, BEGIN),
  followDemo: (source) => followDemo(source, { hold: "hold-1", timesMs: [0], subnetIds: ["subnet-00000000"] }),
  endDemoComparison: (source) => endDemoComparison(source, { hold: "hold-1", cluster: "astronomer-dev" }),
};

const ending: (() => unknown)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const end of ending.splice(0)) await end();
});

/** Stands for a real account: hears everything, and answers as if all went well. */
async function listen(): Promise<{ endpoint: string; heard: string[] }> {
  const heard: string[] = [];
  const server = await startLoopbackServer(async (request, response) => {
    heard.push(`${request.method} ${request.url} ${await bodyOf(request)}`);
    response.end("{}");
  });
  ending.push(server.close);
  return { endpoint: server.url, heard };
}

async function sourceOf(environment: Readonly<Record<string, string>>): Promise<Source> {
  const outcome = parseSettings(environment);
  if (outcome.kind === "invalid") throw new Error(outcome.problem.message);
  return openSource(outcome.settings);
}

const collect = (source: Source) =>
  source.collect({
    id: "test",
    now: () => millis(Date.now()),
    signal: AbortSignal.timeout(500_000),
    onProgress: () => undefined,
  });

describe("what moves the demonstration account", () => {
  it.each([
    ["a real account", "aws"],
    ["credentials that were found", "auto"],
    ["a capture", "file:/nowhere"],
  ])("never reaches %s: it says so and sends nothing", async (_, choice) => {
    const { endpoint, heard } = await listen();
    vi.stubEnv("AWS_ENDPOINT_URL_EC2", endpoint);
    vi.stubEnv("AWS_REGION", "eu-west-1");
    vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
    vi.stubEnv("AWS_MAX_ATTEMPTS", "1");
    const source = await sourceOf({ ENISCOPE_SOURCE: choice });
    const collected = await collect(source);
    const heardWhileReading = heard.splice(0);
    expect(heardWhileReading.length > 0).toBe(!choice.startsWith("file:"));
    // Nor is it asked for its clusters' settings while it is read.
    expect(heardWhileReading.filter((request) => request.includes(CONTROL_PATH))).toEqual([]);
    if (collected.kind === "snapshot") expect(collected.snapshot.disclosedEnvironments).toBeUndefined();
    for (const attempt of Object.values(USE_CASES)) {
      expect(await attempt(source)).toMatchObject({
        kind: "problem",
        problem: { code: "not-found", remedy: expect.stringContaining("never writes") },
      });
    }
    expect(heard).toEqual([]);
  });

  it("asks its own endpoint also where another is configured", async () => {
    const { endpoint, heard } = await listen();
    vi.stubEnv("AWS_ENDPOINT_URL", endpoint);
    vi.stubEnv("AWS_ENDPOINT_URL_EC2", endpoint);
    const source = await sourceOf({ ENISCOPE_SOURCE: "demo", ENISCOPE_DEMO_NODES: "20", ENISCOPE_DEMO_SPEED: "0" });
    const collected = await collect(source);
    expect(collected.kind === "snapshot" && collected.snapshot.disclosedEnvironments?.get("astronomer-dev")).toEqual(
      expect.objectContaining({ WARM_ENI_TARGET: "1" }),
    );
    const begun = await beginDemoComparison(source, BEGIN);
    expect(begun).toMatchObject({ kind: "done", value: { env: { WARM_ENI_TARGET: "0" } } });
    if (begun.kind === "problem") return;
    const { hold, scope } = begun.value;
    const subnetIds = scope.subnets.filter(({ isUsed }) => isUsed).map(({ id }) => id);
    expect(await followDemo(source, { hold, timesMs: [0, 60_000], subnetIds })).toMatchObject({ kind: "done" });
    expect(await endDemoComparison(source, { hold, cluster: "astronomer-dev" })).toMatchObject({ kind: "done" });
    expect(heard).toEqual([]);
  });

  it("is the only thing that is controlled: no command of the SDK that writes is in the code", () => {
    const files = readdirSync(join(import.meta.dirname, "..", "aws"), { recursive: true, encoding: "utf8" });
    const commands = files
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .flatMap((file) => [
        ...readFileSync(join(import.meta.dirname, "..", "aws", file), "utf8").matchAll(/\bnew (\w+Command)\(/g),
      ])
      .map(([, command]) => command ?? "");
    expect(commands.length).toBeGreaterThan(5);
    // Athena's queries are Eniscope's own: starting and stopping them changes nothing that it looks at.
    expect(commands.filter((command) => !/^(Describe|Get|Lookup|List|StartQuery|StopQuery)/.test(command))).toEqual([]);
  });
});

describe("a comparison that cannot be made", () => {
  it.each([
    ["a cluster with EFA interfaces", { ...BEGIN, cluster: "ml-train" }, "would not be exact"],
    ["EKS Auto Mode", { ...BEGIN, cluster: "ml-auto" }, "Auto Mode"],
    ["an unknown cluster", { ...BEGIN, cluster: "nobody" }, "no cluster"],
    [
      "custom networking without an ENIConfig",
      { ...BEGIN, changes: { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true" } },
      "no ENIConfig",
    ],
  ])("leaves the account as it is: %s", async (_, request, because) => {
    const source = await sourceOf({ ENISCOPE_SOURCE: "demo", ENISCOPE_DEMO_SPEED: "0" });
    const before = await getDemoStatus(source);
    expect(await beginDemoComparison(source, request)).toMatchObject({
      kind: "problem",
      problem: { message: expect.stringContaining(because) },
    });
    const after = await getDemoStatus(source);
    expect(after).toMatchObject({ kind: "done", value: { isHeld: false } });
    const patched = (status: typeof after) =>
      status.kind === "done" ? status.value.clusters.map(({ name, env, isPatched }) => [name, env, isPatched]) : null;
    expect(patched(after)).toEqual(patched(before));
  });
});
