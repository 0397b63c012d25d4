import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Wish } from "@/lib/domain/patch/difference";
import { applyChanges } from "@/lib/domain/patch/difference";
import { valuesOf } from "@/lib/domain/patch/environment";
import daemonSet from "@/lib/domain/patch/fixtures/aws-node.yaml?raw";
import { environmentOf, readyProposal } from "@/lib/domain/patch/fixtures/ready-proposal";
import { isClusterName, isRegion, PATCH_FORMS, type PatchFile, type PatchForm } from "@/lib/domain/patch/form";
import { proposeChange, type ReadyProposal } from "@/lib/domain/patch/proposal";
import { renderForm } from "@/lib/domain/patch/render-form";
import { isWritable } from "@/lib/domain/patch/setting-text";
import { assumedEnvironment } from "@/lib/domain/patch/shipped-environment";

const TARGET = { clusterName: "dev-shared", region: "eu-central-1" };

function fileOf(form: PatchForm, proposal: ReadyProposal): PatchFile {
  const rendered = renderForm(form, proposal, TARGET);
  if (rendered.kind !== "file") throw new Error(rendered.message);
  return rendered;
}

const shown = environmentOf(daemonSet);
const addon = environmentOf(
  '{"enableNetworkPolicy":"true","env":{"WARM_IP_TARGET":"5","WARM_ENI_TARGET":"2"},"resources":{"limits":{"cpu":"100m"}}}',
);
const SMALL_CLUSTER = ["WARM_ENI_TARGET=0", "WARM_IP_TARGET=2", "MINIMUM_IP_TARGET=10"];

// Reviewed texts: each is what a person would put into version control, or hand to the tool named.
const GOLDEN: readonly { readonly file: string; readonly form: PatchForm; readonly proposal: ReadyProposal }[] = [
  { file: "small-cluster.patch.yaml", form: "kubectl", proposal: readyProposal(SMALL_CLUSTER) },
  { file: "small-cluster.revert.yaml", form: "revert", proposal: readyProposal(SMALL_CLUSTER) },
  { file: "small-cluster.commands.sh", form: "commands", proposal: readyProposal(SMALL_CLUSTER) },
  { file: "small-cluster.addon.json", form: "addon", proposal: readyProposal(SMALL_CLUSTER) },
  { file: "small-cluster.helm.yaml", form: "helm", proposal: readyProposal(SMALL_CLUSTER) },
  { file: "small-cluster.eksctl.yaml", form: "eksctl", proposal: readyProposal(SMALL_CLUSTER) },
  { file: "small-cluster.tf", form: "terraform", proposal: readyProposal(SMALL_CLUSTER) },
  {
    file: "removal.patch.yaml",
    form: "kubectl",
    proposal: readyProposal(["WARM_ENI_TARGET-", "WARM_IP_TARGET=2"], { current: shown }),
  },
  {
    file: "removal.revert.yaml",
    form: "revert",
    proposal: readyProposal(["WARM_ENI_TARGET-", "WARM_IP_TARGET=2"], { current: shown }),
  },
  { file: "removal.helm.yaml", form: "helm", proposal: readyProposal(["WARM_ENI_TARGET-", "WARM_IP_TARGET=2"]) },
  {
    file: "merged.addon.json",
    form: "addon",
    proposal: readyProposal(["WARM_IP_TARGET-", "ENABLE_PREFIX_DELEGATION=true"], { current: addon }),
  },
  {
    file: "merged.eksctl.yaml",
    form: "eksctl",
    proposal: readyProposal(["WARM_IP_TARGET-", "ENABLE_PREFIX_DELEGATION=true"], { current: addon }),
  },
  {
    file: "merged.tf",
    form: "terraform",
    proposal: readyProposal(["WARM_IP_TARGET-", "ENABLE_PREFIX_DELEGATION=true"], { current: addon }),
  },
];

describe("golden files", () => {
  test.each(GOLDEN)("$file", async ({ file, form, proposal }) => {
    await expect(fileOf(form, proposal).text).toMatchFileSnapshot(`./golden/${file}`);
  });

  test("the same wishes in another order give the same file", () => {
    for (const form of PATCH_FORMS) {
      expect(fileOf(form, readyProposal(SMALL_CLUSTER.toReversed())).text).toBe(
        fileOf(form, readyProposal(SMALL_CLUSTER)).text,
      );
    }
  });
});

interface EnvPatch {
  readonly name: string;
  readonly value?: unknown;
  readonly $patch?: string;
}

/** The one container's env of a strategic merge patch, after the path to it is checked to be all there is. */
function envOfPatch(text: string): readonly EnvPatch[] {
  const patch = parse(text, { version: "1.1" });
  const [container, ...others] = patch.spec.template.spec.containers;
  expect(others).toEqual([]);
  expect(container.name).toBe("aws-node");
  expect(patch).toEqual({ spec: { template: { spec: { containers: [container] } } } });
  return container.env;
}

const jsonOfTerraform = (text: string): string => {
  const env = /env = \{\n([\s\S]*?)\n {4}\}/.exec(text)?.[1] ?? "";
  const lines = env.split("\n").filter((line) => line.trim() !== "");
  const pairs = lines.map((line) => /^ *(\S+) += (.*)$/.exec(line)?.slice(1) ?? []);
  const unescaped = (value: string) => value.replaceAll("$${", () => "${").replaceAll("%%{", "%{");
  return `{${pairs.map(([key = "", value = ""]) => `${key.startsWith('"') ? key : JSON.stringify(key)}:${unescaped(value)}`).join(",")}}`;
};

describe("any proposal", () => {
  const text = fc.string({ unit: "binary", maxLength: 24 }).filter(isWritable);
  const own = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,10}$/).map((name) => `X_${name}`);
  const named = fc.oneof(own, fc.constantFrom("Y", "n", "on", "NO", "null", "Infinity"));
  const added = fc.record({ name: named, value: text });
  const removed = fc
    .constantFrom("WARM_ENI_TARGET", "DISABLE_METRICS", "ADDITIONAL_ENI_TAGS", "VPC_CNI_VERSION")
    .map((name): Wish => ({ name, value: null }));
  const wishes = fc.uniqueArray(fc.oneof(added, removed), {
    minLength: 1,
    maxLength: 7,
    selector: (wish) => wish.name,
  });

  const proposals = wishes.map((asked) => {
    const proposal = proposeChange({
      current: assumedEnvironment(),
      wishes: asked,
      confirmed: [],
      allowsUnknown: true,
      fleet: null,
    });
    if (proposal.kind !== "ready") throw new Error(JSON.stringify(proposal));
    return proposal;
  });
  const setOnly = (proposal: ReadyProposal) =>
    Object.fromEntries(proposal.changes.flatMap(({ name, after }) => (after === null ? [] : [[name, after]])));

  test("patch.yaml names just the changed settings, each value a quoted string, and revert.yaml undoes them", () => {
    fc.assert(
      fc.property(proposals, (proposal) => {
        const values = valuesOf(proposal.current.entries);
        const apply = (before: ReadonlyMap<string, string>, source: string) => {
          const next = new Map(before);
          for (const { name, value, $patch } of envOfPatch(source)) {
            if ($patch === "delete") next.delete(name);
            else next.set(name, value as string);
          }
          return next;
        };
        const patch = fileOf("kubectl", proposal).text;
        expect(envOfPatch(patch).map((entry) => entry.name)).toEqual(proposal.changes.map((change) => change.name));
        const after = apply(values, patch);
        expect(after).toEqual(applyChanges(values, proposal.changes));
        expect(new Map([...apply(after, fileOf("revert", proposal).text)].sort())).toEqual(new Map([...values].sort()));
        for (const line of patch.split("\n").filter((one) => one.trim().startsWith("value:")))
          expect(line).toMatch(/^ +value: ".*"$/);
      }),
    );
  });

  test("add-on, eksctl, Terraform and Helm values parse back to the same settings", () => {
    fc.assert(
      fc.property(proposals, (proposal) => {
        const set = setOnly(proposal);
        if (Object.keys(set).length === 0) return;
        expect(JSON.parse(fileOf("addon", proposal).text)).toEqual({ env: set });
        const config = parse(fileOf("eksctl", proposal).text, { version: "1.1" });
        expect(JSON.parse(config.addons[0].configurationValues)).toEqual({ env: set });
        expect(JSON.parse(jsonOfTerraform(fileOf("terraform", proposal).text))).toEqual(set);
        const removedNames = proposal.changes
          .filter((change) => change.kind === "removed")
          .map(({ name }) => [name, null]);
        expect(parse(fileOf("helm", proposal).text, { version: "1.1" })).toEqual({
          env: { ...set, ...Object.fromEntries(removedNames) },
        });
      }),
    );
  });
});

describe("what a form cannot say", () => {
  test("configuration values cannot take a shipped setting away", () => {
    for (const form of ["addon", "eksctl", "terraform"] as const) {
      expect(renderForm(form, readyProposal(["WARM_ENI_TARGET-"]), TARGET)).toMatchObject({
        kind: "inexpressible",
        form,
      });
    }
    const { notes, text } = fileOf("addon", readyProposal(["WARM_ENI_TARGET-", "WARM_IP_TARGET=2"]));
    expect(JSON.parse(text)).toEqual({ env: { WARM_IP_TARGET: "2" } });
    expect(notes.join("\n")).toContain(
      'WARM_ENI_TARGET cannot be taken away by configuration values: left out, it has the add-on\'s own value "1".',
    );
  });

  test("the earlier document is merged where it is known, and asked for where it is not", () => {
    expect(fileOf("addon", readyProposal(["MAX_ENI=2"])).notes.join("\n")).toContain(
      "replace the add-on's earlier document",
    );
    const merged = fileOf("addon", readyProposal(["MAX_ENI=2"], { current: addon }));
    expect(merged.notes.join("\n")).not.toContain("replace the add-on's earlier document");
    expect(JSON.parse(merged.text)).toEqual({
      enableNetworkPolicy: "true",
      env: { WARM_IP_TARGET: "5", WARM_ENI_TARGET: "2", MAX_ENI: "2" },
      resources: { limits: { cpu: "100m" } },
    });
  });

  test("a value that another manager owns would be preserved, which is said", () => {
    const { notes } = fileOf(
      "addon",
      readyProposal(["AWS_VPC_K8S_CNI_LOGLEVEL=DEBUG", "WARM_ENI_TARGET=2"], { current: shown }),
    );
    expect(notes.join("\n")).toContain("AWS_VPC_K8S_CNI_LOGLEVEL is owned by kubectl-set today");
    expect(notes.join("\n")).not.toContain("WARM_ENI_TARGET is owned");
  });

  test("Terraform's composing of letters is said where a value has any to compose", () => {
    const notesOf = (tag: string) =>
      fileOf("terraform", readyProposal([`ADDITIONAL_ENI_TAGS={"team":"${tag}"}`])).notes.join("\n");
    expect(notesOf("cafe\u0301")).toContain("NFC");
    expect(notesOf("caf\u00e9")).not.toContain("NFC");
  });

  test("a name that the add-on's schema may not take is said", () => {
    expect(fileOf("addon", readyProposal(["CLUSTER_NAME=dev"])).notes.join("\n")).toContain(
      "CLUSTER_NAME is not in the add-on schema",
    );
    expect(fileOf("addon", readyProposal(["MAX_ENI=2"])).notes.join("\n")).not.toContain("schema");
  });

  test("Helm deletes a chart's default by null, and leaves other names to one's own values file", () => {
    const current = environmentOf('{"WARM_IP_TARGET":"2","MINIMUM_IP_TARGET":"4","MAX_ENI":"2"}');
    const both = fileOf("helm", readyProposal(["MAX_ENI-", "WARM_IP_TARGET=3"], { current }));
    expect(parse(both.text)).toEqual({ env: { WARM_IP_TARGET: "3" } });
    expect(both.notes.join("\n")).toContain("MAX_ENI is no default of the chart");
    expect(renderForm("helm", readyProposal(["MAX_ENI-"], { current }), TARGET)).toMatchObject({
      kind: "inexpressible",
    });
  });

  test("a revert on assumed settings says so, and has no order to restore", () => {
    const assumed = fileOf("revert", readyProposal(["WARM_ENI_TARGET-"]));
    expect(assumed.notes.join("\n")).toContain("assumed");
    expect(assumed.text).not.toContain("$setElementOrder");
    expect(fileOf("revert", readyProposal(["WARM_ENI_TARGET-"], { current: shown })).notes).toEqual([]);
  });
});

describe("where it goes", () => {
  test("without cluster and Region a placeholder stands in their place", () => {
    const rendered = renderForm("eksctl", readyProposal(["MAX_ENI=2"]), { clusterName: null, region: null });
    expect(rendered).toMatchObject({ kind: "file" });
    expect(rendered.kind === "file" && parse(rendered.text).metadata).toEqual({
      name: "CLUSTER_NAME",
      region: "REGION",
    });
  });

  test("the server judges before anything is written, and the way back is a comment", () => {
    const { commands } = fileOf("kubectl", readyProposal(["MAX_ENI=2"]));
    expect(commands[0]).toContain("--dry-run=server");
    const lines = fileOf("commands", readyProposal(["MAX_ENI=2"]))
      .text.split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    expect(lines[0]).toContain("--dry-run=server");
    expect(lines.join("\n")).not.toContain("revert.yaml");
  });

  test.each(["dev", "a", "A1-b_c", "x".repeat(100)])("%j can name a cluster", (name) =>
    expect(isClusterName(name)).toBe(true),
  );
  test.each(["", "-a", "a b", "a;rm", "$(x)", "a\n", "é", "x".repeat(101)])("%j cannot", (name) =>
    expect(isClusterName(name)).toBe(false),
  );
  test.each(["eu-central-1", "us-gov-west-1", "ap-southeast-2"])("%j is a Region", (name) =>
    expect(isRegion(name)).toBe(true),
  );
  test.each(["", "eu", "eu-central", "EU-CENTRAL-1", "eu-central-1;x"])("%j is none", (name) =>
    expect(isRegion(name)).toBe(false),
  );
});
