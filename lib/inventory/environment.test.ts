import { describe, expect, it } from "vitest";
import { DAY_MS } from "@/lib/domain/time-units";
import { parseSettings, readAwsEnvironment } from "@/lib/inventory/environment";
import { SETTINGS } from "@/lib/inventory/setting";

describe("settings", () => {
  it("have defaults for everything", () => {
    expect(parseSettings({})).toEqual({
      kind: "valid",
      settings: {
        source: { kind: "auto" },
        maxAgeMs: 60_000,
        thresholds: { warningRatio: 0.75, criticalRatio: 0.9 },
        cniEnv: null,
        ec2RequestsPerSecond: 8,
        trail: null,
        history: { folder: ".eniscope", databaseUrl: null, retentionMs: 90 * DAY_MS },
        allowedHosts: [],
        demo: { nodeCount: 60, seed: 1, speed: 1 },
        port: 3000,
        host: "127.0.0.1",
      },
    });
  });

  it("take an empty variable for an unset one", () => {
    const empty = Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, ""]));
    expect(parseSettings(empty)).toEqual(parseSettings({}));
  });

  it.each<[string, string, object]>([
    ["ENISCOPE_SOURCE", "demo", { source: { kind: "demo" } }],
    ["ENISCOPE_SOURCE", "aws", { source: { kind: "aws" } }],
    ["ENISCOPE_SOURCE", "file:./a b/capture", { source: { kind: "file", path: "./a b/capture" } }],
    ["ENISCOPE_MAX_AGE_S", "300", { maxAgeMs: 300_000 }],
    ["ENISCOPE_WARNING_PERCENT", "62.5", { thresholds: { warningRatio: 0.625 } }],
    [
      "ENISCOPE_TRAIL_TABLE",
      "audit.cloudtrail_logs",
      {
        trail: {
          table: { catalog: null, database: "audit", table: "cloudtrail_logs" },
          workgroup: "primary",
          resultsLocation: null,
        },
      },
    ],
    [
      "ENISCOPE_TRAIL_TABLE",
      "AwsDataCatalog.audit.cloudtrail-logs",
      { trail: { table: { catalog: "AwsDataCatalog", database: "audit", table: "cloudtrail-logs" } } },
    ],
    ["ENISCOPE_CNI_ENV", '{"WARM_IP_TARGET":"2"}', { cniEnv: { WARM_IP_TARGET: "2" } }],
    [
      "ENISCOPE_CNI_ENV",
      '[{"name":"WARM_IP_TARGET","value":"2"},{"name":"MY_NODE_NAME","valueFrom":{}}]',
      { cniEnv: { WARM_IP_TARGET: "2", MY_NODE_NAME: "" } },
    ],
    [
      "ENISCOPE_ALLOWED_HOSTS",
      "eniscope.example, Other.Example ,",
      { allowedHosts: ["eniscope.example", "other.example"] },
    ],
    ["ENISCOPE_EC2_REQUESTS_PER_S", "0.5", { ec2RequestsPerSecond: 0.5 }],
    ["ENISCOPE_DATA", "/var/lib/eniscope", { history: { folder: "/var/lib/eniscope" } }],
    ["DATABASE_URL", "postgres://u@db/x", { history: { databaseUrl: "postgres://u@db/x" } }],
    ["DATABASE_URL", "mysql://another/program", { history: { databaseUrl: "mysql://another/program" } }],
    ["ENISCOPE_RETENTION_DAYS", "1", { history: { retentionMs: 86_400_000 } }],
    ["ENISCOPE_DEMO_NODES", "1000", { demo: { nodeCount: 1000 } }],
    ["PORT", "8080", { port: 8080 }],
    ["HOST", "0.0.0.0", { host: "0.0.0.0" }],
  ])("read %s=%s", (name, value, expected) => {
    expect(parseSettings({ [name]: value })).toMatchObject({ kind: "valid", settings: expected });
  });

  it.each([
    ["ENISCOPE_SOURCE", "AWS"],
    ["ENISCOPE_SOURCE", "file:"],
    ["ENISCOPE_MAX_AGE_S", "1m"],
    ["ENISCOPE_MAX_AGE_S", "0"],
    ["ENISCOPE_MAX_AGE_S", "1e3"],
    ["ENISCOPE_WARNING_PERCENT", "0"],
    ["ENISCOPE_CRITICAL_PERCENT", "101"],
    ["ENISCOPE_RETENTION_DAYS", "0"],
    ["ENISCOPE_RETENTION_DAYS", "1.5"],
    ["ENISCOPE_CRITICAL_PERCENT", "90%"],
    ["ENISCOPE_CNI_ENV", "WARM_IP_TARGET=2"],
    ["ENISCOPE_CNI_ENV", '{"WARM_IP_TARGET":2}'],
    ["ENISCOPE_EC2_REQUESTS_PER_S", "0"],
    ["ENISCOPE_EC2_REQUESTS_PER_S", "Infinity"],
    ["ENISCOPE_DEMO_NODES", "9"],
    ["ENISCOPE_DEMO_NODES", "20.5"],
    ["ENISCOPE_DEMO_SEED", "-1"],
    ["ENISCOPE_DEMO_SPEED", "fast"],
    ["PORT", "65536"],
    ["PORT", " 80"],
  ])("refuse %s=%s by the variable's name, with what is allowed", (name, value) => {
    const outcome = parseSettings({ [name]: value });
    expect(outcome).toMatchObject({
      kind: "invalid",
      problem: { code: "invalid-setting", parameter: name, message: expect.stringContaining(name) },
    });
    const allowed = Object.entries(SETTINGS).find(([each]) => each === name)?.[1].allowed;
    expect(outcome.kind === "invalid" && outcome.problem.remedy).toContain(allowed);
  });

  it("refuse a warning above the critical share", () => {
    expect(parseSettings({ ENISCOPE_WARNING_PERCENT: "95" })).toMatchObject({
      problem: { parameter: "ENISCOPE_WARNING_PERCENT" },
    });
    expect(parseSettings({ ENISCOPE_WARNING_PERCENT: "95", ENISCOPE_CRITICAL_PERCENT: "95" }).kind).toBe("valid");
  });
});

describe("AWS's own variables", () => {
  it("are told by their presence, secrets never by their value", () => {
    const told = readAwsEnvironment({
      AWS_PROFILE: "dev",
      AWS_ENDPOINT_URL: "http://general",
      AWS_ENDPOINT_URL_EC2: "http://ec2",
      AWS_ENDPOINT_URL_CLOUDTRAIL: "http://cloudtrail",
      AWS_ACCESS_KEY_ID: "AKIASECRET",
      AWS_SECRET_ACCESS_KEY: "topsecret",
      AWS_MAX_ATTEMPTS: "1",
    });
    expect(told).toEqual({
      profile: "dev",
      endpointUrl: "http://ec2",
      endpointUrls: { cloudTrail: "http://cloudtrail", athena: "http://general" },
      hasAccessKeyId: true,
      hasSecretAccessKey: true,
      hasWebIdentity: false,
      hasContainerCredentials: false,
      hasRetrySettings: true,
    });
  });
});
