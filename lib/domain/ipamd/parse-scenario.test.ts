import { describe, expect, it } from "vitest";
import { parseScenario } from "@/lib/domain/ipamd/parse-scenario";
import { lookUpInstanceLimits } from "@/lib/domain/vpc/instance-limits";

const subnet = { id: "s0", cidr: "10.0.0.0/24", preAllocated: [] as unknown[] };
const node = {
  id: "n0",
  instanceType: "m5.large",
  maxENIs: 3,
  ipv4PerENI: 10,
  pdSupported: true,
  maxPods: 29,
  startAt: 0,
  subnet: "s0",
};
const scenario = {
  id: "x",
  subnets: [subnet],
  nodes: [node],
  env: {},
  patch: null,
  endAt: 60_000,
  events: [] as unknown[],
};
const add = (t: number, pod: number) => ({ t, node: 0, op: "add", pod });
const remove = (t: number, pod: number) => ({ t, node: 0, op: "remove", pod });
const primary = { device: 0, subnet: "s0", primaryAddress: 4, addresses: [5, 6], prefixes: [32] };
const observed = { firstStepAt: 2_500, enis: [primary], pods: [] as unknown[] };
const withNode = (change: object) => ({ ...scenario, nodes: [{ ...node, ...change }] });
const withSubnet = (change: object) => ({ ...scenario, subnets: [{ ...subnet, ...change }] });
const withObserved = (change: object) => withNode({ observed: { ...observed, ...change } });

const problemOf = (value: unknown) => {
  const parsed = parseScenario(value, lookUpInstanceLimits);
  return parsed.ok ? null : parsed.problem;
};

describe("a scenario that cannot be run is refused with the path of the field", () => {
  it.each<[string, unknown, string, RegExp]>([
    ["no object", 3, "scenario", /expected object/],
    ["no nodes", { ...scenario, nodes: undefined }, "nodes", /expected array/],
    [
      "an unknown instance type",
      withNode({ instanceType: "m9.huge" }),
      "nodes[0].instanceType",
      /"m9.huge" is no instance type/,
    ],
    ["an impossible number of ENIs", withNode({ maxENIs: 30 }), "nodes[0].maxENIs", /30 is more than m5.large has: 3/],
    ["no ENI", withNode({ maxENIs: 0 }), "nodes[0].maxENIs", />=1/],
    ["too many addresses", withNode({ ipv4PerENI: 50 }), "nodes[0].ipv4PerENI", /more than m5.large has: 10/],
    ["no slot", withNode({ ipv4PerENI: 1 }), "nodes[0].ipv4PerENI", />=2/],
    ["a fraction", withNode({ maxPods: 2.5 }), "nodes[0].maxPods", /int/],
    ["a text for a number", withNode({ startAt: "0" }), "nodes[0].startAt", /expected number/],
    ["a subnet that is not there", withNode({ subnet: "s9" }), "nodes[0].subnet", /no subnet "s9"/],
    ["a pod subnet that is not there", withNode({ podSubnet: "s9" }), "nodes[0].podSubnet", /no subnet "s9"/],
    ["two nodes of one id", { ...scenario, nodes: [node, node] }, "nodes[1].id", /earlier node/],
    ["two subnets of one id", { ...scenario, subnets: [subnet, subnet] }, "subnets[1].id", /earlier subnet/],
    ["no CIDR", withSubnet({ cidr: "10.0.0.0" }), "subnets[0].cidr", /is no CIDR/],
    ["a CIDR with host bits", withSubnet({ cidr: "10.0.0.1/24" }), "subnets[0].cidr", /is no CIDR/],
    ["a CIDR that EC2 has no subnet of", withSubnet({ cidr: "10.0.0.0/8" }), "subnets[0].cidr", /\/16 to \/28/],
    [
      "an overlapping preallocation",
      withSubnet({
        preAllocated: [
          [10, 5],
          [14, 2],
        ],
      }),
      "subnets[0].preAllocated[1]",
      /offset 14/,
    ],
    [
      "a preallocation of reserved addresses",
      withSubnet({ preAllocated: [[0, 5]] }),
      "subnets[0].preAllocated[0]",
      /reserves/,
    ],
    [
      "a preallocation beyond the subnet",
      withSubnet({ preAllocated: [[250, 6]] }),
      "subnets[0].preAllocated[0]",
      /leave 4 to 254/,
    ],
    [
      "a number in the environment",
      { ...scenario, env: { WARM_IP_TARGET: 2 } },
      "env.WARM_IP_TARGET",
      /must be a text/,
    ],
    ["IPv6", { ...scenario, env: { ENABLE_IPv6: "true" } }, "env.ENABLE_IPv6", /not simulated, because/],
    [
      "IMDS only after the patch",
      { ...scenario, patch: { at: 1, staggerMs: 0, env: { ENABLE_IMDS_ONLY_MODE: "1" } } },
      "patch.env.ENABLE_IMDS_ONLY_MODE",
      /not simulated/,
    ],
    [
      "custom networking without a pod subnet",
      { ...scenario, env: { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true" } },
      "nodes[0].podSubnet",
      /ENIConfig/,
    ],
    ["a negative end", { ...scenario, endAt: -1 }, "endAt", />=0/],
    ["an event of no node", { ...scenario, events: [{ ...add(1, 1), node: 1 }] }, "events[0].node", /no node 1/],
    [
      "an event of neither kind",
      { ...scenario, events: [{ ...add(1, 1), op: "move" }] },
      "events[0].op",
      /"add"|"remove"/,
    ],
    ["a pod added twice", { ...scenario, events: [add(1, 1), add(2, 1)] }, "events[1].pod", /added before/],
    [
      "a pod removed twice",
      { ...scenario, events: [add(1, 1), remove(2, 1), remove(3, 1)] },
      "events[2].pod",
      /removed twice/,
    ],
    ["a pod that never came", { ...scenario, events: [remove(2, 1)] }, "events[0].pod", /never added/],
    [
      "a pod that goes when it comes",
      { ...scenario, events: [add(2, 1), remove(2, 1)] },
      "events[1].t",
      /later than 2/,
    ],
    [
      "a pod that goes from another node",
      { ...scenario, nodes: [node, { ...node, id: "n1" }], events: [add(1, 1), { ...remove(2, 1), node: 1 }] },
      "events[1].node",
      /added to node 0/,
    ],
    [
      "a branch pod without a trunk",
      { ...scenario, events: [{ ...add(1, 1), branch: true }] },
      "events[0].branch",
      /no "trunk"/,
    ],
    ["an observed node that starts later", withNode({ startAt: 5, observed }), "nodes[0].startAt", /must be 0/],
    [
      "an observed node without primary",
      withObserved({ enis: [{ ...primary, device: 1 }] }),
      "nodes[0].observed.enis",
      /no device 0/,
    ],
    [
      "a device twice",
      withObserved({ enis: [primary, { ...primary, primaryAddress: 9, addresses: [], prefixes: [] }] }),
      "nodes[0].observed.enis[1].device",
      /twice/,
    ],
    [
      "an address held twice",
      withObserved({ enis: [primary, { ...primary, device: 1, primaryAddress: 5, addresses: [], prefixes: [] }] }),
      "nodes[0].observed.enis[1]",
      /offset 5/,
    ],
    [
      "an unaligned prefix",
      withObserved({ enis: [{ ...primary, prefixes: [33] }] }),
      "nodes[0].observed.enis[0].prefixes",
      /33/,
    ],
    [
      "an address outside",
      withObserved({ enis: [{ ...primary, addresses: [400] }] }),
      "nodes[0].observed.enis[0]",
      /outside/,
    ],
    [
      "more entries than slots",
      withObserved({ enis: [{ ...primary, addresses: [5, 6, 7, 8, 9, 10, 11, 12, 13, 14] }] }),
      "nodes[0].observed.enis[0]",
      /more than the ENI's 9 slots/,
    ],
    [
      "a pod in no entry",
      withObserved({ pods: [{ pod: 1, device: 0, entry: 7 }] }),
      "nodes[0].observed.pods[0].entry",
      /no entry 7/,
    ],
    [
      "two pods on one address",
      withObserved({
        pods: [
          { pod: 1, device: 0, entry: 5 },
          { pod: 2, device: 0, entry: 5 },
        ],
      }),
      "nodes[0].observed.pods[1].entry",
      /no address for a further pod/,
    ],
    [
      "an observed pod twice",
      withObserved({
        pods: [
          { pod: 1, device: 0, entry: 5 },
          { pod: 1, device: 0, entry: 6 },
        ],
      }),
      "nodes[0].observed.pods[1].pod",
      /twice/,
    ],
    [
      "a bucket that never fills",
      { ...scenario, ec2: { latencyMs: {}, buckets: [{ actions: [], capacity: 1, refillPerSecond: 0 }] } },
      "ec2.buckets[0].refillPerSecond",
      />0/,
    ],
  ])("%s", (_name, value, path, message) => {
    const problem = problemOf(value);
    expect(problem?.path).toBe(path);
    expect(problem?.message).toMatch(message);
  });

  it("takes the scenario that all of these are made from, with a patch or without", () => {
    expect(problemOf(scenario)).toBeNull();
    expect(problemOf({ ...scenario, patch: undefined })).toBeNull();
    expect(problemOf({ ...scenario, patch: { at: 5, staggerMs: 1, env: {} } })).toBeNull();
    expect(
      problemOf(
        withObserved({
          pods: [
            { pod: 1, device: 0, entry: 32 },
            { pod: 2, device: 0, entry: 32 },
          ],
        }),
      ),
    ).toBeNull();
  });
});
