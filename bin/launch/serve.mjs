import { spawn } from "node:child_process";
import { serverFolder, serverScript } from "./build.mjs";
import { typedFrom } from "./checkout.mjs";
import { endOf, passSignalsTo } from "./child.mjs";
import { LaunchFailure } from "./launch-failure.mjs";
import { isLoopback, serverEnvironment, urlOf } from "./settings.mjs";

const READY_WITHIN_MS = 30_000;
const SOURCE_WITHIN_MS = 10_000;
/** The server closes its history first, for eight seconds at most. */
const STOP_WITHIN_MS = 10_000;
const ASK_EVERY_MS = 100;

/**
 * Starts the built server and stays until it ends; Ctrl-C ends both.
 * @param {import("./settings.mjs").Address} address where nobody listens yet
 * @returns {Promise<number>} the exit code: 0 after a stop that was asked for
 */
export async function serve(address) {
  const child = spawn(process.execPath, [serverScript], {
    cwd: serverFolder,
    env: serverEnvironment(process.env, address, typedFrom()),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = stopOnSignal(child);
  const ended = endOf(child);
  // Next's own banner names neither the source nor what to do; what is printed after it passes.
  let isReady = false;
  child.stdout.on("data", (text) => isReady && process.stdout.write(text));
  const health = await Promise.race([firstHealth(address), ended.then(() => null)]);
  isReady = true;
  if (health) console.log(welcome(address, health));
  const code = await ended;
  if (stop.isAskedFor) console.log("Stopped.");
  else if (!health)
    throw new LaunchFailure(`The server ended with code ${code} before it answered; its words are above.`);
  return stop.isAskedFor ? 0 : code;
}

/** @param {import("node:child_process").ChildProcess} child */
function stopOnSignal(child) {
  const stop = { isAskedFor: false };
  passSignalsTo(child, () => {
    stop.isAskedFor = true;
    setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN_MS).unref();
  });
  process.once("exit", () => child.kill("SIGKILL"));
  return stop;
}

/**
 * @typedef {{
 *   status: string, version: string, source: { kind: string, label: string } | null,
 *   problem: { message: string, remedy: string } | null,
 * }} Health the part of /api/health that the welcome needs
 */

const pause = () => new Promise((settle) => setTimeout(settle, ASK_EVERY_MS));

/**
 * Asks until the server answers (also the start of the first collection), then until it knows its source: whether
 * credentials resolve takes a moment.
 * @param {import("./settings.mjs").Address} address
 * @returns {Promise<Health>}
 */
async function firstHealth(address) {
  const url = `${urlOf(reachableFrom(address))}/api/health`;
  const startedAt = performance.now();
  for (;;) {
    const health = await askHealth(url);
    const waitedMs = performance.now() - startedAt;
    if (health && (health.source || health.problem || waitedMs > SOURCE_WITHIN_MS)) return health;
    if (!health && waitedMs > READY_WITHIN_MS) {
      throw new LaunchFailure(`The server did not answer at ${url} within ${READY_WITHIN_MS / 1000} s.`);
    }
    await pause();
  }
}

/**
 * @param {string} url
 * @returns {Promise<Health | null>} null while nobody answers
 */
async function askHealth(url) {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    return await answer.json();
  } catch {
    return null;
  }
}

/**
 * A server on every address is asked on the loopback one.
 * @param {import("./settings.mjs").Address} address
 */
const reachableFrom = ({ host, port }) => ({ host: { "0.0.0.0": "127.0.0.1", "::": "::1" }[host] ?? host, port });

/** @type {Readonly<Record<string, string>>} */
const SOURCE_WORDS = {
  demo: "the embedded demonstration account. To see your own: AWS_PROFILE=name AWS_REGION=region npm start",
  aws: "AWS, read-only:",
  file: "a capture:",
};

/**
 * What a person needs to know once the server answers.
 * @param {import("./settings.mjs").Address} address
 * @param {Health} health
 */
export function welcome(address, health) {
  const { source, problem } = health;
  const lines = [`Eniscope ${health.version} is ready.`, "", `  Open    ${urlOf(reachableFrom(address))}`];
  if (source)
    lines.push(`  Source  ${SOURCE_WORDS[source.kind] ?? ""} ${source.kind === "demo" ? "" : source.label}`.trimEnd());
  if (problem) lines.push(`  But     ${problem.message}`, `          ${problem.remedy}`);
  if (!isLoopback(address.host)) {
    lines.push(
      `  Note    Listening on ${address.host}: whoever reaches this machine can read the inventory, there is no sign-in.`,
      "          Requests must name a host listed in ENISCOPE_ALLOWED_HOSTS, this HOST or a loopback name.",
    );
  }
  return [...lines, "  Stop    Ctrl-C", ""].join("\n");
}
