import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { valuesOf } from "@/lib/domain/patch/environment";
import daemonSet from "@/lib/domain/patch/fixtures/aws-node.yaml?raw";
import { environmentOf } from "@/lib/domain/patch/fixtures/ready-proposal";
import { readEnvironment } from "@/lib/domain/patch/read-environment";
import type { ReadingProblem } from "@/lib/domain/patch/reading-problem";
import { MAX_PASTE_LENGTH } from "@/lib/domain/patch/reading-problem";
import { isWritable } from "@/lib/domain/patch/setting-text";
import { SHIPPED_ENTRIES } from "@/lib/domain/patch/shipped-environment";

function problemOf(source: string): ReadingProblem {
  const outcome = readEnvironment(source);
  if (outcome.kind === "read") throw new Error(`was read as ${outcome.environment.label}`);
  return outcome.problem;
}

const indented = (text: string, by: string) => text.replaceAll(/^/gm, by);
const inAList = `apiVersion: v1\nkind: List\nitems:\n${indented(daemonSet.trimEnd(), "  ").replace("  apiVersion", "- apiVersion")}\n`;

describe("a DaemonSet", () => {
  const expected = SHIPPED_ENTRIES.map(({ name, value }) => ({
    name,
    value: name === "AWS_VPC_K8S_CNI_LOGLEVEL" ? "INFO" : value,
  }));

  test.each([
    { name: "as YAML", source: daemonSet },
    { name: "with Windows line ends", source: daemonSet.replaceAll("\n", "\r\n") },
    { name: "with a byte order mark", source: `\ufeff${daemonSet}` },
    { name: "in a List", source: inAList },
    {
      name: "in a manifest of several documents",
      source: `---\nkind: ServiceAccount\nmetadata: {name: aws-node}\n---\n${daemonSet}---\n`,
    },
    { name: "as a fragment without its kind", source: daemonSet.replace("kind: DaemonSet\n", "") },
  ])("$name has its 27 entries in order, of container aws-node alone", ({ source }) => {
    const environment = environmentOf(source);
    expect(environment.source).toBe("daemonset");
    expect(environment.entries).toEqual(expected);
    expect(environment.isOrdered).toBe(true);
    expect(environment.notices).toEqual([]);
    expect(environment.ownership?.signs.map((sign) => sign.owner)).toEqual(["eks"]);
  });

  test("the one named aws-node goes before another with such a container", () => {
    const other = daemonSet.replace("\n  name: aws-node\n", "\n  name: aws-node-windows\n").replace('"9001"', '"1500"');
    expect(other).not.toBe(daemonSet);
    expect(valuesOf(environmentOf(`${other}---\n${daemonSet}`).entries).get("AWS_VPC_ENI_MTU")).toBe("9001");
    expect(valuesOf(environmentOf(other).entries).get("AWS_VPC_ENI_MTU")).toBe("1500");
  });

  test("JSON, indented by tabs or in one line, reads the same", () => {
    const entries = [
      { name: "WARM_IP_TARGET", value: "2" },
      { name: "A", valueFrom: { fieldRef: { fieldPath: "x" } } },
    ];
    const spec = { template: { spec: { containers: [{ name: "aws-node", env: entries }] } } };
    const object = { kind: "List", items: [{ kind: "DaemonSet", metadata: { name: "aws-node" }, spec }] };
    for (const indent of [undefined, 2, "\t"]) {
      expect(environmentOf(JSON.stringify(object, null, indent)).entries).toEqual([
        { name: "WARM_IP_TARGET", value: "2" },
        { name: "A", value: null },
      ]);
    }
  });

  test("without env it has an empty environment, and an entry without value is set and empty", () => {
    const of = (env: string) =>
      environmentOf(`kind: DaemonSet\nspec: {template: {spec: {containers: [{name: aws-node${env}}]}}}`).entries;
    expect(of("")).toEqual([]);
    expect(of(", env: ")).toEqual([]);
    expect(of(", env: [{name: WARM_IP_TARGET}]")).toEqual([{ name: "WARM_IP_TARGET", value: "" }]);
  });
});

describe("other forms", () => {
  test.each([
    { name: "a list", source: '- name: WARM_IP_TARGET\n  value: "2"\n', kind: "env-list" },
    { name: "a list under env", source: 'env:\n- name: WARM_IP_TARGET\n  value: "2"\n', kind: "env-list" },
    { name: "a list as JSON", source: '[{"name":"WARM_IP_TARGET","value":"2"}]', kind: "env-list" },
    {
      name: "a container",
      source: '{"name":"aws-node","image":"x","env":[{"name":"WARM_IP_TARGET","value":"2"}]}',
      kind: "env-list",
    },
    {
      name: "a list of containers",
      source: '[{"name":"x","image":"x"},{"name":"aws-node","env":[{"name":"WARM_IP_TARGET","value":"2"}]}]',
      kind: "env-list",
    },
    { name: "a map", source: '{"WARM_IP_TARGET":"2"}', kind: "map" },
    { name: "a map as YAML", source: 'WARM_IP_TARGET: "2"\n', kind: "map" },
    { name: "NAME=value lines", source: "WARM_IP_TARGET=2\n", kind: "set-env-list" },
  ])("$name", ({ source, kind }) => {
    const environment = environmentOf(source);
    expect([environment.source, environment.entries]).toEqual([kind, [{ name: "WARM_IP_TARGET", value: "2" }]]);
    expect(environment.isOrdered).toBe(kind === "env-list");
  });

  test("kubectl set env --list: container aws-node is taken, comments keep the names of what comes from fields", () => {
    const source = `# DaemonSet aws-node, container aws-node
WARM_ENI_TARGET=1
ADDITIONAL_ENI_TAGS={"a":"b=c"}
AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS=
# MY_NODE_NAME from field path spec.nodeName
# DaemonSet aws-node, container aws-vpc-cni-init
WARM_ENI_TARGET=9
`;
    expect(environmentOf(source).entries).toEqual([
      { name: "WARM_ENI_TARGET", value: "1" },
      { name: "ADDITIONAL_ENI_TAGS", value: '{"a":"b=c"}' },
      { name: "AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS", value: "" },
      { name: "MY_NODE_NAME", value: null },
    ]);
  });

  test.each([
    { name: "add-on configuration", source: '{"enableNetworkPolicy":"true","env":{"WARM_IP_TARGET":"2"}}' },
    {
      name: "aws eks describe-addon",
      source: JSON.stringify({
        addon: {
          addonName: "vpc-cni",
          configurationValues: '{"enableNetworkPolicy":"true","env":{"WARM_IP_TARGET":"2"}}',
        },
      }),
    },
  ])("$name stands over the shipped manifest and is kept whole", ({ source }) => {
    const environment = environmentOf(source);
    expect(environment.source).toBe("addon");
    expect(valuesOf(environment.entries).get("WARM_IP_TARGET")).toBe("2");
    expect(valuesOf(environment.entries).get("WARM_ENI_TARGET")).toBe("1");
    expect(environment.entries).toHaveLength(SHIPPED_ENTRIES.length + 1);
    expect(environment.addonDocument).toEqual({ enableNetworkPolicy: "true", env: { WARM_IP_TARGET: "2" } });
    expect(environment.isOrdered).toBe(false);
  });

  test("an add-on without configuration has the shipped manifest's environment", () => {
    expect(environmentOf('{"addon":{"addonName":"vpc-cni"}}').entries).toEqual(SHIPPED_ENTRIES);
  });

  test("Helm values are not taken for the add-on's document", () => {
    const environment = environmentOf("image:\n  tag: v1.23.1\nenv:\n  WARM_ENI_TARGET: 0\n");
    expect([environment.source, environment.addonDocument]).toEqual(["helm-values", null]);
    expect(valuesOf(environment.entries).get("WARM_ENI_TARGET")).toBe("0");
  });
});

describe("what is not quite right is taken and said", () => {
  test.each([
    { name: "a number", text: "2", kind: "number" },
    { name: "an octal number", text: "007", kind: "number" },
    { name: "a boolean", text: "true", kind: "boolean" },
    { name: "a boolean of YAML 1.1", text: "off", kind: "boolean" },
    { name: "braces", text: "{}", kind: "map" },
  ])("$name without quotes keeps its text", ({ text, kind }) => {
    const environment = environmentOf(`- name: WARM_IP_TARGET\n  value: ${text}\n`);
    expect(environment.entries).toEqual([{ name: "WARM_IP_TARGET", value: text }]);
    expect(environment.notices).toEqual([
      `line 2, column 10: WARM_IP_TARGET is a ${kind} without quotes; taken as the text "${text}", since Kubernetes takes strings only.`,
    ]);
  });

  test("of duplicates the last counts", () => {
    const environment = environmentOf('[{"name":"MAX_ENI","value":"1"},{"name":"MAX_ENI","value":"2"}]');
    expect(environment.entries).toHaveLength(2);
    expect(valuesOf(environment.entries).get("MAX_ENI")).toBe("2");
    expect(environment.notices).toEqual([
      "MAX_ENI is there more than once; the last one counts, as it does for the kubelet.",
    ]);
  });
});

describe("what cannot be read says why, where and what to do", () => {
  const containers = (names: string) =>
    `kind: DaemonSet\nmetadata: {name: ds}\nspec: {template: {spec: {containers: [${names}]}}}`;

  test.each([
    { name: "nothing", source: " \n\t\n", code: "empty", place: null },
    { name: "comments", source: "# one\n# two\n", code: "empty", place: null },
    { name: "an empty list", source: "[]", code: "empty", place: [1, 1] },
    { name: "a sentence", source: "the subnet is full, help", code: "unrecognised", place: [1, 1] },
    { name: "a page", source: "<html><body>404</body></html>", code: "unrecognised", place: [1, 1] },
    { name: "a map of something else", source: "hello: world", code: "unrecognised", place: null },
    { name: "somebody else's environment", source: "PATH=/bin\nHOME=/root\n", code: "unrecognised", place: null },
    {
      name: "kubectl describe",
      source: "Name: aws-node\nContainers:\n  aws-node: x\n",
      code: "unrecognised",
      place: [1, 1],
    },
    { name: "another add-on", source: '{"addon":{"addonName":"coredns"}}', code: "unrecognised", place: null },
    { name: "tabs", source: "env:\n\t- name: A\n", code: "tabs", place: [2, 1] },
    { name: "tabs deeper down", source: "env:\n  - name: A\n\tvalue: x\n", code: "tabs", place: [3, 1] },
    { name: "an open brace", source: '{"env": [', code: "not-readable", place: [1, 10] },
    { name: "an open quote", source: 'a: "b', code: "not-readable", place: [1, 6] },
    { name: "a name twice in a map", source: 'MAX_ENI: "1"\nMAX_ENI: "2"\n', code: "not-readable", place: [2, 1] },
    { name: "an alias without anchor", source: "MAX_ENI: *x\n", code: "not-readable", place: [1, 10] },
    {
      name: "an entry without name",
      source: '- name: MAX_ENI\n  value: "1"\n- value: "2"\n',
      code: "malformed-entry",
      place: [3, 3],
    },
    { name: "a list for a value", source: "- name: MAX_ENI\n  value: [1]\n", code: "malformed-entry", place: [2, 10] },
    { name: "null for a value", source: "MAX_ENI: ~\n", code: "malformed-entry", place: [1, 10] },
    {
      name: "env that is no list",
      source: containers("{name: aws-node, env: 5}"),
      code: "malformed-entry",
      place: [3, 61],
    },
    {
      name: "a patch",
      source: containers("{name: aws-node, env: [{name: MAX_ENI, $patch: delete}]}"),
      code: "malformed-entry",
      place: [3, 62],
    },
    { name: "another container", source: '{"name":"x","env":[]}', code: "no-aws-node", place: [1, 1] },
    {
      name: "a DaemonSet without aws-node",
      source: containers("{name: a}, {name: b}"),
      code: "no-aws-node",
      place: [1, 1],
    },
    {
      name: "a list of another container",
      source: "# DaemonSet a, container b\nMAX_ENI=1\n",
      code: "no-aws-node",
      place: null,
    },
    {
      name: "a Deployment",
      source: "kind: Deployment\nmetadata: {name: web}\n",
      code: "not-the-daemonset",
      place: [1, 1],
    },
    { name: "an empty List", source: '{"kind":"List","items":[]}', code: "not-the-daemonset", place: null },
    {
      name: "the ConfigMap",
      source: "kind: ConfigMap\nmetadata: {name: amazon-vpc-cni}\n",
      code: "not-the-daemonset",
      place: [1, 1],
    },
    { name: "ten megabytes", source: "x".repeat(10_000_000), code: "too-large", place: null },
  ])("$name: $code", ({ source, code, place }) => {
    const problem = problemOf(source);
    expect(problem.code).toBe(code);
    expect(problem.place).toEqual(place && { line: place[0], column: place[1] });
    expect(problem.message.length).toBeLessThan(200);
    expect(problem.remedy).not.toBe("");
  });

  test("what was found instead is named", () => {
    expect(problemOf(containers("{name: a}, {name: b}")).message).toBe(
      "DaemonSet ds has no container named aws-node, only a, b.",
    );
    expect(problemOf("kind: ConfigMap\nmetadata: {name: amazon-vpc-cni}\n").message).toContain(
      "whose keys aws-node does not read",
    );
    expect(problemOf("x".repeat(10_000_000)).message).toContain("10.0 million characters");
  });

  test.each([
    { name: "aliases that multiply", source: bomb() },
    { name: "brackets without end", source: "[".repeat(MAX_PASTE_LENGTH) },
    { name: "lists in lists", source: "- ".repeat(20_000) },
  ])("$name end in an answer", ({ source }) => {
    expect(problemOf(source).code).toBe("not-readable");
  });

  test("no text makes the reader throw", () => {
    const part = fc.constantFrom(
      "name: ",
      "value: ",
      "- ",
      "{",
      "}",
      "[",
      "]",
      '"',
      "'",
      "\n",
      "  ",
      "\t",
      "env:",
      "kind: DaemonSet",
      "*a",
      "&a ",
      "? ",
      "|",
      ">",
      "!!",
      "%",
      "# ",
      "MAX_ENI",
      "=",
    );
    const source = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.array(part, { maxLength: 25 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(source, (text) => ["read", "unreadable"].includes(readEnvironment(text).kind)),
      { numRuns: 2000 },
    );
  });
});

/** Nine anchors, each nine times the one before. */
function bomb(): string {
  const letters = [..."abcdefghij"];
  const lines = letters.map((letter, index) => {
    const inner = index === 0 ? '"x"' : `*${letters[index - 1]}`;
    return `${letter}: &${letter} [${Array(9).fill(inner).join(", ")}]`;
  });
  return lines.join("\n");
}

describe("any environment", () => {
  const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,10}$/);
  const entries = fc.uniqueArray(
    fc.record({ name, value: fc.string({ unit: "binary", maxLength: 20 }).filter(isWritable) }),
    {
      selector: (entry) => entry.name,
      maxLength: 8,
    },
  );

  test("written as a list or a map, in YAML or JSON, reads back the same", () => {
    fc.assert(
      fc.property(entries, (random) => {
        const all = [...random.filter((entry) => entry.name !== "MAX_ENI"), { name: "MAX_ENI", value: "3" }];
        const map = Object.fromEntries(all.map((entry) => [entry.name, entry.value]));
        const yaml = { version: "1.1" } as const;
        for (const source of [JSON.stringify(all), stringify(all, yaml)])
          expect(environmentOf(source).entries).toEqual(all);
        for (const source of [JSON.stringify({ env: map }), stringify({ env: map }, yaml)]) {
          const read = valuesOf(environmentOf(source).entries);
          for (const entry of all) expect(read.get(entry.name)).toBe(entry.value);
        }
      }),
    );
  });
});
