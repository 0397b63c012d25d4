import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setUpConnection } from "@/lib/aws/connection/set-up-connection";
import { AccountMemory } from "@/lib/aws/ec2/account-memory";
import { openConnection } from "@/lib/aws/ec2/client";
import { readAccount } from "@/lib/aws/ec2/read-account";
import { RequestBudget } from "@/lib/aws/ec2/request-budget";
import { SnapshotDraft } from "@/lib/aws/ec2/snapshot-draft";
import { BARE_ENVIRONMENT } from "@/lib/aws/fixtures/bare-environment";
import { millis } from "@/lib/domain/brand";

const AWS_VARIABLES = [
  "AWS_PROFILE",
  "AWS_REGION",
  "AWS_DEFAULT_REGION",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_ENDPOINT_URL",
  "AWS_ENDPOINT_URL_EC2",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_ROLE_ARN",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
];

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "eniscope-"));
  for (const name of AWS_VARIABLES) vi.stubEnv(name, undefined);
  vi.stubEnv("HOME", folder);
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(folder, "credentials"));
  vi.stubEnv("AWS_CONFIG_FILE", join(folder, "config"));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

interface Setting {
  readonly variables?: Readonly<Record<string, string>>;
  readonly config?: string;
  readonly credentials?: string;
}

async function setUp({ variables = {}, config, credentials }: Setting) {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  if (config !== undefined) await writeFile(join(folder, "config"), config);
  if (credentials !== undefined) await writeFile(join(folder, "credentials"), credentials);
  const aws = {
    ...BARE_ENVIRONMENT,
    profile: variables.AWS_PROFILE ?? null,
    endpointUrl: variables.AWS_ENDPOINT_URL ?? null,
    hasAccessKeyId: "AWS_ACCESS_KEY_ID" in variables,
    hasSecretAccessKey: "AWS_SECRET_ACCESS_KEY" in variables,
    hasWebIdentity: "AWS_WEB_IDENTITY_TOKEN_FILE" in variables,
  };
  const opened = openConnection({ budget: new RequestBudget(1000), userAgent: "test", aws, maxAttempts: 1 });
  return "client" in opened ? setUpConnection(opened) : opened;
}

const KEYS = { AWS_ACCESS_KEY_ID: "AKIAEXAMPLEKEY000001", AWS_SECRET_ACCESS_KEY: "topsecretvalue" };
const REGION = { AWS_REGION: "eu-west-1" };
const SSO = `
[profile work]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = reader
region = eu-west-1
[sso-session corp]
sso_region = eu-west-1
sso_start_url = https://corp.example/start
sso_registration_scopes = sso:account:access
`;

describe("setting up a connection", () => {
  it.each<[string, Setting, string]>([
    ["the environment", { variables: { ...KEYS, ...REGION } }, "eu-west-1"],
    [
      "the default profile",
      {
        credentials: "[default]\naws_access_key_id=A\naws_secret_access_key=B\n",
        config: "[default]\nregion=us-east-2\n",
      },
      "us-east-2",
    ],
    [
      "a named profile and its Region",
      {
        variables: { AWS_PROFILE: "dev" },
        credentials: "[dev]\naws_access_key_id=A\naws_secret_access_key=B\n",
        config: "[profile dev]\nregion=ap-southeast-2\n",
      },
      "ap-southeast-2",
    ],
    [
      "a credential process",
      {
        variables: { AWS_PROFILE: "dev", ...REGION },
        config: `[profile dev]\ncredential_process = echo '{"Version":1,"AccessKeyId":"A","SecretAccessKey":"B"}'\n`,
      },
      "eu-west-1",
    ],
  ])("finds credentials and Region of %s", async (_name, setting, region) => {
    expect(await setUp(setting)).toMatchObject({ facts: { region } });
  });

  it.each<[string, Setting, Record<string, unknown>]>([
    [
      "nothing at all",
      { variables: REGION },
      { code: "no-credentials", awsCode: "NoCredentials", remedy: expect.stringContaining("AWS_PROFILE") },
    ],
    [
      "a default profile with a Region only",
      { config: "[default]\nregion=eu-west-1\n" },
      { code: "no-credentials", awsCode: "NoCredentials" },
    ],
    [
      "a default profile that gives none",
      { variables: REGION, config: "[default]\ncredential_process = false\n" },
      { code: "invalid-credentials", message: "The default profile is set up for AWS, but gave no credentials." },
    ],
    [
      "a named profile with a Region only",
      { variables: { AWS_PROFILE: "dev" }, config: "[profile dev]\nregion=eu-west-1\n" },
      { code: "no-credentials", message: "The profile dev names no way to credentials." },
    ],
    [
      "half a key pair",
      { variables: { ...REGION, AWS_ACCESS_KEY_ID: "AKIAEXAMPLEKEY000001" } },
      { code: "no-credentials", message: "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not." },
    ],
    [
      "a profile that does not exist",
      { variables: { ...REGION, AWS_PROFILE: "missing" } },
      { code: "no-credentials", message: "The profile missing is not in the shared AWS files." },
    ],
    [
      "a sign-in that is over",
      { variables: { AWS_PROFILE: "work" }, config: SSO },
      { code: "expired-credentials", remedy: expect.stringContaining("aws sso login --profile work") },
    ],
    [
      "a profile that asks for a code",
      {
        variables: { AWS_PROFILE: "mfa", ...REGION },
        config: "[profile mfa]\nrole_arn=arn:aws:iam::1:role/x\nsource_profile=base\nmfa_serial=arn:aws:iam::1:mfa/x\n",
        credentials: "[base]\naws_access_key_id=A\naws_secret_access_key=B\n",
      },
      { code: "invalid-credentials", message: expect.stringContaining("multi-factor") },
    ],
    [
      "a credential process that fails",
      {
        variables: { AWS_PROFILE: "dev", ...REGION },
        config: "[profile dev]\ncredential_process = sh -c 'echo topsecretvalue >&2; exit 3'\n",
      },
      { code: "invalid-credentials", remedy: expect.stringContaining("get-caller-identity --profile dev") },
    ],
    [
      "a credential process that prints garbage",
      {
        variables: { AWS_PROFILE: "dev", ...REGION },
        config: "[profile dev]\ncredential_process = echo topsecretvalue\n",
      },
      { code: "invalid-credentials" },
    ],
    [
      "a web identity token that is not there",
      {
        variables: {
          ...REGION,
          AWS_WEB_IDENTITY_TOKEN_FILE: "/nowhere/token",
          AWS_ROLE_ARN: "arn:aws:iam::111122223333:role/reader",
        },
      },
      { code: "no-credentials", message: expect.stringContaining("AWS_WEB_IDENTITY_TOKEN_FILE") },
    ],
    ["no Region", { variables: KEYS }, { code: "wrong-region", remedy: expect.stringContaining("AWS_REGION") }],
    [
      "an endpoint without a scheme",
      { variables: { ...KEYS, ...REGION, AWS_ENDPOINT_URL: "localhost:4566" } },
      { code: "invalid-setting", parameter: "AWS_ENDPOINT_URL" },
    ],
  ])("says what is wrong with %s, and no secret", async (_name, setting, expected) => {
    const problem = await setUp(setting);
    expect(problem).toMatchObject(expected);
    expect(JSON.stringify(problem)).not.toMatch(/topsecretvalue|AKIAEXAMPLE/);
  });

  it("sees shared files that were renewed, without a restart", async () => {
    const file = (key: string) => `[default]\naws_access_key_id=${key}\naws_secret_access_key=B\n`;
    const first = await setUp({ variables: REGION, credentials: file("OLD") });
    const second = await setUp({ variables: REGION, credentials: file("NEW") });
    const keyOf = async (connection: Awaited<ReturnType<typeof setUp>>) =>
      "client" in connection ? (await connection.client.config.credentials()).accessKeyId : null;
    expect([await keyOf(first), await keyOf(second)]).toEqual(["OLD", "NEW"]);
  });
});

describe("an endpoint that is not there", () => {
  async function problemAt(variables: Readonly<Record<string, string>>) {
    const connection = await setUp({ variables: { ...KEYS, ...REGION, ...variables } });
    if (!("client" in connection)) return connection;
    const context = {
      connection,
      draft: new SnapshotDraft(),
      memory: new AccountMemory(),
      signal: AbortSignal.timeout(500_000),
      now: () => millis(0),
      onProgress: () => undefined,
    };
    return (await readAccount(context)).DescribeVpcs.problem;
  }

  it("is named when nothing listens", async () => {
    const problem = await problemAt({ AWS_ENDPOINT_URL: "http://127.0.0.1:9" });
    expect(problem).toMatchObject({
      code: "endpoint-unreachable",
      message: "http://127.0.0.1:9 cannot be reached: nothing listens there.",
      remedy: expect.stringContaining("AWS_ENDPOINT_URL"),
    });
  });

  it("is named without the password in its URL", async () => {
    const problem = await problemAt({ AWS_ENDPOINT_URL: "http://me:topsecretvalue@127.0.0.1:9/path" });
    expect(problem?.message).toContain("http://127.0.0.1:9 ");
    expect(JSON.stringify(problem)).not.toContain("topsecretvalue");
  });

  it("points at the Region where the Region cannot be a name", async () => {
    const problem = await problemAt({ AWS_REGION: "eu west 1" });
    expect(problem).toMatchObject({ code: "wrong-region", remedy: expect.stringContaining("AWS_REGION") });
  });
});
