import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { ensureBuilt } from "./build.mjs";
import { checkout, inCheckout } from "./checkout.mjs";
import { endOf, passSignalsTo } from "./child.mjs";
import { ensureInstalled } from "./install.mjs";
import { addCounts, countsOfPlaywright, countsOfVitest, NO_TESTS, wordsOfCounts } from "./test-counts.mjs";
import { secondsSince } from "./timed.mjs";

/**
 * @typedef {import("./test-counts.mjs").TestCounts} TestCounts
 * @typedef {{ name: string, run: () => Promise<{ code: number, counts: TestCounts }> }} Stage
 */

const UNIT_REPORT = inCheckout("test-results", "unit.json");
const E2E_REPORT = inCheckout("test-results", "e2e.json");

/** @type {readonly Stage[]} */
const STAGES = [
  { name: "types", run: () => tools(["next/dist/bin/next", "typegen"], ["typescript/bin/tsc", "--noEmit"]) },
  { name: "lint", run: () => tools(["@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."]) },
  {
    name: "unit",
    run: () =>
      tests(UNIT_REPORT, countsOfVitest, [
        "vitest/vitest.mjs",
        "run",
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${UNIT_REPORT}`,
      ]),
  },
  { name: "build", run: async () => ({ code: await built(), counts: NO_TESTS }) },
  { name: "e2e", run: () => tests(E2E_REPORT, countsOfPlaywright, ["@playwright/test/cli.js", "test"]) },
];

/** `npm test`: every stage in turn, to the first that fails. The last line counts the tests. */
export async function verify() {
  await ensureInstalled();
  mkdirSync(inCheckout("test-results"), { recursive: true });
  const startedAt = performance.now();
  let counts = NO_TESTS;
  for (const { name, run } of STAGES) {
    console.log(`\n── ${name}`);
    const stageStartedAt = performance.now();
    const end = await run();
    counts = addCounts(counts, end.counts);
    console.log(`── ${name} ${end.code === 0 ? "passed" : "FAILED"} in ${secondsSince(stageStartedAt)}`);
    if (end.code !== 0) {
      // A stage can fail without a failed test: a wrong type, a build that breaks, a test file that does not load.
      const isCounted = end.counts.failed > 0;
      return finish(isCounted ? counts : { ...counts, failed: counts.failed + 1 }, `Stopped at ${name}`, startedAt);
    }
  }
  return finish(counts, "All stages passed", startedAt);
}

/**
 * @param {TestCounts} counts
 * @param {string} words
 * @param {number} startedAt
 */
function finish(counts, words, startedAt) {
  console.log(`\n${words} after ${secondsSince(startedAt)}.`);
  console.log(wordsOfCounts(counts));
  process.exitCode = counts.failed > 0 ? 1 : 0;
}

const built = () =>
  ensureBuilt().then(
    (isNew) => {
      if (!isNew) console.log("The build that lies there was made from these sources.");
      return 0;
    },
    (error) => {
      console.error(error.message);
      return 1;
    },
  );

/** @param {...[string, ...string[]]} commands */
async function tools(...commands) {
  for (const command of commands) {
    const code = await tool(command);
    if (code !== 0) return { code, counts: NO_TESTS };
  }
  return { code: 0, counts: NO_TESTS };
}

/**
 * Runs an installed tool by this Node, without standard input, its words passing through.
 * @param {[string, ...string[]]} command the tool's script in node_modules, and its arguments
 */
function tool([script, ...args]) {
  const child = spawn(process.execPath, [inCheckout("node_modules", script), ...args], {
    cwd: checkout,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const release = passSignalsTo(child, (signal) =>
    child.once("close", () => process.exit(signal === "SIGINT" ? 130 : 143)),
  );
  return endOf(child).finally(release);
}

/**
 * Runs a test runner that writes a report.
 * @template Report
 * @param {string} path
 * @param {(report: Report) => TestCounts} countsOf
 * @param {[string, ...string[]]} command
 */
async function tests(path, countsOf, command) {
  rmSync(path, { force: true });
  const code = await tool(command);
  // A runner that broke down before its end leaves no report; its exit code tells.
  const counts = existsSync(path) ? countsOf(JSON.parse(readFileSync(path, "utf8"))) : NO_TESTS;
  return { code: counts.failed > 0 ? Math.max(code, 1) : code, counts };
}
