import type { ScopeEni, ScopeNode, ScopeSubnet, SimulationScope } from "@/lib/domain/api/simulation";
import { BLOCK_SIZE, cidrSize, parseCidr } from "@/lib/domain/ip/cidr";
import type { EniShape } from "@/lib/domain/ipamd/resting-pool";
import type { ObservedEni, ScenarioSubnet } from "@/lib/domain/ipamd/scenario";
import { drawSome, drawsFor } from "@/lib/domain/simulation/draw";
import { fromSteps } from "@/lib/domain/simulation/offset-steps";

/** A node of the scope, unpacked: its ENIs by ascending device. */
export interface PreparedNode {
  readonly node: ScopeNode;
  readonly enis: readonly ObservedEni[];
  readonly shape: readonly EniShape[];
  /** Equal for nodes whose ENIs hold equally many entries. */
  readonly shapeKey: string;
}

/** A scope, unpacked once for all runs on it. */
export interface PreparedScope {
  readonly scope: SimulationScope;
  readonly nodes: readonly PreparedNode[];
  /** `{ subnet → the subnets that discovery may choose for nodes there }`: its own and those tagged for the CNI in its VPC and zone. */
  readonly discoverable: readonly (readonly number[])[];
  /** `{ Availability Zone → the ENIConfig's subnet }` as the ENIs of nodes there show it, the first node's where they differ. */
  readonly podSubnetByZone: ReadonlyMap<string | null, number>;
  /** Of each subnet, the addresses in it. */
  readonly sizes: readonly number[];
  /** Of each subnet, the offsets that neither AWS, nor another holder, nor a simulated node has. */
  readonly freeOffsets: readonly (readonly number[])[];
}

/** AWS keeps the first four addresses of a subnet and its last. */
const RESERVED_AT_START = 4;

/** Unpacks a scope. It must be as `/api/simulation` gives it. */
export function prepareScope(scope: SimulationScope): PreparedScope {
  const nodes = scope.nodes.map((node) => prepareNode(node, scope.subnets));
  const sizes = scope.subnets.map(sizeOf);
  return {
    scope,
    nodes,
    discoverable: scope.subnets.map((own, number) =>
      scope.subnets.flatMap((other, candidate) =>
        candidate === number || (other.isForCni && isBeside(own, other)) ? [candidate] : [],
      ),
    ),
    podSubnetByZone: podSubnetsByZone(scope),
    sizes,
    freeOffsets: findFreeOffsets(scope.subnets, sizes, nodes),
  };
}

function podSubnetsByZone({ nodes, subnets }: SimulationScope): Map<string | null, number> {
  const byZone = new Map<string | null, number>();
  for (const { podSubnet, subnet } of nodes) {
    const zone = subnets[subnet]?.availabilityZone ?? null;
    if (podSubnet !== null && !byZone.has(zone)) byZone.set(zone, podSubnet);
  }
  return byZone;
}

const isBeside = (a: ScopeSubnet, b: ScopeSubnet): boolean =>
  a.vpcId === b.vpcId && a.availabilityZone === b.availabilityZone;

function sizeOf({ id, cidr }: ScopeSubnet): number {
  const parsed = parseCidr(cidr);
  if (!parsed) throw new RangeError(`subnet ${id}: ${cidr} is no CIDR`);
  return cidrSize(parsed);
}

function prepareNode(node: ScopeNode, subnets: readonly ScopeSubnet[]): PreparedNode {
  const enis = node.enis.toSorted((a, b) => a.device - b.device).map((eni) => observeEni(eni, subnets));
  const shape = enis.map(({ device, isTrunk, addresses, prefixes }) => ({
    isPrimary: device === 0,
    isTrunk: isTrunk === true,
    addressCount: addresses.length,
    prefixCount: prefixes.length,
  }));
  return { node, enis, shape, shapeKey: keyOf(shape) };
}

const keyOf = (shape: readonly EniShape[]): string =>
  shape
    .map(({ isTrunk, addressCount, prefixCount }) => `${isTrunk ? "t" : ""}${addressCount}/${prefixCount}`)
    .join(" ");

const observeEni = (eni: ScopeEni, subnets: readonly ScopeSubnet[]): ObservedEni => ({
  device: eni.device,
  subnet: subnets[eni.subnet]?.id ?? "",
  isTrunk: eni.isTrunk,
  primaryAddress: eni.primary,
  addresses: fromSteps(eni.addresses),
  prefixes: fromSteps(eni.prefixes).map((block) => block * BLOCK_SIZE),
});

function findFreeOffsets(
  subnets: readonly ScopeSubnet[],
  sizes: readonly number[],
  nodes: readonly PreparedNode[],
): number[][] {
  const taken = subnets.map(({ taken: runs }, number) => {
    const size = sizes[number] ?? 0;
    const places = new Uint8Array(size).fill(1, 0, RESERVED_AT_START).fill(1, size - 1);
    for (const [first, count] of runs) places.fill(1, first, first + count);
    return places;
  });
  const numbers = new Map(subnets.map(({ id }, number) => [id, number]));
  for (const { enis } of nodes) {
    for (const { subnet, primaryAddress, addresses, prefixes } of enis) {
      const places = taken[numbers.get(subnet) ?? -1];
      if (!places) continue;
      places[primaryAddress] = 1;
      for (const address of addresses) places[address] = 1;
      for (const prefix of prefixes) places.fill(1, prefix, prefix + BLOCK_SIZE);
    }
  }
  return taken.map((places) => {
    const offsets: number[] = [];
    for (let offset = 0; offset < places.length; offset++) if (places[offset] === 0) offsets.push(offset);
    return offsets;
  });
}

/**
 * The subnets of a run. Addresses that are taken according to EC2, but at places that nothing shows, are put at drawn
 * free places: how many free addresses there are does not depend on the draw, how many free blocks does.
 */
export const subnetsOf = ({ scope, freeOffsets }: PreparedScope, seed: number): ScenarioSubnet[] =>
  scope.subnets.map((subnet, number): ScenarioSubnet => {
    const free = freeOffsets[number] ?? [];
    const hidden = Math.min(subnet.unexplainedAddressCount, free.length);
    const drawn = hidden === 0 ? [] : drawSome(drawsFor(subnet.id, seed), hidden, free.length);
    const places = drawn.map((index): [number, number] => [free[index] ?? 0, 1]);
    return {
      id: subnet.id,
      cidr: subnet.cidr,
      preAllocated: [...subnet.taken, ...places],
      prefixBlocks: fromSteps(subnet.prefixBlocks ?? []),
      roleCni: subnet.isForCni,
    };
  });
