import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { bodyOf, startLoopbackServer } from "@/lib/aws/fixtures/loopback-server";
import { applyChanges, type Wish } from "@/lib/domain/patch/difference";
import { type CurrentEnvironment, valuesOf } from "@/lib/domain/patch/environment";
import type { PatchForm } from "@/lib/domain/patch/form";
import { proposeChange, type ReadyProposal } from "@/lib/domain/patch/proposal";
import { readEnvironment } from "@/lib/domain/patch/read-environment";
import { renderForm } from "@/lib/domain/patch/render-form";
import { isWritable } from "@/lib/domain/patch/setting-text";
import { SHIPPED_ENTRIES } from "@/lib/domain/patch/shipped-environment";

const FIXTURE = "lib/domain/patch/fixtures/aws-node.yaml";
const daemonSet = readFileSync(FIXTURE, "utf8");
const hasTool = (name: string, ...args: string[]) => spawnSync(name, args, { stdio: "ignore" }).status === 0;
const hasKubectl = hasTool("kubectl", "version", "--client");
const hasTerraform = hasTool("terraform", "version");
const hasAws = hasTool("aws", "--version");

// A skipped suite is easily overlooked: say what was not shown.
if (!hasKubectl) {
  console.warn(
    "kubectl is not installed: patch.yaml, revert.yaml and the YAML of Helm and eksctl were not read by it.",
  );
}
if (!hasTerraform)
  console.warn("terraform is not installed: its form was not formatted and evaluated with the real tool.");
if (!hasAws) console.warn("The AWS CLI is not installed: its command was not seen to send the configuration.");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "eniscope-patch-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(command: string, args: readonly string[], input?: string): string {
  const { status, stdout, stderr } = spawnSync(command, [...args], { encoding: "utf8", input });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stderr}`);
  return stdout;
}

/** `kubectl patch --local`: the API server's own merge, without a server. */
function kubectlPatch(object: string, patch: string): string {
  const [objectFile, patchFile] = [join(folder, "object.yaml"), join(folder, "patch.yaml")];
  writeFileSync(objectFile, object);
  writeFileSync(patchFile, patch);
  const flags = ["--local", "--type", "strategic", "-o", "yaml", "--show-managed-fields"];
  return run("kubectl", ["patch", "-f", objectFile, "--patch-file", patchFile, ...flags]);
}

function currentOf(source: string): CurrentEnvironment {
  const outcome = readEnvironment(source);
  if (outcome.kind !== "read") throw new Error(outcome.problem.message);
  return outcome.environment;
}

function ready(current: CurrentEnvironment, wishes: readonly Wish[]): ReadyProposal {
  const proposal = proposeChange({ current, wishes, confirmed: ["minimum-alone"], allowsUnknown: true, fleet: null });
  if (proposal.kind !== "ready") throw new Error(JSON.stringify(proposal));
  return proposal;
}

function textOf(form: PatchForm, proposal: ReadyProposal): string {
  const rendered = renderForm(form, proposal, { clusterName: "dev", region: "eu-central-1" });
  if (rendered.kind !== "file") throw new Error(rendered.message);
  return rendered.text;
}

interface DaemonSet {
  readonly spec: { readonly template: { readonly spec: { readonly containers: { name: string; env: unknown[] }[] } } };
}

/** Everything but the environment of container aws-node. */
function rest(source: string): unknown {
  const object: DaemonSet = parse(source);
  for (const container of object.spec.template.spec.containers) {
    if (container.name === "aws-node") container.env = [];
  }
  return object;
}

const CLEAR = { name: "WARM_ENI_TARGET", value: null } as const;

/** What HCL would take for templates. */
const TEMPLATES = ["$", "{d}%", "{if}"].join("");

const PROPOSALS: readonly { readonly name: string; readonly wishes: readonly Wish[] }[] = [
  {
    name: "a small cluster: one changed, two added",
    wishes: [
      { name: "WARM_ENI_TARGET", value: "0" },
      { name: "WARM_IP_TARGET", value: "2" },
      { name: "MINIMUM_IP_TARGET", value: "10" },
    ],
  },
  { name: "one taken away from the middle of the list", wishes: [CLEAR, { name: "WARM_IP_TARGET", value: "2" }] },
  {
    name: "several taken away, one of them the first",
    wishes: [CLEAR, { name: "ADDITIONAL_ENI_TAGS", value: null }, { name: "DISABLE_METRICS", value: null }],
  },
  {
    name: "prefix delegation",
    wishes: [
      { name: "ENABLE_PREFIX_DELEGATION", value: "true" },
      { name: "WARM_PREFIX_TARGET", value: "2" },
    ],
  },
  {
    name: "a value full of quotes",
    wishes: [{ name: "ADDITIONAL_ENI_TAGS", value: `{"a: b":"\\"c\\" #${TEMPLATES}"}` }],
  },
];

describe.skipIf(!hasKubectl)("kubectl patch --local", () => {
  test("leaves the fixture as it is when nothing is patched, so that bytes can be compared", () => {
    expect(kubectlPatch(daemonSet, "{}")).toBe(daemonSet);
  });

  test.each(PROPOSALS)(
    "$name: only the named settings of container aws-node change, and revert restores every byte",
    ({ wishes }) => {
      const current = currentOf(daemonSet);
      const proposal = ready(current, wishes);
      const patched = kubectlPatch(daemonSet, textOf("kubectl", proposal));
      const expected = applyChanges(valuesOf(current.entries), proposal.changes);
      expect(Object.fromEntries(valuesOf(currentOf(patched).entries))).toEqual(Object.fromEntries(expected));
      expect(rest(patched)).toEqual(rest(daemonSet));
      expect(patched).not.toBe(daemonSet);
      expect(kubectlPatch(patched, textOf("revert", proposal))).toBe(daemonSet);
    },
  );

  test("without the order a setting that is put back would come first, so that the order is needed", () => {
    const proposal = ready(currentOf(daemonSet), [CLEAR]);
    const patched = kubectlPatch(daemonSet, textOf("kubectl", proposal));
    const revert = textOf("revert", proposal);
    const blind = revert.replace(/ {10}\$setElementOrder\/env:\n(?: {12}- name: .*\n)+/, "");
    expect(blind).not.toBe(revert);
    expect(kubectlPatch(patched, blind)).not.toBe(daemonSet);
  });

  test("a revert on assumed settings restores the values, if not the order", () => {
    const assumed = ready({ ...currentOf(daemonSet), isOrdered: false }, [CLEAR, { name: "MAX_ENI", value: "3" }]);
    const restored = kubectlPatch(kubectlPatch(daemonSet, textOf("kubectl", assumed)), textOf("revert", assumed));
    expect(valuesOf(currentOf(restored).entries)).toEqual(valuesOf(currentOf(daemonSet).entries));
    expect(rest(restored)).toEqual(rest(daemonSet));
  });

  test("what the list command prints reads back as the same environment", () => {
    writeFileSync(join(folder, "list.yaml"), daemonSet);
    const args = ["set", "env", "--local", "-f", join(folder, "list.yaml"), "--list"];
    const all = currentOf(run("kubectl", args));
    const { entries } = currentOf(daemonSet);
    expect(all.entries).toEqual(entries);
    expect(currentOf(run("kubectl", [...args, "-c", "aws-node"])).entries).toEqual(entries);
  });

  test("any proposal: kubectl makes what was promised, and revert restores every byte", () => {
    const current = currentOf(daemonSet);
    const names = SHIPPED_ENTRIES.flatMap(({ name, value }) => (value === null ? [] : [name]));
    const text = fc.string({ unit: "binary", maxLength: 30 }).filter(isWritable);
    const unknown = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,12}$/).map((name) => `X${name}`);
    const added = fc.record({ name: fc.oneof(unknown, fc.constantFrom("Y", "on", "no", "NULL")), value: text });
    const removed = fc
      .constantFrom(...names.filter((name) => !name.startsWith("ENABLE_IP")))
      .map((name) => ({ name, value: null }));
    const wishes = fc.uniqueArray(fc.oneof(added, removed), {
      minLength: 1,
      maxLength: 6,
      selector: (wish) => wish.name,
    });
    fc.assert(
      fc.property(wishes, (asked) => {
        const proposal = ready(current, asked);
        const patched = kubectlPatch(daemonSet, textOf("kubectl", proposal));
        const expected = applyChanges(valuesOf(current.entries), proposal.changes);
        expect(valuesOf(currentOf(patched).entries)).toEqual(expected);
        expect(rest(patched)).toEqual(rest(daemonSet));
        expect(kubectlPatch(patched, textOf("revert", proposal))).toBe(daemonSet);
      }),
      { numRuns: 20 },
    );
  });
});

/** As kubectl's YAML library takes it, which Helm and eksctl use too: a merge into an empty object, printed as JSON. */
function readByKubectl(yaml: string): Record<string, unknown> {
  const [objectFile, patchFile] = [join(folder, "empty.yaml"), join(folder, "content.yaml")];
  writeFileSync(objectFile, "apiVersion: example.com/v1\nkind: Thing\nmetadata:\n  name: x\n");
  writeFileSync(patchFile, yaml);
  const flags = ["--local", "--type", "merge", "-o", "json"];
  return JSON.parse(run("kubectl", ["patch", "-f", objectFile, "--patch-file", patchFile, ...flags]));
}

const settable = fc.record({
  name: fc.oneof(
    fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,12}$/).map((name) => `X${name}`),
    fc.constantFrom("Y", "on", "no", "NULL"),
  ),
  value: fc.string({ unit: "binary", maxLength: 30 }).filter(isWritable),
});
const anySettings = fc.uniqueArray(settable, { minLength: 1, maxLength: 6, selector: (wish) => wish.name });
const mapOf = (wishes: readonly { readonly name: string; readonly value: string }[]) =>
  Object.fromEntries(wishes.map(({ name, value }) => [name, value]));

describe.skipIf(!hasKubectl)("the YAML of Helm and eksctl", () => {
  test("any settings: read as YAML by Go they are the same texts", () => {
    const current = currentOf(daemonSet);
    fc.assert(
      fc.property(anySettings, (asked) => {
        const proposal = ready(current, asked);
        expect(readByKubectl(textOf("helm", proposal)).env).toEqual(mapOf(asked));
        const config = readByKubectl(textOf("eksctl", proposal).replace(/^apiVersion: .*\nkind: .*\n/, ""));
        expect(config.metadata).toEqual({ name: "dev", region: "eu-central-1" });
        const [addon, ...others] = config.addons as readonly { readonly configurationValues: string }[];
        expect(others).toEqual([]);
        expect(JSON.parse(addon?.configurationValues ?? "")).toEqual({ env: mapOf(asked) });
      }),
      { numRuns: 15 },
    );
  });
});

const execute = promisify(execFile);

/** An endpoint of EKS that answers anything and remembers the requests. */
async function listeningEks() {
  const requests: { readonly url: string; readonly body: string }[] = [];
  const server = await startLoopbackServer(async (request, response) => {
    requests.push({ url: request.url ?? "", body: await bodyOf(request) });
    response.setHeader("content-type", "application/json");
    response.end('{"update":{"id":"1"}}');
  });
  return { ...server, requests };
}

describe.skipIf(!hasAws)("aws eks update-addon", () => {
  test("the command as printed sends the whole document, as a text, and PRESERVE", async () => {
    const rendered = renderForm("addon", ready(currentOf(daemonSet), PROPOSALS[0]?.wishes ?? []), {
      clusterName: "dev",
      region: "eu-central-1",
    });
    if (rendered.kind !== "file") throw new Error(rendered.message);
    writeFileSync(join(folder, rendered.fileName), rendered.text);
    const command = rendered.commands.find((line) => line.includes("update-addon")) ?? "";
    const eks = await listeningEks();
    const flags = ["--endpoint-url", eks.url, "--no-sign-request", "--region", "eu-central-1"];
    await execute("aws", [...command.split(" ").slice(1), ...flags], { cwd: folder }).finally(eks.close);
    expect(eks.requests.map(({ url }) => url)).toEqual(["/clusters/dev/addons/vpc-cni/update"]);
    const sent = JSON.parse(eks.requests[0]?.body ?? "");
    expect(sent).toMatchObject({ resolveConflicts: "PRESERVE", configurationValues: rendered.text });
  });
});

describe.skipIf(!hasTerraform)("terraform", () => {
  const current = currentOf(
    '{"nodeAgent":{"enableCloudWatchLogs":"true","long":["a","$\\u007bb}"]},"env":{"MAX_ENI":"4","WARM_IP_TARGET":"5"}}',
  );

  test.each(PROPOSALS.filter(({ wishes }) => wishes.some(({ value }) => value !== null)))(
    "$name: is formatted as terraform fmt wants it and evaluates to the add-on's JSON",
    ({ wishes }) => {
      const proposal = ready(current, wishes);
      const source = textOf("terraform", proposal);
      expect(run("terraform", ["fmt", "-"], source)).toBe(source);
      const expression = /configuration_values = ([\s\S]*)\n}\n$/.exec(source)?.[1] ?? "";
      writeFileSync(join(folder, "main.tf"), `locals {\n  document = ${expression}\n}\n`);
      const printed = run("terraform", [`-chdir=${folder}`, "console"], "local.document\n");
      expect(JSON.parse(JSON.parse(printed))).toEqual(JSON.parse(textOf("addon", proposal)));
    },
  );

  test("any settings: all of them evaluate to the add-on's JSON", () => {
    const proposals = fc.sample(anySettings, { numRuns: 60, seed: 20_261_125 }).map((asked) => ready(current, asked));
    const expressions = proposals.map(
      (proposal) => /configuration_values = ([\s\S]*)\n}\n$/.exec(textOf("terraform", proposal))?.[1] ?? "",
    );
    writeFileSync(join(folder, "main.tf"), `locals {\n  documents = [\n${expressions.join(",\n")}\n  ]\n}\n`);
    const printed = run("terraform", [`-chdir=${folder}`, "console"], "base64encode(jsonencode(local.documents))\n");
    const documents: string[] = JSON.parse(Buffer.from(JSON.parse(printed), "base64").toString("utf8"));
    expect(documents.map((document) => JSON.parse(document))).toEqual(
      // Terraform composes every text (NFC), which its form's note says where it matters.
      proposals.map((proposal) => JSON.parse(textOf("addon", proposal).normalize("NFC"))),
    );
  });
});
