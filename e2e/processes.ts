import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ProgressAnswer } from "@/lib/domain/api/health";

const ROOT = join(import.meta.dirname, "..");
const LAUNCHER = pathToFileURL(join(ROOT, "bin", "launch", "serve.mjs")).href;
const SERVER = join(ROOT, ".next", "standalone", "server.js");
/** Against hanging only, like the limits of Playwright's configuration. */
const START_WITHIN_MS = 240_000;
const STOP_WITHIN_MS = 30_000;

export interface Running {
  readonly url: string;
  /** Ends the process and waits until it has ended. */
  stop(): Promise<void>;
}

export interface RunningProcess extends Running {
  /** Sends the signal and waits, however long the process takes to end by it; gives its exit code, null after a kill. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Settings of the product under test; nothing of the tester's own account may leak in. */
export type ProductSettings = Readonly<Record<string, string>>;

/** The demonstration account inside the server, standing still: the same figures in every run. */
export const FROZEN_DEMO = { ENISCOPE_SOURCE: "demo", ENISCOPE_DEMO_SPEED: "0", ENISCOPE_DEMO_SEED: "1" } as const;

/** An account behind an endpoint, as the AWS SDK's own variables name it. */
export const behindEndpoint = (endpoint: string) =>
  ({
    ENISCOPE_SOURCE: "aws",
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "demo",
    AWS_SECRET_ACCESS_KEY: "demo",
  }) as const;

interface StartOptions {
  /**
   * The first reading of the account is over, be it in vain: on a slow machine a page shows it for some seconds, and the
   * API answers 503 to everybody.
   */
  readonly hasRead?: boolean;
}

/** Serves the production build on a free port of the loopback address. */
export async function startProduct(
  settings: ProductSettings,
  { hasRead = true }: StartOptions = {},
): Promise<RunningProcess> {
  if (!existsSync(SERVER)) throw new Error("There is no build to test: run npm run build, or npm test for everything.");
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  // A history of its own: servers that run side by side cannot share a folder, and none may find another's events.
  const history = mkdtempSync(join(tmpdir(), "eniscope-e2e-"));
  const own = { NODE_ENV: "production", HOSTNAME: "127.0.0.1", PORT: String(port), ENISCOPE_DATA: history } as const;
  const child = spawn(process.execPath, [SERVER], {
    env: { ...cleanEnvironment(), ...own, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.once("exit", () => rmSync(history, { recursive: true, force: true }));
  const output = outputOf(child);
  await waitFor(child, output, () => isReady(url, hasRead));
  return runningAt(url, child);
}

/** Serves the production build as `npm start` does once it is built; `output` is what it has printed. */
export async function startLauncher(settings: ProductSettings): Promise<RunningProcess & { output(): string }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const launch = `import { serve } from ${JSON.stringify(LAUNCHER)}; process.exitCode = await serve({ host: "127.0.0.1", port: ${port} });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", launch], {
    env: { ...cleanEnvironment(), ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = outputOf(child);
  await waitFor(child, output, () => (output.text.includes("is ready") ? true : null));
  return { ...runningAt(url, child), output: () => output.text };
}

/** Serves a demonstration account by itself, as `npm run demo-account -- ARGS` does. */
export async function startAccount(...args: string[]): Promise<Running> {
  const child = spawn(process.execPath, [join(ROOT, "bin", "run.mjs"), "demo-account", "--port", "0", ...args], {
    cwd: ROOT,
    env: cleanEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = outputOf(child);
  const url = await waitFor(child, output, () => /http:\/\/127\.0\.0\.1:\d+/.exec(output.text)?.[0] ?? null);
  return runningAt(url, child);
}

function runningAt(url: string, child: ChildProcess): RunningProcess {
  return {
    url,
    stop: () => stop(child),
    end: async (signal) => {
      const ended = once(child, "exit");
      child.kill(signal);
      const [code] = await ended;
      return code;
    },
  };
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(AWS_|ENISCOPE_|DATABASE_URL$|PORT$|HOST$|HOSTNAME$|INIT_CWD$)/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    NODE_ENV: "test",
    NEXT_TELEMETRY_DISABLED: "1",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    // Names no file, so that no profile of the tester's is read.
    AWS_CONFIG_FILE: join(ROOT, "test-results", "no-aws-config"),
    AWS_SHARED_CREDENTIALS_FILE: join(ROOT, "test-results", "no-aws-credentials"),
  };
}

/**
 * A port on which nobody listens. It stays so until its server is up: the system gives out others by itself, and each of
 * the tests' workers has its own tenth.
 */
export async function freePort(): Promise<number> {
  const tenth = Number(process.env.TEST_PARALLEL_INDEX ?? 0) % 10;
  for (;;) {
    const port = 11_000 + 10 * Math.floor(Math.random() * 2_000) + tenth;
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
}

/** One may be meant to stay free: an endpoint where nobody answers. */
const given = new Set<number>();

const isFree = (port: number) =>
  new Promise<boolean>((settle) => {
    const server = createServer();
    server.once("error", () => settle(false));
    server.listen(port, "127.0.0.1", () => server.close(() => settle(true)));
  });

function outputOf(child: ChildProcess): { text: string } {
  const output = { text: "" };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output.text += text;
    });
  }
  return output;
}

/** True or null: to be asked again. */
async function isReady(url: string, hasRead: boolean): Promise<true | null> {
  const answer = await fetch(`${url}/api/progress`).catch(() => null);
  if (answer === null) return null;
  const { state }: Pick<ProgressAnswer, "state"> = await answer.json();
  return hasRead && state === "collecting" ? null : true;
}

/** Asks until there is a value; a process that ends before, or takes too long, is an error with what it printed. */
async function waitFor<Value>(
  child: ChildProcess,
  output: { readonly text: string },
  ask: () => Value | null | Promise<Value | null>,
): Promise<Value> {
  const giveUpAt = Date.now() + START_WITHIN_MS;
  while (Date.now() < giveUpAt && child.exitCode === null && child.signalCode === null) {
    const value = await ask();
    if (value !== null) return value;
    await new Promise((settle) => setTimeout(settle, 50));
  }
  await stop(child);
  throw new Error(`A process under test did not start. It printed:\n${output.text}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((settle) => child.once("exit", settle));
  child.kill("SIGTERM");
  const impatience = setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN_MS);
  await ended;
  clearTimeout(impatience);
}
