import { describe, expect, it } from "vitest";
import { installProblem } from "./install.mjs";

describe("installProblem", () => {
  const linux = { platform: "linux", arch: "x64" };
  const lock = {
    packages: {
      "": {},
      "node_modules/next": { version: "16.0.0" },
      "node_modules/tailwind": { version: "4.0.0", dev: true },
      "node_modules/swc-linux": { version: "1.0.0", optional: true, os: ["linux"], cpu: ["x64"] },
      "node_modules/swc-darwin": { version: "1.0.0", optional: true, os: ["darwin"], cpu: ["arm64"] },
    },
  };
  const { "node_modules/swc-darwin": forDarwin, ...onLinux } = lock.packages;

  it("is content with what the lock names, other machines' optional packages left out", () => {
    expect(installProblem(lock, { packages: onLinux }, linux)).toBeNull();
  });

  it("tells a missing or broken-off installation", () => {
    expect(installProblem(lock, null, linux)).toMatch(/not installed yet/);
  });

  it.each([
    ["a package of another version", { ...onLinux, "node_modules/next": { version: "15.0.0" } }],
    ["development packages left out", { "node_modules/next": { version: "16.0.0" } }],
  ])("tells %s", (_, packages) => {
    expect(installProblem(lock, { packages }, linux)).toMatch(/not those of package-lock/);
  });

  it("tells a folder that was installed on another machine", () => {
    const packages = { ...onLinux, "node_modules/swc-darwin": forDarwin };
    expect(installProblem(lock, { packages }, linux)).toMatch(/another kind of machine/);
  });

  it("reads npm's negated machines", () => {
    const negated = { packages: { "node_modules/a": { version: "1.0.0", os: ["!win32"] } } };
    expect(installProblem(negated, negated, linux)).toBeNull();
    expect(installProblem(negated, negated, { platform: "win32", arch: "x64" })).toMatch(/another kind/);
  });
});
