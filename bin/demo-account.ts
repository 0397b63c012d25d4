import { parseArgs } from "node:util";
import { ACTIONS, type DemoAccountOptions, NODE_COUNT_BOUNDS, startDemoAccount } from "@/lib/demo/server";

const USAGE = `Usage: npm run demo-account -- [options]

An AWS account on this machine that speaks EC2's query protocol and CloudTrail's LookupEvents: point any client of
the two at it.

  --port N           port to listen on; 0 takes a free one (default 4700)
  --host NAME        address to listen on (default 127.0.0.1)
  --nodes N          EKS nodes, ${NODE_COUNT_BOUNDS.min} to ${NODE_COUNT_BOUNDS.max} (default 60)
  --seed N           the same seed gives the same account (default 1)
  --speed X          seconds of the account for one second here, 0 stops its time (default 1)
  --start TIME       the account's time at the start, ISO 8601 (default now)
  --hide-managed     leave out what an AWS service manages unless asked for it
  --throttle         answer RequestLimitExceeded as a real account does
  --lookups-per-s N  LookupEvents a second before ThrottlingException, as in a real account (default 2)
  --trail-hours N    hours of events before the start, 0 to 2160 (default 26)

Its owner's control is no AWS protocol: POST JSON to /_demo/ACTION, as application/json.
  status   {}                     the clusters with their aws-node environments
  hold     {cluster}              pauses the account's life; gives hold, and what the cluster's nodes hold and know
  rollout  {hold, env, atSeconds, maxUnavailableShare, restartSeconds}
                                  restarts aws-node with env, node by node; env null: the one from the beginning
  advance  {hold, toMs}           moves the account's time to so many milliseconds after the hold's beginning
  release  {hold}                 life goes on; by itself after two minutes without a request for the hold

Troubles, for trying a client:
  --deny ACTIONS     IAM refuses these actions (comma-separated)
  --fail ACTIONS     these actions fail inside AWS
  --truncate ACTIONS answers of these actions break off
  --credentials HOW  accepted, expired or invalid (default accepted)
  --latency MS       every answer waits this long`;

class BadArgument extends Error {}

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new BadArgument(`--${name} must be a whole number of ${min} to ${max}, not "${text}".`);
  }
  return value;
}

function actionList(name: string, text: string): string[] {
  const actions = text.split(",").filter((action) => action !== "");
  const unknown = actions.find((action) => !ACTIONS.includes(action));
  if (unknown) throw new BadArgument(`--${name} knows no action "${unknown}"; there are ${ACTIONS.join(", ")}.`);
  return actions;
}

function decimal(name: string, text: string, max: number): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value > max)
    throw new BadArgument(`--${name} must be a number of 0 to ${max}, not "${text}".`);
  return value;
}

function credentialsState(text: string): "accepted" | "expired" | "invalid" {
  if (text === "accepted" || text === "expired" || text === "invalid") return text;
  throw new BadArgument(`--credentials must be accepted, expired or invalid, not "${text}".`);
}

function startTime(text: string): number {
  const value = Date.parse(text);
  if (Number.isNaN(value) || value < 0)
    throw new BadArgument(`--start must be a time like 2026-01-15T10:00:00Z, not "${text}".`);
  return value;
}

function parseOptions(args: string[]): DemoAccountOptions | "help" {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args,
    options: {
      port: { ...text, default: "4700" },
      host: { ...text, default: "127.0.0.1" },
      nodes: { ...text, default: "60" },
      seed: { ...text, default: "1" },
      speed: { ...text, default: "1" },
      latency: { ...text, default: "0" },
      credentials: { ...text, default: "accepted" },
      start: text,
      deny: { ...text, default: "" },
      fail: { ...text, default: "" },
      truncate: { ...text, default: "" },
      throttle: { type: "boolean", default: false },
      "lookups-per-s": { ...text, default: "2" },
      "trail-hours": { ...text, default: "26" },
      "hide-managed": { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return "help";
  return {
    port: wholeNumber("port", values.port, 0, 65_535),
    host: values.host,
    nodeCount: wholeNumber("nodes", values.nodes, NODE_COUNT_BOUNDS.min, NODE_COUNT_BOUNDS.max),
    seed: wholeNumber("seed", values.seed, 0, 4_294_967_295),
    speed: decimal("speed", values.speed, 1000),
    latencyMs: wholeNumber("latency", values.latency, 0, 600_000),
    credentials: credentialsState(values.credentials),
    deny: actionList("deny", values.deny),
    fail: actionList("fail", values.fail),
    truncate: actionList("truncate", values.truncate),
    throttle: values.throttle,
    lookupsPerSecond: wholeNumber("lookups-per-s", values["lookups-per-s"], 1, 100_000),
    trailHours: wholeNumber("trail-hours", values["trail-hours"], 0, 2160),
    hideManaged: values["hide-managed"],
    ...(values.start === undefined ? {} : { startTime: startTime(values.start) }),
  };
}

/** Node's own parser throws a TypeError with such a code for an unknown or incomplete option. */
const isParserError = (error: unknown): error is Error =>
  error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");

function listenProblem(error: unknown, { port, host }: DemoAccountOptions): string | null {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "EADDRINUSE") return `Port ${port} is taken. Choose another with --port, or 0 for any free one.`;
  if (code === "EACCES") return `This user may not listen on port ${port}. Choose one above 1023 with --port.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN")
    return `This machine has no address ${host}. Check --host.`;
  return null;
}

async function run(args: string[]): Promise<number> {
  let options: DemoAccountOptions | "help";
  try {
    options = parseOptions(args);
  } catch (error) {
    if (!(error instanceof BadArgument) && !isParserError(error)) throw error;
    console.error(`${error.message}\nSee --help.`);
    return 2;
  }
  if (options === "help") {
    console.log(USAGE);
    return 0;
  }
  let account: Awaited<ReturnType<typeof startDemoAccount>>;
  try {
    account = await startDemoAccount(options);
  } catch (error) {
    const problem = listenProblem(error, options);
    if (problem === null) throw error;
    console.error(problem);
    return 1;
  }
  console.log(`Demonstration account ${account.accountId} in ${account.region}: ${account.endpoint}

  AWS_ACCESS_KEY_ID=demo AWS_SECRET_ACCESS_KEY=demo aws ec2 describe-subnets --region ${account.region} --endpoint-url ${account.endpoint}

Stop it with Ctrl+C.`);
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  await account.close();
  return 0;
}

process.exitCode = await run(process.argv.slice(2));
