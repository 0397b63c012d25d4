import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

describe("bin/run.mjs", () => {
  const run = (...args: string[]) =>
    new Promise<{ code: number | null; stdout: string; stderr: string }>((settle) => {
      const child = spawn(process.execPath, [join(import.meta.dirname, "..", "run.mjs"), ...args]);
      let [stdout, stderr] = ["", ""];
      child.stdout.on("data", (text) => (stdout += text));
      child.stderr.on("data", (text) => (stderr += text));
      child.once("close", (code) => settle({ code, stdout, stderr }));
    });

  it.each([["no-such-script"], ["../start"], []])("names a script that does not exist: %j", async (...args) => {
    const { code, stdout, stderr } = await run(...args.filter((arg) => typeof arg === "string"));
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^There is no bin\/.* to run\.\n$/);
  });
});
