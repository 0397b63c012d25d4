import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { environmentOf, readyProposal } from "@/lib/domain/patch/fixtures/ready-proposal";
import { isJsonObject } from "@/lib/domain/patch/json";
import { readAddonDocument } from "@/lib/domain/patch/read-configuration";
import { renderForm } from "@/lib/domain/patch/render-form";

const TARGET = { clusterName: "dev", region: "eu-central-1" };

describe("readAddonDocument", () => {
  test.each([
    { name: "JSON", source: '{"env":{"MAX_ENI":"4"}}', document: { env: { MAX_ENI: "4" } } },
    { name: "YAML", source: 'env:\n  MAX_ENI: "4"\n', document: { env: { MAX_ENI: "4" } } },
    { name: "without env", source: '{"enableNetworkPolicy":"true"}', document: { enableNetworkPolicy: "true" } },
    { name: "empty", source: "{}", document: {} },
    { name: "what --output text prints for none", source: "None\n", document: {} },
    {
      name: "inside describe-addon",
      source: JSON.stringify({ addon: { addonName: "vpc-cni", configurationValues: '{"env":{"MAX_ENI":"4"}}' } }),
      document: { env: { MAX_ENI: "4" } },
    },
    {
      name: "describe-addon of an add-on without configuration",
      source: JSON.stringify({ addon: { addonName: "vpc-cni" } }),
      document: {},
    },
  ])("$name", ({ source, document }) => {
    expect(readAddonDocument(source)).toEqual({ kind: "read", document, notices: [] });
  });

  test("a number without quotes becomes a text, with a notice", () => {
    const outcome = readAddonDocument('{"env":{"MAX_ENI":4}}');
    expect(outcome).toMatchObject({ kind: "read", document: { env: { MAX_ENI: "4" } } });
    expect(outcome.kind === "read" && outcome.notices[0]).toContain("MAX_ENI is a number without quotes");
  });

  test.each([
    { name: "nothing", source: " \n", code: "empty" },
    { name: "a DaemonSet", source: "kind: DaemonSet\nspec: {}\n", code: "unrecognised" },
    { name: "the chart's values", source: "originalMatchLabels: true\nenv: {}\n", code: "unrecognised" },
    { name: "an env list", source: "- name: MAX_ENI\n  value: '4'\n", code: "unrecognised" },
    { name: "env as a list", source: "env:\n- name: MAX_ENI\n", code: "unrecognised" },
    { name: "a sentence", source: "hello there", code: "unrecognised" },
    { name: "tabs", source: "env:\n\tMAX_ENI: 4\n", code: "tabs" },
    { name: "another add-on", source: '{"addon":{"addonName":"coredns"}}', code: "unrecognised" },
    { name: "far too much", source: "x".repeat(200_000), code: "too-large" },
  ])("$name is refused with what to give", ({ source, code }) => {
    const outcome = readAddonDocument(source);
    expect(outcome).toMatchObject({ kind: "unreadable", problem: { code } });
    expect(outcome.kind === "unreadable" && outcome.problem.remedy.length).toBeGreaterThan(0);
  });
});

describe("a change merged into any configuration", () => {
  const texts = fc.string({ maxLength: 8 });
  const own = fc.stringMatching(/^[a-z][a-zA-Z]{0,8}$/).filter((key) => key !== "env");
  const rest = fc.dictionary(own, fc.oneof(texts, fc.boolean(), fc.integer(), fc.dictionary(own, texts)));
  const env = fc.dictionary(fc.constantFrom("MAX_ENI", "WARM_IP_TARGET", "ENABLE_POD_ENI", "CLUSTER_NAME"), texts);

  test("keeps everything else of it, and has the changed settings as asked for", () => {
    fc.assert(
      fc.property(rest, fc.option(env, { nil: undefined }), (other, earlier) => {
        const document = earlier === undefined ? other : { ...other, env: earlier };
        const outcome = readAddonDocument(JSON.stringify(document));
        if (outcome.kind !== "read") throw new Error(outcome.problem.message);
        const current = { ...environmentOf('{"MAX_ENI":"3","WARM_ENI_TARGET":"1"}'), addonDocument: outcome.document };
        const wishes = ["WARM_IP_TARGET=2", "MINIMUM_IP_TARGET=10", "MAX_ENI-"];
        const rendered = renderForm("addon", readyProposal(wishes, { current }), TARGET);
        if (rendered.kind !== "file") throw new Error(rendered.message);
        const { MAX_ENI: _, ...kept } = isJsonObject(outcome.document.env) ? outcome.document.env : {};
        expect(JSON.parse(rendered.text)).toEqual({
          ...outcome.document,
          env: { ...kept, WARM_IP_TARGET: "2", MINIMUM_IP_TARGET: "10" },
        });
      }),
    );
  });
});
