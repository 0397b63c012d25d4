import "server-only";
import type { Problem } from "@/lib/domain/problem";
import { DAY_MS } from "@/lib/domain/time-units";
import type { Thresholds } from "@/lib/domain/vpc/inventory";
import { SETTINGS, type Setting, type SettingName, type SourceChoice } from "@/lib/inventory/setting";

/** Eniscope's settings, parsed. Ratios are 0..1. */
export interface Settings {
  readonly source: SourceChoice;
  readonly maxAgeMs: number;
  readonly thresholds: Thresholds;
  /** The aws-node environment in force; null when nobody said. */
  readonly cniEnv: Readonly<Record<string, string>> | null;
  readonly ec2RequestsPerSecond: number;
  /** An organization trail's table in Athena; null: CloudTrail's LookupEvents. */
  readonly trail: {
    readonly table: { readonly catalog: string | null; readonly database: string; readonly table: string };
    readonly workgroup: string;
    readonly resultsLocation: string | null;
  } | null;
  /** `databaseUrl` holds a password: it goes to the history's engine and nowhere else. */
  readonly history: { readonly folder: string; readonly databaseUrl: string | null; readonly retentionMs: number };
  readonly allowedHosts: readonly string[];
  readonly demo: { readonly nodeCount: number; readonly seed: number; readonly speed: number };
  readonly port: number;
  readonly host: string;
}

export type SettingsOutcome =
  | { readonly kind: "valid"; readonly settings: Settings }
  | { readonly kind: "invalid"; readonly problem: Problem };

/** What the AWS SDK's own variables say, as far as messages and labels need it; never a secret's value. */
export interface AwsEnvironment {
  readonly profile: string | null;
  readonly endpointUrl: string | null;
  /** Of the services beside EC2. */
  readonly endpointUrls: { readonly cloudTrail: string | null; readonly athena: string | null };
  readonly hasAccessKeyId: boolean;
  readonly hasSecretAccessKey: boolean;
  readonly hasWebIdentity: boolean;
  readonly hasContainerCredentials: boolean;
  readonly hasRetrySettings: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

class InvalidSetting extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

function invalid(name: SettingName, allowed: string): InvalidSetting {
  return new InvalidSetting({
    code: "invalid-setting",
    message: `The environment variable ${name} has a value that Eniscope cannot use.`,
    remedy: `Set ${name} to ${allowed}, or unset it for the default (${SETTINGS[name].fallback || "none"}), then start again.`,
    retryable: false,
    parameter: name,
  });
}

function settingOf<Name extends SettingName>(environment: Environment, name: Name) {
  const definition: Setting<unknown> = SETTINGS[name];
  const parsed = definition.rule.safeParse(environment[name] || definition.fallback);
  if (!parsed.success) throw invalid(name, definition.allowed);
  return parsed.data as (typeof SETTINGS)[Name] extends Setting<infer Value> ? Value : never;
}

function trailOf(environment: Environment): Settings["trail"] {
  const table = settingOf(environment, "ENISCOPE_TRAIL_TABLE");
  const workgroup = settingOf(environment, "ENISCOPE_TRAIL_WORKGROUP");
  const resultsLocation = settingOf(environment, "ENISCOPE_TRAIL_RESULTS");
  return table && { table, workgroup, resultsLocation };
}

/** Parses an environment; the first bad value is the outcome, named, with what is allowed in its place. */
export function parseSettings(environment: Environment): SettingsOutcome {
  try {
    const warningRatio = settingOf(environment, "ENISCOPE_WARNING_PERCENT");
    const criticalRatio = settingOf(environment, "ENISCOPE_CRITICAL_PERCENT");
    if (warningRatio > criticalRatio)
      throw invalid("ENISCOPE_WARNING_PERCENT", SETTINGS.ENISCOPE_WARNING_PERCENT.allowed);
    return {
      kind: "valid",
      settings: {
        source: settingOf(environment, "ENISCOPE_SOURCE"),
        maxAgeMs: settingOf(environment, "ENISCOPE_MAX_AGE_S") * 1000,
        thresholds: { warningRatio, criticalRatio },
        cniEnv: settingOf(environment, "ENISCOPE_CNI_ENV"),
        ec2RequestsPerSecond: settingOf(environment, "ENISCOPE_EC2_REQUESTS_PER_S"),
        trail: trailOf(environment),
        history: {
          folder: settingOf(environment, "ENISCOPE_DATA"),
          databaseUrl: settingOf(environment, "DATABASE_URL"),
          retentionMs: settingOf(environment, "ENISCOPE_RETENTION_DAYS") * DAY_MS,
        },
        allowedHosts: settingOf(environment, "ENISCOPE_ALLOWED_HOSTS"),
        demo: {
          nodeCount: settingOf(environment, "ENISCOPE_DEMO_NODES"),
          seed: settingOf(environment, "ENISCOPE_DEMO_SEED"),
          speed: settingOf(environment, "ENISCOPE_DEMO_SPEED"),
        },
        port: settingOf(environment, "PORT"),
        host: settingOf(environment, "HOST"),
      },
    };
  } catch (error) {
    if (error instanceof InvalidSetting) return { kind: "invalid", problem: error.problem };
    throw error;
  }
}

let known: SettingsOutcome | undefined;

/** The process's settings, read once. */
export function readSettings(): SettingsOutcome {
  known ??= parseSettings(process.env);
  return known;
}

/** Read at every call, since the SDK too reads its variables when it needs them. */
export function readAwsEnvironment(environment: Environment = process.env): AwsEnvironment {
  return {
    profile: environment.AWS_PROFILE || null,
    endpointUrl: environment.AWS_ENDPOINT_URL_EC2 || environment.AWS_ENDPOINT_URL || null,
    endpointUrls: {
      cloudTrail: environment.AWS_ENDPOINT_URL_CLOUDTRAIL || environment.AWS_ENDPOINT_URL || null,
      athena: environment.AWS_ENDPOINT_URL_ATHENA || environment.AWS_ENDPOINT_URL || null,
    },
    hasAccessKeyId: Boolean(environment.AWS_ACCESS_KEY_ID),
    hasSecretAccessKey: Boolean(environment.AWS_SECRET_ACCESS_KEY),
    hasWebIdentity: Boolean(environment.AWS_WEB_IDENTITY_TOKEN_FILE),
    hasContainerCredentials: Boolean(
      environment.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI || environment.AWS_CONTAINER_CREDENTIALS_FULL_URI,
    ),
    hasRetrySettings: Boolean(environment.AWS_MAX_ATTEMPTS || environment.AWS_RETRY_MODE),
  };
}

/** The SDK's own switch. Used unless the source is explicitly `aws`: a laptop must not wait for an address that nobody serves. */
export function switchOffInstanceMetadata(): void {
  process.env.AWS_EC2_METADATA_DISABLED = "true";
}
