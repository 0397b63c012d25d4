import { cidrSize, parseCidr } from "@/lib/domain/ip/cidr";
import { whyNotSimulated } from "@/lib/domain/ipamd/not-simulated";
import { eventProblem } from "@/lib/domain/ipamd/parse-events";
import { observedProblem } from "@/lib/domain/ipamd/parse-observed";
import type { Scenario, ScenarioNode } from "@/lib/domain/ipamd/scenario";
import type { ScenarioProblem } from "@/lib/domain/ipamd/scenario-problem";
import { scenarioShape } from "@/lib/domain/ipamd/scenario-shape";
import { parseSettings } from "@/lib/domain/ipamd/settings";

export type ParsedScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problem: ScenarioProblem };

/** EC2's limits of an instance type, null for a type that is not known. */
export type LimitsLookup = (instanceType: string) => { readonly maxEnis: number; readonly ipv4PerEni: number } | null;

/** EC2 makes IPv4 subnets of /16 to /28. */
const LARGEST_SUBNET = 65_536;
const SMALLEST_SUBNET = 16;
const RESERVED_AT_START = 4;

/**
 * Checks a scenario in full before anything of it runs; gives it, or the first problem with its path. `limitsOf` knows
 * the instance types; a node may state less than its type allows, never more.
 * `parseScenario({ …, endAt: -1 }, …)` has the problem at path `endAt`.
 */
export function parseScenario(value: unknown, limitsOf: LimitsLookup): ParsedScenario {
  const shape = scenarioShape.safeParse(value);
  if (!shape.success) {
    const issue = shape.error.issues[0];
    return { ok: false, problem: { path: toPath(issue?.path ?? []), message: issue?.message ?? "is no scenario" } };
  }
  const scenario: Scenario = shape.data;
  const taken = new Map<string, Uint8Array>();
  const problem =
    environmentProblem(scenario) ??
    subnetProblem(scenario, taken) ??
    nodeProblem(scenario, limitsOf, taken) ??
    podSubnetProblem(scenario) ??
    eventProblem(scenario);
  return problem ? { ok: false, problem } : { ok: true, scenario };
}

function toPath(steps: readonly PropertyKey[]): string {
  const text = steps.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
  return text.startsWith(".") ? text.slice(1) : text || "scenario";
}

function environmentProblem({ env, patch }: Scenario): ScenarioProblem | null {
  const now = whyNotSimulated(env);
  if (now) return { path: `env.${now.name}`, message: now.because };
  const later = patch && whyNotSimulated(patch.env);
  return later ? { path: `patch.env.${later.name}`, message: later.because } : null;
}

function subnetProblem({ subnets }: Scenario, taken: Map<string, Uint8Array>): ScenarioProblem | null {
  for (const [index, subnet] of subnets.entries()) {
    const path = `subnets[${index}]`;
    if (taken.has(subnet.id))
      return { path: `${path}.id`, message: `"${subnet.id}" is the id of an earlier subnet, too` };
    const cidr = parseCidr(subnet.cidr);
    if (!cidr) return { path: `${path}.cidr`, message: `"${subnet.cidr}" is no CIDR like 10.0.0.0/24` };
    const size = cidrSize(cidr);
    if (size < SMALLEST_SUBNET || size > LARGEST_SUBNET) {
      return { path: `${path}.cidr`, message: `"${subnet.cidr}" is no subnet's size: EC2 makes /16 to /28` };
    }
    const offsets = new Uint8Array(size).fill(1, 0, RESERVED_AT_START).fill(1, size - 1);
    taken.set(subnet.id, offsets);
    for (const [position, [first, count]] of subnet.preAllocated.entries()) {
      const message = preAllocationProblem(offsets, first, count);
      if (message) return { path: `${path}.preAllocated[${position}]`, message };
      offsets.fill(1, first, first + count);
    }
  }
  return null;
}

function preAllocationProblem(offsets: Uint8Array, first: number, count: number): string | null {
  const last = offsets.length - 2;
  if (first < RESERVED_AT_START || first + count - 1 > last) {
    return `offsets ${first} to ${first + count - 1} leave ${RESERVED_AT_START} to ${last}: AWS reserves the rest`;
  }
  const overlap = offsets.indexOf(1, first);
  return overlap < first + count ? `offset ${overlap} is allocated by an earlier one, too` : null;
}

function nodeProblem(
  { nodes }: Scenario,
  limitsOf: LimitsLookup,
  taken: ReadonlyMap<string, Uint8Array>,
): ScenarioProblem | null {
  const seen = new Set<string>();
  for (const [index, node] of nodes.entries()) {
    const path = `nodes[${index}]`;
    if (seen.has(node.id)) return { path: `${path}.id`, message: `"${node.id}" is the id of an earlier node, too` };
    seen.add(node.id);
    const wrongSubnet = [node.subnet, node.podSubnet].findIndex((id) => id !== undefined && !taken.has(id));
    if (wrongSubnet >= 0) {
      const field = wrongSubnet === 0 ? "subnet" : "podSubnet";
      return { path: `${path}.${field}`, message: `there is no subnet "${node[field]}"` };
    }
    const problem = limitProblem(node, limitsOf, path) ?? observedProblem(node, path, taken);
    if (problem) return problem;
  }
  return null;
}

function limitProblem(node: ScenarioNode, limitsOf: LimitsLookup, path: string): ScenarioProblem | null {
  const { instanceType, maxENIs, ipv4PerENI } = node;
  const limits = limitsOf(instanceType);
  if (!limits) return { path: `${path}.instanceType`, message: `"${instanceType}" is no instance type that is known` };
  if (maxENIs > limits.maxEnis) {
    return { path: `${path}.maxENIs`, message: `${maxENIs} is more than ${instanceType} has: ${limits.maxEnis}` };
  }
  if (ipv4PerENI > limits.ipv4PerEni) {
    return {
      path: `${path}.ipv4PerENI`,
      message: `${ipv4PerENI} is more than ${instanceType} has: ${limits.ipv4PerEni}`,
    };
  }
  return null;
}

function podSubnetProblem({ nodes, env, patch }: Scenario): ScenarioProblem | null {
  const isCustom = parseSettings(env).customNetworking || (patch !== null && parseSettings(patch.env).customNetworking);
  const index = isCustom ? nodes.findIndex((node) => node.podSubnet === undefined) : -1;
  if (index < 0) return null;
  return {
    path: `nodes[${index}].podSubnet`,
    message: "is missing: custom networking is on, and this is the ENIConfig's subnet",
  };
}
