import { z } from "zod";
import { cidrSize, parseCidr } from "@/lib/domain/ip/cidr";
import type { Scenario, ScenarioEvent, ScenarioSubnet } from "@/lib/domain/ipamd/scenario";
import { parseSettings } from "@/lib/domain/ipamd/settings";

/** Why a scenario cannot be run: the field, as a path from the scenario's root (`nodes[2].maxENIs`), and what is wrong with it. */
export interface ScenarioProblem {
  readonly path: string;
  readonly message: string;
}

export type ParsedScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problem: ScenarioProblem };

/** EC2's limits of an instance type, null for a type that is not known. */
export type LimitsLookup = (instanceType: string) => { readonly maxEnis: number; readonly ipv4PerEni: number } | null;

/** EC2 makes IPv4 subnets of /16 to /28. */
const LARGEST_SUBNET = 65_536;
const SMALLEST_SUBNET = 16;
const RESERVED_AT_START = 4;
/** A year and a bit; a typo in the unit of a time is far above. */
const LONGEST_MS = 400 * 86_400_000;

const time = z.int().min(0).max(LONGEST_MS);
const environment = z.record(z.string(), z.string("must be a text: the environment's values are texts"));

const scenarioShape = z.object({
  id: z.string(),
  subnets: z
    .array(
      z.object({
        id: z.string(),
        cidr: z.string(),
        preAllocated: z.array(z.tuple([z.int().min(0), z.int().min(1)])),
        roleCni: z.boolean().optional(),
      }),
    )
    .min(1),
  nodes: z.array(
    z.object({
      id: z.string(),
      instanceType: z.string(),
      maxENIs: z.int().min(1),
      ipv4PerENI: z.int().min(2),
      pdSupported: z.boolean(),
      maxPods: z.int().min(1),
      startAt: time,
      subnet: z.string(),
      podSubnet: z.string().optional(),
    }),
  ),
  env: environment,
  patch: z
    .object({ at: time, staggerMs: time, env: environment })
    .nullish()
    .transform((patch) => patch ?? null),
  endAt: time,
  events: z.array(z.object({ t: time, node: z.int().min(0), op: z.enum(["add", "remove"]), pod: z.int() })),
});

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
  const problem =
    subnetProblem(scenario) ?? nodeProblem(scenario, limitsOf) ?? podSubnetProblem(scenario) ?? eventProblem(scenario);
  return problem ? { ok: false, problem } : { ok: true, scenario };
}

function toPath(steps: readonly PropertyKey[]): string {
  const text = steps.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
  return text.startsWith(".") ? text.slice(1) : text || "scenario";
}

function subnetProblem({ subnets }: Scenario): ScenarioProblem | null {
  const seen = new Set<string>();
  for (const [index, subnet] of subnets.entries()) {
    const path = `subnets[${index}]`;
    if (seen.has(subnet.id))
      return { path: `${path}.id`, message: `"${subnet.id}" is the id of an earlier subnet, too` };
    seen.add(subnet.id);
    const cidr = parseCidr(subnet.cidr);
    if (!cidr) return { path: `${path}.cidr`, message: `"${subnet.cidr}" is no CIDR like 10.0.0.0/24` };
    const size = cidrSize(cidr);
    if (size < SMALLEST_SUBNET || size > LARGEST_SUBNET) {
      return { path: `${path}.cidr`, message: `"${subnet.cidr}" is no subnet's size: EC2 makes /16 to /28` };
    }
    const problem = preAllocationProblem(subnet, size, path);
    if (problem) return problem;
  }
  return null;
}

function preAllocationProblem(subnet: ScenarioSubnet, size: number, subnetPath: string): ScenarioProblem | null {
  const taken = new Uint8Array(size);
  for (const [index, [first, count]] of subnet.preAllocated.entries()) {
    const path = `${subnetPath}.preAllocated[${index}]`;
    if (first < RESERVED_AT_START || first + count > size - 1) {
      const last = size - 2;
      return {
        path,
        message: `offsets ${first} to ${first + count - 1} leave ${RESERVED_AT_START} to ${last}: AWS reserves the rest`,
      };
    }
    const overlap = taken.indexOf(1, first);
    if (overlap >= 0 && overlap < first + count)
      return { path, message: `offset ${overlap} is allocated by an earlier one, too` };
    taken.fill(1, first, first + count);
  }
  return null;
}

function nodeProblem({ nodes, subnets }: Scenario, limitsOf: LimitsLookup): ScenarioProblem | null {
  const subnetIds = new Set(subnets.map((subnet) => subnet.id));
  const seen = new Set<string>();
  for (const [index, node] of nodes.entries()) {
    const path = `nodes[${index}]`;
    if (seen.has(node.id)) return { path: `${path}.id`, message: `"${node.id}" is the id of an earlier node, too` };
    seen.add(node.id);
    const limits = limitsOf(node.instanceType);
    if (!limits)
      return { path: `${path}.instanceType`, message: `"${node.instanceType}" is no instance type that is known` };
    if (node.maxENIs > limits.maxEnis) {
      return {
        path: `${path}.maxENIs`,
        message: `${node.maxENIs} is more than ${node.instanceType} has: ${limits.maxEnis}`,
      };
    }
    if (node.ipv4PerENI > limits.ipv4PerEni) {
      return {
        path: `${path}.ipv4PerENI`,
        message: `${node.ipv4PerENI} is more than ${node.instanceType} has: ${limits.ipv4PerEni}`,
      };
    }
    if (!subnetIds.has(node.subnet)) return { path: `${path}.subnet`, message: `there is no subnet "${node.subnet}"` };
    if (node.podSubnet !== undefined && !subnetIds.has(node.podSubnet)) {
      return { path: `${path}.podSubnet`, message: `there is no subnet "${node.podSubnet}"` };
    }
  }
  return null;
}

function podSubnetProblem({ nodes, env, patch }: Scenario): ScenarioProblem | null {
  const custom = parseSettings(env).customNetworking || (patch !== null && parseSettings(patch.env).customNetworking);
  if (!custom) return null;
  const index = nodes.findIndex((node) => node.podSubnet === undefined);
  if (index < 0) return null;
  return {
    path: `nodes[${index}].podSubnet`,
    message: "is missing: custom networking is on, and this is the ENIConfig's subnet",
  };
}

/** Each pod comes once and goes at most once, later and on the same node. */
function eventProblem({ events, nodes }: Scenario): ScenarioProblem | null {
  const added = new Map<number, ScenarioEvent>();
  for (const [index, event] of events.entries()) {
    if (event.node >= nodes.length) {
      return {
        path: `events[${index}].node`,
        message: `there is no node ${event.node}: there are ${nodes.length}, counted from 0`,
      };
    }
    if (event.op === "remove") continue;
    if (added.has(event.pod)) return { path: `events[${index}].pod`, message: `pod ${event.pod} was added before` };
    added.set(event.pod, event);
  }
  const removed = new Set<number>();
  for (const [index, event] of events.entries()) {
    if (event.op === "add") continue;
    const path = `events[${index}]`;
    const addition = added.get(event.pod);
    if (!addition) return { path: `${path}.pod`, message: `pod ${event.pod} is removed, but never added` };
    if (removed.has(event.pod)) return { path: `${path}.pod`, message: `pod ${event.pod} was removed before` };
    if (addition.node !== event.node) {
      return {
        path: `${path}.node`,
        message: `pod ${event.pod} was added to node ${addition.node}, not ${event.node}`,
      };
    }
    if (addition.t >= event.t)
      return { path: `${path}.t`, message: `pod ${event.pod} must be removed after ${addition.t}, when it is added` };
    removed.add(event.pod);
  }
  return null;
}
