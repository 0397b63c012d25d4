import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { assertWritable, checkout, inCheckout } from "./checkout.mjs";
import { runStep } from "./child.mjs";
import { adviceFor, LaunchFailure } from "./launch-failure.mjs";
import { sourceDigest } from "./sources.mjs";
import { timed } from "./timed.mjs";

export const serverFolder = inCheckout(".next", "standalone");
export const serverScript = inCheckout(".next", "standalone", "server.js");
const STEP = "The build";
const stamp = inCheckout(".next", "built-from");

/** Whether the build that lies there was made, to its end, from the sources as they are now. */
const isBuildCurrent = () =>
  existsSync(serverScript) && existsSync(stamp) && readFileSync(stamp, "utf8") === sourceDigest(checkout);

/**
 * Builds when the build is missing or outdated. All words go to standard error.
 * @returns {Promise<boolean>} whether it built
 */
export async function ensureBuilt() {
  if (isBuildCurrent()) return false;
  console.error(existsSync(stamp) ? "Building: the sources have changed. This takes about half a minute …" : FIRST);
  await timed("Built", () => build("quiet"));
  return true;
}

const FIRST = "Building for the first time. This takes about half a minute …";

/**
 * Builds, and completes the standalone folder, so that serving writes nothing.
 * @param {"stderr" | "quiet"} output
 */
export async function build(output) {
  assertWritable(STEP);
  const digest = sourceDigest(checkout);
  rmSync(stamp, { force: true });
  const { code, tail } = await runStep(
    [process.execPath, inCheckout("node_modules", "next", "dist", "bin", "next"), "build"],
    {
      cwd: checkout,
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      output,
    },
  );
  if (code !== 0) {
    if (output === "quiet") console.error(tail);
    throw new LaunchFailure(adviceFor(STEP, tail));
  }
  completeStandalone();
  writeFileSync(stamp, digest);
}

/** Next leaves to us what a content network would carry in its place (its "output" page, "Automatically Copying Traced Files"). */
function completeStandalone() {
  cpSync(inCheckout(".next", "static"), inCheckout(".next", "standalone", ".next", "static"), { recursive: true });
  const publicFolder = inCheckout("public");
  if (existsSync(publicFolder)) cpSync(publicFolder, inCheckout(".next", "standalone", "public"), { recursive: true });
}
