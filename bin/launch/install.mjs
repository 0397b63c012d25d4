import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { assertWritable, checkout, inCheckout } from "./checkout.mjs";
import { runStep } from "./child.mjs";
import { adviceFor, LaunchFailure } from "./launch-failure.mjs";
import { timed } from "./timed.mjs";

const STEP = "Installing the packages";

/**
 * The parts of a package-lock.json, and of the record that npm keeps of what it has installed.
 * @typedef {{ packages: Record<string, LockedPackage> }} Lock
 * @typedef {{ version?: string, optional?: boolean, os?: string[], cpu?: string[] }} LockedPackage
 */

/**
 * @param {readonly string[] | undefined} allowed npm's form: names, or names to leave out with a leading "!"
 * @param {string} actual
 */
const admits = (allowed, actual) =>
  allowed === undefined ||
  allowed.includes("any") ||
  (allowed.some((name) => !name.startsWith("!")) ? allowed.includes(actual) : !allowed.includes(`!${actual}`));

/**
 * Why the installed packages do not serve, in words; null when they do. Compares the lock with npm's own record of the
 * installation, so an installation made by hand counts too, and one that was broken off (it has no record) does not.
 * Optional packages may be missing: most are for other machines. One that is present and made for another machine
 * tells that the whole folder comes from there.
 * @param {Lock} lock
 * @param {Lock | null} installed null: no record
 * @param {{ platform: string, arch: string }} machine
 * @returns {string | null}
 */
export function installProblem(lock, installed, { platform, arch }) {
  if (installed === null) return "the packages are not installed yet";
  for (const [path, wanted] of Object.entries(lock.packages)) {
    const found = installed.packages[path];
    if (path === "" || (wanted.optional && !found)) continue;
    if (!found || found.version !== wanted.version) return "the installed packages are not those of package-lock.json";
  }
  const foreign = Object.values(installed.packages).some(({ os, cpu }) => !admits(os, platform) || !admits(cpu, arch));
  return foreign ? "the installed packages were made for another kind of machine" : null;
}

/** @param {string} path @returns {Lock} */
const readLock = (path) => JSON.parse(readFileSync(path, "utf8"));

function currentProblem() {
  const record = inCheckout("node_modules", ".package-lock.json");
  const installed = existsSync(record) ? readLock(record) : null;
  return installProblem(readLock(inCheckout("package-lock.json")), installed, process);
}

/**
 * The npm that started us, else the one that came with this Node, else the one on the path.
 * @returns {[string, ...string[]]}
 */
function npmCommand() {
  const besideNode = join(dirname(process.execPath), "..", "lib", "node_modules", "npm", "bin", "npm-cli.js");
  const script = [process.env.npm_execpath, besideNode].find(
    (path) => path?.endsWith("npm-cli.js") && existsSync(path),
  );
  return script ? [process.execPath, script] : ["npm"];
}

/**
 * Installs the packages when they are missing or outdated. All words go to standard error.
 * @returns {Promise<boolean>} whether it installed
 */
export async function ensureInstalled() {
  const problem = currentProblem();
  if (problem === null) return false;
  assertWritable(STEP);
  console.error(`Installing: ${problem}. This takes about half a minute and 700 MB …`);
  await timed("Installed", install);
  return true;
}

async function install() {
  // NODE_ENV=production would leave out what the build needs.
  const command = /** @type {[string, ...string[]]} */ ([...npmCommand(), "ci", "--include=dev", "--loglevel=error"]);
  const { code, tail } = await runStep(command, { cwd: checkout, output: "stderr" }).catch(() => {
    throw new LaunchFailure("npm was not found. Install Node together with npm (https://nodejs.org) and start again.");
  });
  if (code !== 0) throw new LaunchFailure(adviceFor(STEP, tail));
}
