import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { PatchContent, type PatchContentProps, type PatchWriting } from "@/components/simulator/patch/patch-content";
import { valuesOf } from "@/lib/domain/patch/environment";
import daemonSet from "@/lib/domain/patch/fixtures/aws-node.yaml?raw";
import { environmentOf } from "@/lib/domain/patch/fixtures/ready-proposal";
import { assumedEnvironment } from "@/lib/domain/patch/shipped-environment";
import { liveScope } from "@/lib/domain/simulation/fixtures/live-scope";

const scope = liveScope({
  nodes: [{ type: "t3.2xlarge", subnet: 0, pods: 3 }],
  subnets: [{ cidr: "10.0.0.0/24", zone: "eu-west-1a" }],
});

interface Shown extends Partial<Pick<PatchContentProps, "current" | "scope">> {
  readonly moved?: number;
  readonly writing?: Partial<PatchWriting>;
}

/** The panel's text and its markup under some settings; null takes one away. */
function shown(settings: Readonly<Record<string, string | null>>, over: Shown = {}) {
  const current = over.current ?? assumedEnvironment();
  const today = Object.fromEntries(valuesOf(current.entries));
  const env = new Map(Object.entries(today));
  for (const [name, value] of Object.entries(settings)) {
    if (value === null) env.delete(name);
    else env.set(name, value);
  }
  const movedNodes =
    over.moved === undefined ? null : { count: over.moved, subnetId: "subnet-1", atSeconds: 0, everySeconds: 60 };
  const markup = renderToStaticMarkup(
    <PatchContent
      scope={over.scope ?? scope}
      current={current}
      input={{ today, proposal: { env: Object.fromEntries(env), movedNodes } }}
      writing={{ form: null, cluster: null, addon: null, ...over.writing }}
      onWriting={() => undefined}
      fitsInLink={({ length }) => length === undefined}
    />,
  );
  return {
    markup,
    text: markup
      .replaceAll("&quot;", '"')
      .replaceAll("&#x27;", "'")
      .replace(/<[^>]*>/g, " "),
  };
}

const SMALL = { WARM_ENI_TARGET: "0", WARM_IP_TARGET: "2", MINIMUM_IP_TARGET: "10" };
const tabsOf = (markup: string) =>
  [...markup.matchAll(/role="tab"[^>]*aria-selected="(true|false)"[^>]*>([^<]*)/g)].map(([, selected, label]) => ({
    label,
    isSelected: selected === "true",
  }));

describe("a link that says how the patch is written", () => {
  const addon = { enableNetworkPolicy: "true", env: { ENABLE_POD_ENI: "true" } };

  test("opens the form that was looked at", () => {
    const { markup } = shown(SMALL, { writing: { form: "terraform" } });
    expect(tabsOf(markup).find(({ isSelected }) => isSelected)?.label).toBe("Terraform");
  });
  test("has the add-on's configuration merged, and shows it in its field", () => {
    const { text } = shown(SMALL, { writing: { form: "addon", addon } });
    expect(text).toContain("Merged into the configuration that was given");
    expect(text.match(/"ENABLE_POD_ENI": "true"/g)).toHaveLength(2);
    expect(text).toContain('"WARM_IP_TARGET": "2"');
    expect(text).not.toContain("too long for a link");
  });
  test("has no say where today's settings are the add-on's configuration themselves", () => {
    const current = environmentOf('{"env":{"MAX_ENI":"4"}}');
    expect(current.source).toBe("addon");
    const { text } = shown(SMALL, { current, writing: { form: "addon", addon } });
    expect(text).toContain('"MAX_ENI": "4"');
    expect(text).not.toContain("ENABLE_POD_ENI");
  });
  test("says of a configuration that is too long for it that a colleague will not have it", () => {
    const { text } = shown(SMALL, { writing: { form: "addon", addon: { ...addon, length: 1 } } });
    expect(text).toContain("too long for a link: it is merged into here");
    expect(text.match(/"ENABLE_POD_ENI": "true"/g)).toHaveLength(2);
  });
  test("names the cluster that the files are for, where the scope has it", () => {
    const two = { ...scope, clusters: ["blue", "green"] };
    const written = (cluster: string) => shown(SMALL, { scope: two, writing: { form: "terraform", cluster } }).text;
    expect(written("green")).toContain('cluster_name                = "green"');
    expect(written("gone")).toContain('cluster_name                = "CLUSTER_NAME"');
  });
});

describe("PatchContent", () => {
  test("without a change there is nothing to write, and no empty file", () => {
    const { text, markup } = shown({});
    expect(text).toContain("there is nothing to write");
    expect(markup).not.toContain("<pre");
    expect(markup).not.toContain('role="tab"');
  });

  test("shows patch.yaml first, one tab a form, one of them in the tab order", () => {
    const { text, markup } = shown(SMALL);
    expect(tabsOf(markup).map(({ label }) => label)).toEqual([
      "patch.yaml",
      "revert.yaml",
      "Commands",
      "EKS add-on",
      "Helm",
      "eksctl",
      "Terraform",
    ]);
    expect(tabsOf(markup).filter(({ isSelected }) => isSelected)).toEqual([{ label: "patch.yaml", isSelected: true }]);
    expect([...markup.matchAll(/role="tab"[^>]*tabindex="0"/gi)]).toHaveLength(1);
    expect(text).toContain('- name: MINIMUM_IP_TARGET\n              value: "10"');
    expect(text).toContain("--dry-run=server");
  });

  test("says what ipamd uses, with its defaults, and what goes out of use", () => {
    const { text } = shown(SMALL);
    expect(text).toContain("0 (not looked at)");
    expect(text).toMatch(/WARM_ENI_TARGET\s+1\s+0\s+1\s+0 \(not looked at\)/);
    expect(text).toMatch(/WARM_IP_TARGET\s+unset\s+2\s+0 \(not looked at\)\s+2/);
  });

  test.each([
    {
      name: "prefix delegation without any target",
      settings: { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "0" },
      says: "Under prefix delegation WARM_PREFIX_TARGET is 0",
    },
    { name: "a space that ipamd ignores", settings: { WARM_IP_TARGET: " 5" }, says: "has a space before or after" },
    { name: "a decimal point", settings: { WARM_IP_TARGET: "5.0" }, says: "has a decimal point" },
    { name: "a negative number", settings: { WARM_ENI_TARGET: "-1" }, says: "is negative" },
  ])("$name: the reason in place of the files, and no way round it", ({ settings, says }) => {
    const { text, markup } = shown(settings as Record<string, string>);
    expect(text).toContain("No patch is written for this proposal.");
    expect(text).toContain(says);
    expect(markup).not.toContain("<pre");
    expect(text).not.toContain("The ceiling is meant");
  });

  test("MINIMUM_IP_TARGET alone is refused until it is confirmed", () => {
    const { text, markup } = shown({ MINIMUM_IP_TARGET: "10" });
    expect(text).toContain("is a ceiling");
    expect(text).toContain("The ceiling is meant: write the patch");
    expect(markup).not.toContain("<pre");
  });

  test("a scope of Auto Mode nodes alone has no patch, beside others they are only named", () => {
    const leftOut = [{ kind: "auto-mode" as const, reason: "no aws-node", instanceIds: ["i-1", "i-2"] }];
    expect(shown(SMALL, { scope: { ...scope, nodes: [], leftOut } }).text).toContain("All nodes are EKS Auto Mode's");
    const beside = shown(SMALL, { scope: { ...scope, leftOut } });
    expect(beside.text).toContain("2 nodes are EKS Auto Mode's");
    expect(beside.markup).toContain("<pre");
  });

  test("Xen nodes are warned of where prefix delegation comes", () => {
    const xen = liveScope({ nodes: [{ type: "m4.large", subnet: 0, pods: 1 }], subnets: [{ cidr: "10.0.0.0/24" }] });
    expect(shown({ ENABLE_PREFIX_DELEGATION: "true" }, { scope: xen }).text).toContain(
      "m4.large cannot take prefixes (Xen)",
    );
  });

  test("under the managed add-on its form comes first, with its placeholder filled from the scope", () => {
    const current = environmentOf('{"env":{"WARM_ENI_TARGET":"2"},"enableNetworkPolicy":"true"}');
    const { text, markup } = shown(SMALL, { current, scope: { ...scope, clusters: ["dev"] } });
    expect(tabsOf(markup).find(({ isSelected }) => isSelected)?.label).toBe("EKS add-on");
    expect(text).toContain('"enableNetworkPolicy": "true"');
    expect(text).toContain("--cluster-name dev");
    expect(text).toContain("an add-on update with OVERWRITE puts its own values back over a patch");
  });

  test("who may overwrite it is said even where no owner is known", () => {
    expect(shown(SMALL).text).toContain("that owner may overwrite a patch: use its form then");
    expect(shown(SMALL, { current: environmentOf(daemonSet) }).text).toContain("Who may overwrite it");
  });

  test("moved nodes are no part of a patch, which is said", () => {
    expect(shown({}, { moved: 3 }).text).toContain("The move of 3 nodes is not in the patch.");
  });

  test("several clusters are patched one by one", () => {
    const { text } = shown(SMALL, { scope: { ...scope, clusters: ["dev", "stage"] } });
    expect(text).toContain("The scope has 2 clusters; each is patched by itself.");
  });
});
