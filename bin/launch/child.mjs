import { spawn } from "node:child_process";
import { constants } from "node:os";

const TAIL_LENGTH = 20_000;
const SIGNALS = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/**
 * Passes signals on to a child until released. At a terminal Ctrl-C reaches the child by itself; sent twice, it would
 * cut short an orderly stop.
 * @param {import("node:child_process").ChildProcess} child
 * @param {(signal: NodeJS.Signals) => void} [onSignal]
 * @returns {() => void} release
 */
export function passSignalsTo(child, onSignal) {
  const listener = (/** @type {NodeJS.Signals} */ signal) => {
    onSignal?.(signal);
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}

/** @param {NodeJS.Signals} signal */
const exitCodeOf = (signal) => 128 + constants.signals[signal];

/**
 * Settles when the child has ended: its exit code, or 128 + n after signal n, as shells say it.
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<number>}
 */
export function endOf(child) {
  return new Promise((settle, fail) => {
    child.once("error", fail);
    child.once("close", (code, signal) => settle(code ?? (signal ? exitCodeOf(signal) : 1)));
  });
}

/**
 * Runs a step to its end. `output` says where its words go: to this process's standard error (so that standard output
 * stays clean for pipes), or nowhere. The end of them is kept either way, to explain a failure. A signal meanwhile ends
 * the step, then this process.
 * @param {readonly [string, ...string[]]} command
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, output: "stderr" | "quiet" }} options
 * @returns {Promise<{ code: number, tail: string }>} rejected when the command cannot be started
 */
export async function runStep([file, ...args], { cwd, env = process.env, output }) {
  const child = spawn(file, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let tail = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      tail = (tail + text).slice(-TAIL_LENGTH);
      if (output === "stderr") process.stderr.write(text);
    });
  }
  /** @type {NodeJS.Signals | undefined} */
  let stoppedBy;
  const release = passSignalsTo(child, (signal) => {
    stoppedBy = signal;
  });
  try {
    const code = await endOf(child);
    if (stoppedBy) process.exit(exitCodeOf(stoppedBy));
    return { code, tail };
  } finally {
    release();
  }
}
