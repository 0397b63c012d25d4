import "server-only";
import { z } from "zod";

/** One setting as a person sees it, and the rule that turns its text into a value. */
export interface Setting<Value> {
  /** What holds when the variable is unset or empty, in the variable's own notation. */
  readonly fallback: string;
  readonly meaning: string;
  readonly allowed: string;
  readonly rule: z.ZodType<Value, string>;
}

const setting = <Value>(definition: Setting<Value>): Setting<Value> => definition;

/** Plain decimal text only: `Number` alone would take "", " 7 " and "0x10" for numbers. */
const decimal = (low: number, high: number) =>
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number)
    .pipe(z.number().min(low).max(high));

const integer = (low: number, high: number) => decimal(low, high).pipe(z.int());

const percentRatio = decimal(1, 100).transform((percent) => percent / 100);

export type SourceChoice =
  | { readonly kind: "auto" }
  | { readonly kind: "demo" }
  | { readonly kind: "aws" }
  | { readonly kind: "file"; readonly path: string };

const sourceChoice = z.string().transform((text, context): SourceChoice => {
  if (text === "auto" || text === "demo" || text === "aws") return { kind: text };
  if (text.startsWith("file:") && text.length > "file:".length) return { kind: "file", path: text.slice(5) };
  context.addIssue("unknown source");
  return z.NEVER;
});

const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue("no JSON");
    return z.NEVER;
  }
});

/** Either `{"WARM_IP_TARGET":"2"}` or the container's `env` list as kubectl prints it. */
const cniEnv = jsonText.pipe(
  z.union([
    z.record(z.string().min(1), z.string()),
    z
      .array(z.object({ name: z.string().min(1), value: z.string().optional() }))
      .transform((entries) => Object.fromEntries(entries.map(({ name, value }) => [name, value ?? ""]))),
  ]),
);

const hostList = z.string().transform((text) =>
  text
    .split(",")
    .map((host) => host.trim().toLowerCase())
    .filter((host) => host !== ""),
);

interface TrailTable {
  readonly catalog: string | null;
  readonly database: string;
  readonly table: string;
}

const trailTable = z.string().transform((text, context): TrailTable => {
  const parts = text.split(".");
  const [table, database, catalog = null] = parts.toReversed();
  if (
    parts.length <= 3 &&
    table !== undefined &&
    database !== undefined &&
    parts.every((part) => /^[\w-]+$/.test(part))
  )
    return { catalog, database, table };
  context.addIssue("no table's name");
  return z.NEVER;
});

/** `{ variable → setting }`: every variable of Eniscope's own; AWS's are the SDK's. */
export const SETTINGS = {
  ENISCOPE_SOURCE: setting({
    fallback: "auto",
    meaning:
      "Where the data comes from. `auto` is `aws` when credentials resolve from the environment, a profile, web identity or a container, else `demo`; only an explicit `aws` also asks the instance metadata service.",
    allowed: "auto, demo, aws, or file:PATH with a file or folder of `aws ec2` JSON output",
    rule: sourceChoice,
  }),
  ENISCOPE_MAX_AGE_S: setting({
    fallback: "60",
    meaning: "Seconds for which a snapshot is served before a new one is collected.",
    allowed: "a number of seconds, 5 to 86400",
    rule: decimal(5, 86_400),
  }),
  ENISCOPE_WARNING_PERCENT: setting({
    fallback: "75",
    meaning: "Share of used addresses from which a subnet is marked as a warning.",
    allowed: "a number, 1 to 100, not above ENISCOPE_CRITICAL_PERCENT",
    rule: percentRatio,
  }),
  ENISCOPE_CRITICAL_PERCENT: setting({
    fallback: "90",
    meaning: "Share of used addresses from which a subnet is marked as critical.",
    allowed: "a number, 1 to 100, not below ENISCOPE_WARNING_PERCENT",
    rule: percentRatio,
  }),
  ENISCOPE_CNI_ENV: setting<Readonly<Record<string, string>> | null>({
    fallback: "",
    meaning:
      "Environment of the aws-node container in force, for pod ranges and warm estimates; unset: the shipped manifest's settings are assumed, and the screens say so.",
    allowed:
      'a JSON object of strings such as {"WARM_IP_TARGET":"2"}, or the container\'s env list as kubectl prints it',
    rule: z.union([z.literal("").transform(() => null), cniEnv]),
  }),
  ENISCOPE_EC2_REQUESTS_PER_S: setting({
    fallback: "8",
    meaning: "EC2 requests a second that Eniscope allows itself; the account's budget is shared with the CNI.",
    allowed: "a number, 0.1 to 50",
    rule: decimal(0.1, 50),
  }),
  ENISCOPE_TRAIL_TABLE: setting<TrailTable | null>({
    fallback: "",
    meaning:
      "An organization trail's table in Athena, to read events from in place of LookupEvents, for accounts with more events than that gives in time.",
    allowed: "DATABASE.TABLE or CATALOG.DATABASE.TABLE, of letters, digits, _ and -",
    rule: z.union([z.literal("").transform(() => null), trailTable]),
  }),
  ENISCOPE_TRAIL_WORKGROUP: setting({
    fallback: "primary",
    meaning: "Athena workgroup that runs the queries.",
    allowed: "a workgroup's name",
    rule: z.string().regex(/^[\w.-]{1,128}$/),
  }),
  ENISCOPE_TRAIL_RESULTS: setting<string | null>({
    fallback: "",
    meaning: "Where Athena puts the queries' results; unset: the workgroup's own location.",
    allowed: "s3://BUCKET/PREFIX/",
    rule: z.union([z.literal("").transform(() => null), z.string().regex(/^s3:\/\/[a-z0-9.-]{3,63}(\/.*)?$/)]),
  }),
  ENISCOPE_DATA: setting({
    fallback: ".eniscope",
    meaning: "Folder of the history: what was seen over time, for one process at a time. Made when first needed.",
    allowed: "the path of a folder that the server can write",
    rule: z.string().min(1),
  }),
  DATABASE_URL: setting<string | null>({
    fallback: "",
    meaning:
      "PostgreSQL in place of the folder, in a schema of its own (`eniscope`); several processes may share one. A URL that cannot be used costs the history and nothing else.",
    allowed: "postgres://USER:PASSWORD@HOST:PORT/DATABASE",
    // Not judged here: the variable is often set for other programs, and the product works without the history.
    rule: z.string().transform((text) => text || null),
  }),
  ENISCOPE_RETENTION_DAYS: setting({
    fallback: "90",
    meaning: "Days for which the history is kept.",
    allowed: "a whole number, 1 to 3650",
    rule: integer(1, 3_650),
  }),
  ENISCOPE_ALLOWED_HOSTS: setting({
    fallback: "",
    meaning: "Further host names under which the server answers, such as that of a reverse proxy.",
    allowed: "host names, separated by commas",
    rule: hostList,
  }),
  ENISCOPE_DEMO_NODES: setting({
    fallback: "60",
    meaning: "Nodes of the demonstration account.",
    allowed: "a whole number, 10 to 50000",
    rule: integer(10, 50_000),
  }),
  ENISCOPE_DEMO_SEED: setting({
    fallback: "1",
    meaning: "Seed of the demonstration account; the same seed gives the same account.",
    allowed: "a whole number, 0 to 4294967295",
    rule: integer(0, 4_294_967_295),
  }),
  ENISCOPE_DEMO_SPEED: setting({
    fallback: "1",
    meaning: "How fast time passes in the demonstration account; 0 stops it.",
    allowed: "a number, 0 to 1000",
    rule: decimal(0, 1000),
  }),
  PORT: setting({
    fallback: "3000",
    meaning: "Port of the web server.",
    allowed: "a whole number, 0 to 65535",
    rule: integer(0, 65_535),
  }),
  HOST: setting({
    fallback: "127.0.0.1",
    meaning: "Address on which the web server listens.",
    allowed: "an address or host name",
    rule: z.string().min(1),
  }),
} as const;

export type SettingName = keyof typeof SETTINGS;
