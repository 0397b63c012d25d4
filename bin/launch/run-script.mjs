import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { inCheckout, typedFrom } from "./checkout.mjs";
import { endOf, passSignalsTo } from "./child.mjs";
import { ensureInstalled } from "./install.mjs";
import { LaunchFailure } from "./launch-failure.mjs";

/**
 * Runs bin/NAME.ts with the arguments after it, in the folder where the command was typed; its exit code becomes ours.
 * Standard output belongs to the script alone.
 * @param {readonly string[]} args
 */
export async function runScript([name, ...args]) {
  if (!name || !/^[a-z][a-z0-9-]*$/.test(name) || !existsSync(inCheckout("bin", `${name}.ts`))) {
    throw new LaunchFailure(`There is no bin/${name ?? "NAME"}.ts to run.`);
  }
  await ensureInstalled();
  const tsx = pathToFileURL(createRequire(inCheckout("package.json")).resolve("tsx")).href;
  const child = spawn(
    process.execPath,
    // The server's modules are marked by "server-only", which throws under any other condition.
    ["--conditions=react-server", "--import", tsx, inCheckout("bin", `${name}.ts`), ...args],
    {
      cwd: typedFrom(),
      env: { ...process.env, TSX_TSCONFIG_PATH: inCheckout("tsconfig.json") },
      stdio: "inherit",
    },
  );
  passSignalsTo(child);
  process.exitCode = await endOf(child);
}
