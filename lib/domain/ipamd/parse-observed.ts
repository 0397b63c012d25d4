import { BLOCK_SIZE } from "@/lib/domain/ip/cidr";
import type { ObservedEni, ObservedNode, ScenarioNode } from "@/lib/domain/ipamd/scenario";
import type { ScenarioProblem } from "@/lib/domain/ipamd/scenario-problem";

/** What of a subnet is taken, a byte for each offset. */
export type TakenBySubnet = ReadonlyMap<string, Uint8Array>;

/** Checks a node's observed ENIs and pods; marks their addresses in `taken`, in which two holders of one address meet. */
export function observedProblem(node: ScenarioNode, path: string, taken: TakenBySubnet): ScenarioProblem | null {
  const { observed } = node;
  if (!observed) return null;
  if (node.startAt !== 0)
    return { path: `${path}.startAt`, message: "must be 0: an observed node runs from the start" };
  const devices = new Set(observed.unmanagedDevices ?? []);
  for (const [index, eni] of observed.enis.entries()) {
    const eniPath = `${path}.observed.enis[${index}]`;
    if (devices.has(eni.device)) return { path: `${eniPath}.device`, message: `device ${eni.device} is taken twice` };
    devices.add(eni.device);
    const problem = eniProblem(eni, node, eniPath, taken);
    if (problem) return problem;
  }
  if (!observed.enis.some(({ device }) => device === 0)) {
    return { path: `${path}.observed.enis`, message: "has no device 0, the primary ENI" };
  }
  return podProblem(observed, `${path}.observed`);
}

function eniProblem(
  eni: ObservedEni,
  { ipv4PerENI }: ScenarioNode,
  path: string,
  taken: TakenBySubnet,
): ScenarioProblem | null {
  const offsets = taken.get(eni.subnet);
  if (!offsets) return { path: `${path}.subnet`, message: `there is no subnet "${eni.subnet}"` };
  const used = eni.addresses.length + eni.prefixes.length;
  if (used > ipv4PerENI - 1)
    return { path, message: `${used} entries are more than the ENI's ${ipv4PerENI - 1} slots` };
  const unaligned = eni.prefixes.find((prefix) => prefix % BLOCK_SIZE !== 0);
  if (unaligned !== undefined) return { path: `${path}.prefixes`, message: `${unaligned} is no block's first offset` };
  const held = [eni.primaryAddress, ...eni.addresses];
  for (const prefix of eni.prefixes) for (let i = 0; i < BLOCK_SIZE; i++) held.push(prefix + i);
  for (const offset of held) {
    if (offset >= offsets.length) return { path, message: `offset ${offset} is outside of the subnet` };
    if (offsets[offset] !== 0) return { path, message: `offset ${offset} of the subnet is reserved or taken already` };
    offsets[offset] = 1;
  }
  return null;
}

/** Every pod lies in an entry of its ENI, and no entry has more pods than addresses. */
function podProblem({ enis, pods }: ObservedNode, path: string): ScenarioProblem | null {
  const room = new Map<string, number>();
  for (const { device, addresses, prefixes } of enis) {
    for (const address of addresses) room.set(`${device} ${address}`, 1);
    for (const prefix of prefixes) room.set(`${device} ${prefix}`, BLOCK_SIZE);
  }
  for (const [index, { device, entry }] of pods.entries()) {
    const key = `${device} ${entry}`;
    const left = room.get(key);
    if (left === undefined) {
      return { path: `${path}.pods[${index}].entry`, message: `the ENI of device ${device} has no entry ${entry}` };
    }
    if (left === 0)
      return { path: `${path}.pods[${index}].entry`, message: `entry ${entry} has no address for a further pod` };
    room.set(key, left - 1);
  }
  return null;
}
