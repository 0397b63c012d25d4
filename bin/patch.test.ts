import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { patchCommand } from "@/bin/patch-command";

const DAEMON_SET = "lib/domain/patch/fixtures/aws-node.yaml";
const golden = (file: string) => readFileSync(`lib/domain/patch/golden/${file}`, "utf8");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "eniscope-patch-cli-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function patch(args: readonly string[]) {
  const out: string[] = [];
  const errors: string[] = [];
  const status = patchCommand(args, {
    readText: (path) => readFileSync(path, "utf8"),
    writeOut: (text) => out.push(text),
    writeError: (line) => errors.push(line),
  });
  return { status, stdout: out.join(""), stderr: errors.join("\n") };
}

const SMALL_CLUSTER = ["--set", "WARM_IP_TARGET=2", "--set", "MINIMUM_IP_TARGET=10", "--set", "WARM_ENI_TARGET=0"];

describe("npm run -s patch", () => {
  test("prints the form alone on standard output, everything else on standard error", () => {
    const { status, stdout, stderr } = patch([...SMALL_CLUSTER, "--format", "kubectl"]);
    expect([status, stdout]).toEqual([0, golden("small-cluster.patch.yaml")]);
    expect(stderr).toContain("environment: assumed: the manifest shipped with v1.23.1");
    expect(stderr).toContain("warning: WARM_ENI_TARGET (0) is ignored, since an IP target is set.");
    expect(stderr).toContain("--dry-run=server");
  });

  test("is a script of the package", () => {
    const run = (...args: string[]) => {
      const { status, stdout } = spawnSync("npm", ["run", "-s", "patch", "--", ...args], {
        encoding: "utf8",
        input: "MAX_ENI=2\n",
      });
      return [status, stdout];
    };
    expect(run(...SMALL_CLUSTER)).toEqual([0, golden("small-cluster.patch.yaml")]);
    expect(run("--set", "MINIMUM_IP_TARGET=10")).toEqual([1, ""]);
    expect(run("--set", "MAX_ENI=2", "--from", "-")).toEqual([1, ""]);
    expect(run("--bogus")).toEqual([2, ""]);
  });

  test.each([
    { form: "addon", file: "small-cluster.addon.json" },
    { form: "eksctl", file: "small-cluster.eksctl.yaml" },
    { form: "terraform", file: "small-cluster.tf" },
  ])("--format $form names the cluster", ({ form, file }) => {
    const target = ["--cluster", "dev-shared", "--region", "eu-central-1"];
    const { status, stdout, stderr } = patch([...SMALL_CLUSTER, "--format", form, ...target]);
    expect([status, stdout]).toEqual([0, golden(file)]);
    if (form === "addon") expect(stderr).toContain("aws eks update-addon --cluster-name dev-shared");
  });

  test("--from reads a file, and reverts to it in its order", () => {
    const wish = ["--unset", "WARM_ENI_TARGET", "--set", "WARM_IP_TARGET=2", "--format", "revert"];
    const fromFile = patch([...wish, "--from", DAEMON_SET]);
    expect([fromFile.status, fromFile.stdout]).toEqual([0, golden("removal.revert.yaml")]);
    expect(fromFile.stderr).toContain("owner: EKS applied this DaemonSet");
  });

  test.each([
    { name: "a ceiling", args: ["--set", "MINIMUM_IP_TARGET=10"], says: "is a ceiling" },
    { name: "a silent typing error", args: ["--set", "WARM_IP_TARGET= 5"], says: 'WARM_IP_TARGET=" 5" has a space' },
    { name: "a negative number", args: ["--set", "WARM_IP_TARGET=-1"], says: "is negative" },
    { name: "an empty value", args: ["--set", "WARM_IP_TARGET="], says: "is empty" },
    { name: "a misspelt name", args: ["--set", "WARM_IP_TARGT=2"], says: "Did you mean WARM_IP_TARGET?" },
    {
      name: "no target",
      args: ["--set", "ENABLE_PREFIX_DELEGATION=true", "--unset", "WARM_PREFIX_TARGET"],
      says: "does not support",
    },
    { name: "Auto Mode", args: ["--set", "MAX_ENI=2", "--auto-mode"], says: "Auto Mode" },
    { name: "nothing to change", args: ["--set", "WARM_ENI_TARGET=1"], says: 'WARM_ENI_TARGET is "1" already' },
    {
      name: "what the form cannot say",
      args: ["--unset", "WARM_ENI_TARGET", "--format", "addon"],
      says: "cannot be said",
    },
  ])("refuses $name with the reason: exit 1, nothing on standard output", ({ args, says }) => {
    const { status, stdout, stderr } = patch(args);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(says);
  });

  test("takes a ceiling that is confirmed, and an unknown name that is allowed", () => {
    expect(patch(["--set", "MINIMUM_IP_TARGET=10", "--confirm", "minimum-alone"]).status).toBe(0);
    expect(patch(["--set", "FOO=1", "--allow-unknown"]).stdout).toContain("- name: FOO");
  });

  test("warns where a type in use cannot take prefixes", () => {
    const args = [
      "--set",
      "ENABLE_PREFIX_DELEGATION=true",
      "--instance-type",
      "m4.large",
      "--instance-type",
      "m5.large",
    ];
    const { status, stderr } = patch(args);
    expect(status).toBe(0);
    expect(stderr).toContain("m4.large cannot take prefixes (Xen)");
    expect(stderr).not.toContain("m5.large");
  });

  test.each([
    { name: "nothing asked for", args: [], says: "Nothing is asked for" },
    { name: "an unknown option", args: ["--bogus"], says: "--bogus" },
    { name: "an argument too many", args: ["--set", "MAX_ENI=2", "file.yaml"], says: "file.yaml" },
    { name: "--set without a value", args: ["--set", "MAX_ENI"], says: "write NAME=VALUE" },
    { name: "an unknown form", args: ["--set", "MAX_ENI=2", "--format", "xml"], says: "one of kubectl, revert" },
    { name: "an unknown confirmation", args: ["--set", "MAX_ENI=2", "--confirm", "all"], says: "minimum-alone" },
    {
      name: "a cluster's name that a shell would act on",
      args: ["--set", "MAX_ENI=2", "--cluster", "a;b"],
      says: "--cluster",
    },
    { name: "an unknown type", args: ["--set", "MAX_ENI=2", "--instance-type", "m99.large"], says: "m99.large" },
    { name: "a missing file", args: ["--set", "MAX_ENI=2", "--from", "no-such-file"], says: "ENOENT" },
    { name: "a folder", args: ["--set", "MAX_ENI=2", "--from", "."], says: "EISDIR" },
  ])("does not understand $name: exit 2", ({ args, says }) => {
    const { status, stdout, stderr } = patch(args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(says);
    expect(stderr).toContain("--help");
  });

  test("merges into the add-on's configuration in force, whatever today's environment was read from", () => {
    const file = join(folder, "configuration.json");
    writeFileSync(file, '{"enableNetworkPolicy":"true","env":{"MAX_ENI":"4"}}');
    const args = [...SMALL_CLUSTER, "--from", DAEMON_SET, "--addon-document", file, "--format", "addon"];
    const { status, stdout, stderr } = patch(args);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      enableNetworkPolicy: "true",
      env: { MAX_ENI: "4", MINIMUM_IP_TARGET: "10", WARM_ENI_TARGET: "0", WARM_IP_TARGET: "2" },
    });
    expect(stderr).not.toContain("replace the add-on's earlier document");
    const wrong = patch([...SMALL_CLUSTER, "--addon-document", DAEMON_SET]);
    expect([wrong.status, wrong.stdout]).toEqual([2, ""]);
    expect(wrong.stderr).toContain("This is not the add-on's configuration.");
  });

  test("names file, line and column of what it cannot read", () => {
    const file = join(folder, "tabs.yaml");
    writeFileSync(file, "env:\n\t- name: A\n");
    const { status, stderr } = patch(["--set", "MAX_ENI=2", "--from", file]);
    expect(status).toBe(2);
    expect(stderr).toContain(`--from ${file}, line 2, column 1: YAML does not allow tabs as indentation.`);
  });

  test("--help goes to standard output", () => {
    const { status, stdout } = patch(["--help"]);
    expect(status).toBe(0);
    expect(stdout).toContain("Usage: npm run -s patch");
  });
});
