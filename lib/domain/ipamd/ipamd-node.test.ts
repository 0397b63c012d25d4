import { describe, expect, it } from "vitest";
import { cidrSize, parseCidr } from "@/lib/domain/ip/cidr";
import { EC2_ACTIONS } from "@/lib/domain/ipamd/ec2-actions";
import { readVectors, type Vector } from "@/lib/domain/ipamd/fixtures/read-vectors";
import { IpamdNode } from "@/lib/domain/ipamd/ipamd-node";
import type { EntryRequest, NodeEc2 } from "@/lib/domain/ipamd/node-ec2";
import { callCounts, eniAssigned, eniUsed, isAttached, type NodePool } from "@/lib/domain/ipamd/node-pool";

interface FakeSubnet {
  readonly id: string;
  readonly size: number;
  readonly taken: Set<number>;
  readonly isTagged: boolean;
}

interface FakeEni {
  readonly subnet: FakeSubnet;
  readonly held: { first: number; count: number }[];
}

/** An EC2 of its own, with sets of addresses in place of bitmaps; it gives the lowest, as that of the traces does. */
class SetEc2 implements NodeEc2<FakeEni, FakeSubnet> {
  constructor(
    private readonly own: FakeSubnet,
    private readonly subnets: readonly FakeSubnet[],
  ) {}

  createNetworkInterface(subnet: FakeSubnet, { kind, count }: EntryRequest) {
    const eni: FakeEni = { subnet, held: [] };
    if (this.availableIpAddressCount(subnet) < 1) return null;
    const [primaryAddress = -1] = this.assignPrivateIpAddresses(eni, { kind: "address", count: 1 }) ?? [];
    const entries = this.assignPrivateIpAddresses(eni, { kind, count });
    if (entries) return { eni, primaryAddress, entries };
    this.deleteNetworkInterface(eni);
    return null;
  }

  attachNetworkInterface(): void {}

  assignPrivateIpAddresses(eni: FakeEni, { kind, count }: EntryRequest): number[] | null {
    const length = kind === "prefix" ? 16 : 1;
    const { taken, size } = eni.subnet;
    const starts: number[] = [];
    for (let first = 0; first < size && starts.length < count; first += length) {
      if (Array.from({ length }, (_, i) => first + i).every((offset) => !taken.has(offset))) starts.push(first);
    }
    if (starts.length < count) return null;
    for (const first of starts) this.hold(eni, first, length);
    return starts;
  }

  unassignPrivateIpAddresses(eni: FakeEni, _kind: EntryRequest["kind"], entries: readonly number[]): void {
    for (const entry of entries) this.release(eni, entry);
  }

  detachNetworkInterface(): void {}

  deleteNetworkInterface(eni: FakeEni): void {
    for (const { first } of [...eni.held]) this.release(eni, first);
  }

  discoverableSubnets(): readonly FakeSubnet[] {
    return this.subnets.filter((subnet) => subnet === this.own || subnet.isTagged);
  }

  availableIpAddressCount({ size, taken }: FakeSubnet): number {
    return size - taken.size;
  }

  private hold(eni: FakeEni, first: number, count: number): void {
    eni.held.push({ first, count });
    for (let offset = first; offset < first + count; offset++) eni.subnet.taken.add(offset);
  }

  private release(eni: FakeEni, first: number): void {
    const index = eni.held.findIndex((entry) => entry.first === first);
    const [entry] = eni.held.splice(index, 1);
    if (index < 0 || !entry) throw new Error(`the ENI does not hold ${first}`);
    for (let offset = first; offset < first + entry.count; offset++) eni.subnet.taken.delete(offset);
  }
}

function fakeSubnets({ subnets }: Vector): FakeSubnet[] {
  return subnets.map(({ id, cidr, preAllocated, roleCni }) => {
    const parsed = parseCidr(cidr);
    const size = parsed ? cidrSize(parsed) : 0;
    const taken = new Set([0, 1, 2, 3, size - 1]);
    for (const [first, count] of preAllocated) for (let i = 0; i < count; i++) taken.add(first + i);
    return { id, size, taken, isTagged: roleCni === true };
  });
}

/** Plays a scenario of one node as a caller would who only has the node: events, and `advance` whenever it is due. */
function play(vector: Vector): NodePool {
  const subnets = fakeSubnets(vector);
  const [spec] = vector.nodes;
  const own = subnets.find(({ id }) => id === spec?.subnet);
  if (!spec || !own) throw new Error(`${vector.id} has no node`);
  const ec2 = new SetEc2(own, subnets);
  const primary: FakeEni = { subnet: own, held: [] };
  const [primaryAddress = -1] = ec2.assignPrivateIpAddresses(primary, { kind: "address", count: 1 }) ?? [];
  const node = new IpamdNode({
    limits: {
      maxEnis: spec.maxENIs,
      ipv4PerEni: spec.ipv4PerENI,
      supportsPrefixDelegation: spec.pdSupported,
      maxPods: spec.maxPods,
    },
    ec2,
    subnet: own,
    podSubnet: subnets.find(({ id }) => id === spec.podSubnet) ?? null,
    enis: [{ eni: primary, subnet: own, device: 0, isTrunk: false, primaryAddress, addresses: [], prefixes: [] }],
  });
  const starts = [{ t: spec.startAt, env: vector.env }];
  const { patch } = vector;
  if (patch && patch.at > spec.startAt) starts.push({ t: patch.at, env: patch.env });
  else if (patch) starts[0] = { t: spec.startAt, env: patch.env };
  const events = [...vector.events];
  for (;;) {
    const now = Math.min(starts[0]?.t ?? Infinity, events[0]?.t ?? Infinity, node.nextAt);
    if (now > vector.endAt) return node.pool;
    while (starts[0]?.t === now) node.start(starts.shift()?.env ?? {}, now);
    const present = events.splice(0, events.filter(({ t }) => t === now).length);
    for (const { op, pod } of present) if (op === "remove") node.removePod(pod, now);
    // Tries of waiting pods come before new pods, the pool manager's look after them: two calls at one instant.
    if (present.length > 0 && node.nextRetryAt === now) node.retryWaiting(now);
    for (const { op, pod } of present) if (op === "add") node.addPod(pod, now);
    node.advance(now);
  }
}

const singles = [...readVectors("named"), ...readVectors("open")].filter(({ nodes }) => nodes.length === 1);

describe("ipamd over somebody else's EC2, called as time goes by, is the simulator's", () => {
  it.each(singles.map((vector) => [vector.id, vector] as const))("%s", (_id, vector) => {
    const pool = play(vector);
    const end = vector.expected.records.at(-1);
    const devices = [...Array(pool.deviceCapacity).keys()].filter((device) => isAttached(pool, device));
    const perEni = devices.map((device) => [device, eniUsed(pool, device), eniAssigned(pool, device)]);
    const calls = Object.fromEntries(EC2_ACTIONS.map((action, code) => [action, callCounts(pool, code)]));
    expect([pool.eniCount, pool.total, pool.assigned, perEni, [calls]]).toEqual([
      end?.[3],
      end?.[4],
      end?.[5],
      end?.[8],
      vector.expected.calls,
    ]);
  });

  it("has vectors to play", () => {
    expect(singles.length).toBeGreaterThan(100);
  });
});
