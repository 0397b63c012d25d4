import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addonFitsInLink } from "@/app/simulator/_inputs/addon-param";
import type { Fields } from "@/app/simulator/_inputs/fields-param";
import { type InputValues, toSimulationInput } from "@/app/simulator/_inputs/to-simulation-input";
import { inputParams, linkParams, patchParams, placeParams, viewParams } from "@/app/simulator/search-params";
import { queryWith } from "@/components/url-state/query-writer";
import { readUrlParams, toUrlText, type UrlParams } from "@/components/url-state/url-param";
import { type CurrentEnvironment, ENVIRONMENT_SOURCES } from "@/lib/domain/patch/environment";
import { OWNERS } from "@/lib/domain/patch/ownership";
import { assumedEnvironment, SHIPPED_ENTRIES } from "@/lib/domain/patch/shipped-environment";

/** What a person may type, signs that part fields and parameters among it. */
const typed = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom("", " 5", "-1", "5.0", "1,5", "a;b=c|{", "100%", "%2C", "~0~1", "#&+?"),
);
const fields = <Name extends string>(...names: readonly Name[]) =>
  fc.option(fc.tuple(...names.map(() => typed)).map((texts) => named(names, texts)));
const named = <Name extends string>(names: readonly Name[], texts: readonly string[]): Fields<Name> =>
  Object.fromEntries(names.map((field, index) => [field, texts[index] ?? ""])) as Fields<Name>;
const knob = fc.option(typed);
const id = fc.stringMatching(/^subnet-[0-9a-f]{8}$/);

const name = fc.oneof(fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }), fc.constantFrom("3", "0-5", "a*"));
const value = fc.option(fc.oneof(fc.string({ unit: "grapheme" }), typed));
const entry = fc.oneof(fc.constantFrom(...SHIPPED_ENTRIES), fc.record({ name, value }));
const environment: fc.Arbitrary<CurrentEnvironment> = fc.record({
  source: fc.constantFrom(...ENVIRONMENT_SOURCES),
  label: fc.string({ unit: "grapheme" }),
  entries: fc.oneof(fc.constant(SHIPPED_ENTRIES), fc.array(entry, { maxLength: 12 })),
  isOrdered: fc.boolean(),
  addonDocument: fc.option(fc.constant({ env: { WARM_IP_TARGET: "2" }, resources: { limits: [1, null, true] } })),
  ownership: fc.option(
    fc.record({
      signs: fc.array(fc.record({ owner: fc.constantFrom(...OWNERS), evidence: fc.string({ unit: "grapheme" }) }), {
        maxLength: 3,
      }),
      hasManagedFields: fc.boolean(),
      managersOf: fc.constantFrom(new Map(), new Map([["WARM_ENI_TARGET", ["eks", "helm"]]])),
    }),
  ),
  notices: fc.array(fc.string({ unit: "grapheme" }), { maxLength: 2 }),
});

const anyValues: fc.Arbitrary<InputValues> = fc.record({
  today: fc.option(environment),
  we: knob,
  wi: knob,
  mi: knob,
  wp: knob,
  pd: knob,
  me: knob,
  cd: knob,
  cn: knob,
  sd: knob,
  eniconfig: fc.option(fc.dictionary(fc.constantFrom("eu-west-1a", "eu-west-1b"), id, { minKeys: 1 })),
  pods: typed,
  churn: fields("rate", "life"),
  burst: fields("pods", "nodes", "within", "at"),
  drain: fields("share", "at"),
  add: fields("count", "subnet", "type", "pods", "at", "every"),
  move: fields("count", "subnet", "at", "every"),
  roll: fc.record({ share: typed, restart: typed, at: typed }),
  minutes: typed,
  seed: typed,
  ec2: fc.constantFrom("assumed" as const, "instant" as const),
  band: fc.constantFrom("order" as const, "pods" as const, "none" as const),
});

const params: UrlParams = inputParams;

/** As the page writes them, and as the page of a colleague reads them. */
function throughLink(values: InputValues): InputValues {
  const texts = Object.entries(values).map(([key, value]) => {
    const param = params[key];
    return [key, param ? toUrlText(param, value) : null];
  });
  const query = new URL(queryWith("?vpc=vpc-1", Object.fromEntries(texts)), "http://eniscope.test/simulator")
    .searchParams;
  return readUrlParams(inputParams, (key) => query.get(key));
}

describe("a link to the simulator", () => {
  it("gives a colleague the same inputs, typed nonsense included", () => {
    fc.assert(
      fc.property(anyValues, (values) => {
        expect(throughLink(values)).toEqual(values);
      }),
    );
  });
  it("asks for the same run", () => {
    fc.assert(
      fc.property(anyValues, (values) => {
        const [own, theirs] = [values, throughLink(values)].map((read) =>
          toSimulationInput(read, read.today ?? assumedEnvironment()),
        );
        expect(theirs).toEqual(own);
      }),
    );
  });
  it("holds nothing of what is as by default", () => {
    const values = readUrlParams(inputParams, () => null);
    for (const [key, each] of Object.entries(values)) {
      const param = params[key];
      expect(param && toUrlText(param, each), key).toBeNull();
    }
  });
  it("carries the add-on's configuration, the form and the cluster of the files", () => {
    const json = fc.dictionary(fc.string({ unit: "grapheme", maxLength: 9 }), fc.jsonValue({ maxDepth: 2 }));
    fc.assert(
      fc.property(json, typed, (document, cluster) => {
        const addon = JSON.parse(JSON.stringify(document));
        const writing = { form: "eksctl" as const, for: cluster, addon };
        const texts = Object.entries(patchParams).map(([key, param]) => [
          key,
          toUrlText<unknown>(param as UrlParams[string], writing[key as keyof typeof writing]),
        ]);
        const query = new URL(queryWith("?vpc=vpc-1", Object.fromEntries(texts)), "http://eniscope.test").searchParams;
        expect(readUrlParams(patchParams, (key) => query.get(key))).toEqual(writing);
      }),
    );
  });
  it("takes an add-on's configuration as long as it can be sent", () => {
    expect(addonFitsInLink({ env: { WARM_IP_TARGET: "2" } })).toBe(true);
    expect(addonFitsInLink({ text: "x".repeat(6_000) })).toBe(false);
  });
  it("leaves behind, with its scope, the cluster that files were written for", () => {
    expect(Object.keys(placeParams)).toContain("for");
  });
  it("keeps the snapshot's time and what is looked at to the millisecond", () => {
    const takenAt = Date.UTC(2026, 2, 2, 10, 0, 0, 123);
    expect(linkParams.asof.parse(linkParams.asof.serialize(takenAt))).toBe(takenAt);
    expect(viewParams.at.parse(viewParams.at.serialize(61_234))).toBe(61_234);
  });
  it.each([
    ["a time that is none", linkParams.asof, "yesterday"],
    ["a time without a zone", linkParams.asof, "2026-03-02T10:00:00"],
    ["fields that are too few", inputParams.burst, "60,10"],
    ["an environment of another manifest", inputParams.today, "v0.0.1;0-3"],
    ["an environment with a number beyond the manifest", inputParams.today, "v1.23.1;0-300"],
    ["an environment with broken facts", inputParams.today, "v1.23.1;0|{nonsense"],
    ["a zone without a subnet", inputParams.eniconfig, "eu-west-1a"],
    ["a form that there is not", patchParams.form, "pulumi"],
    ["a configuration that was cut short", patchParams.addon, '{"env":{"MAX_ENI":'],
    ["a configuration that is a list", patchParams.addon, "[1]"],
  ])("takes %s as if absent", (_, param, text) => {
    expect(param.parse(text)).toBeNull();
  });
});
