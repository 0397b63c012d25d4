import type { ScopeNode, ScopeType, SimulationScope } from "@/lib/domain/api/simulation";
import type { SettingFinding } from "@/lib/domain/ipamd/setting-finding";
import type { Environment } from "@/lib/domain/ipamd/settings";
import { settingsReport } from "@/lib/domain/ipamd/settings-report";
import type { CurrentEnvironment } from "@/lib/domain/patch/environment";
import type { WarningCode } from "@/lib/domain/patch/finding";
import { proposeChange } from "@/lib/domain/patch/proposal";
import { knownSetting } from "@/lib/domain/patch/setting-catalogue";
import { environmentOf, limitsOf, shownBy } from "@/lib/domain/simulation/node-settings";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";
import type { SimulationWarning, SimulationWarningKind } from "@/lib/domain/simulation/simulation-warning";

/** The parts of a warning that not every rule fills. */
export const warning = (
  kind: SimulationWarningKind,
  severity: SimulationWarning["severity"],
  message: string,
  parts: Partial<SimulationWarning> = {},
): SimulationWarning => ({
  cure: null,
  settings: [],
  subnetIds: [],
  nodes: [],
  count: null,
  ...parts,
  kind,
  severity,
  message,
});

interface Judgement {
  readonly kind: SimulationWarningKind;
  readonly severity: SimulationWarning["severity"];
  readonly cure: string | null;
}

/** What the settings report finds by the first name and the kind of the finding; the rest is a plain notice. */
function judge({ kind, names }: SettingFinding): Judgement {
  const [name] = names;
  if (kind === "ignored") {
    return {
      kind: "setting-ignored",
      severity: "warning",
      cure: `Give ${name} ${knownSetting(name ?? "")?.kind.type === "boolean" ? "true or false" : "a whole number, digits only"}.`,
    };
  }
  if (kind === "contradiction" && name === "MINIMUM_IP_TARGET" && names.includes("WARM_IP_TARGET")) {
    const cure = "Set WARM_IP_TARGET to 1 or more as well.";
    return { kind: "minimum-ip-target-alone", severity: "critical", cure };
  }
  if (kind === "contradiction" && name === "ENABLE_PREFIX_DELEGATION" && names.length === 1) {
    return { kind: "prefixes-on-xen", severity: "warning", cure: "Use Nitro or bare-metal types for these nodes." };
  }
  if (kind === "not-looked-at" && name === "WARM_IP_TARGET" && names.length === 1) {
    return {
      kind: "warm-ip-target-zero",
      severity: "notice",
      cure: "Take WARM_IP_TARGET away, or set it to 1 or more.",
    };
  }
  if (kind === "not-looked-at" && name === "WARM_ENI_TARGET") {
    return { kind: "warm-eni-target-ignored", severity: "notice", cure: null };
  }
  return { kind: "setting", severity: kind === "contradiction" ? "warning" : "notice", cure: null };
}

/** What the report of a proposal says, for every kind of node that there is, each finding once with the nodes concerned. */
export function warningsBySettings(scope: SimulationScope, input: SimulationInput): SimulationWarning[] {
  const found = new Map<string, { finding: SettingFinding; nodes: number[] }>();
  for (const { nodes, limitsFrom, env } of kindsOfNodes(scope, input)) {
    for (const finding of settingsReport(env, limitsFrom).findings) {
      const entry = found.get(finding.message) ?? { finding, nodes: [] };
      entry.nodes.push(...nodes);
      found.set(finding.message, entry);
    }
  }
  return [...found.values()].map(({ finding, nodes }) => {
    const { kind, severity, cure } = judge(finding);
    const isOfSome = nodes.length < scope.nodes.length;
    const whose = isOfSome ? ` This concerns ${nodes.length} of ${scope.nodes.length} nodes.` : "";
    return warning(kind, severity, `${finding.message}${whose}`, {
      cure,
      settings: finding.names,
      nodes: isOfSome ? nodes.slice(0, 1_000) : [],
      count: nodes.length,
    });
  });
}

interface KindOfNodes {
  readonly nodes: number[];
  readonly limitsFrom: ReturnType<typeof limitsOf>;
  readonly env: Environment;
}

/** Nodes of equal limits and equal environments together. */
function kindsOfNodes({ nodes, types }: SimulationScope, input: SimulationInput): Iterable<KindOfNodes> {
  const kinds = new Map<string, KindOfNodes>();
  for (const [number, node] of nodes.entries()) {
    const key = `${node.type} ${node.maxPods} ${node.hasPrefixes} ${node.podSubnet !== null}`;
    const known = kinds.get(key);
    if (known) known.nodes.push(number);
    else kinds.set(key, kindOf(number, node, types, input));
  }
  return kinds.values();
}

function kindOf(number: number, node: ScopeNode, types: readonly ScopeType[], input: SimulationInput): KindOfNodes {
  const type = types[node.type];
  if (!type) throw new RangeError(`no type number ${node.type}`);
  return {
    nodes: [number],
    limitsFrom: limitsOf(type, node.maxPods, false),
    env: environmentOf(input, "proposed", shownBy(node)),
  };
}

/** What the patch's rules warn of that the report does not say already. */
const FROM_PATCH: ReadonlySet<WarningCode> = new Set([
  "warm-ip-without-minimum",
  "prefix-delegation-max-pods",
  "custom-networking-needs-eniconfig",
  "unset-takes-default",
]);

/** Notices of the patch's own rules on the change from today's environment, where the settings' report does not say it. */
export function warningsByPatch({ today, proposal: { env } }: SimulationInput): SimulationWarning[] {
  const names = new Set([...Object.keys(today), ...Object.keys(env)]);
  const wishes = [...names]
    .filter((name) => today[name] !== env[name])
    .map((name) => ({ name, value: env[name] ?? null }));
  const { warnings } = proposeChange({
    current: environmentAsCurrent(today),
    wishes,
    confirmed: ["minimum-alone"],
    allowsUnknown: true,
    fleet: null,
  });
  return warnings
    .filter(({ code }) => FROM_PATCH.has(code))
    .map(({ message, settings }) => warning("setting", "notice", message, { settings }));
}

const environmentAsCurrent = (env: Environment): CurrentEnvironment => ({
  source: "map",
  label: "today's settings",
  entries: Object.entries(env).map(([name, value]) => ({ name, value })),
  isOrdered: false,
  addonDocument: null,
  ownership: null,
  notices: [],
});
