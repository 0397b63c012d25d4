import { expireCooling } from "@/lib/domain/ipamd/cooling";
import { EC2_ACTIONS, type Ec2Action } from "@/lib/domain/ipamd/ec2-actions";
import { type Fleet, init, podWaits } from "@/lib/domain/ipamd/fleet";
import { callCounts, eniAssigned, eniUsed, isAttached, type NodePool } from "@/lib/domain/ipamd/node-pool";
import { FAILED, type NodeProcess, type PodWait, RUNNING } from "@/lib/domain/ipamd/node-process";
import { type FleetObserver, run } from "@/lib/domain/ipamd/run-fleet";
import type { Scenario } from "@/lib/domain/ipamd/scenario";
import type { VisitOrder } from "@/lib/domain/ipamd/visit-order";

const INIT_DONE = 0;
const STEP = 1;
const END = 2;
const INIT_FAILED = 3;

/**
 * `[t, node, kind, enis, totalIPs, assignedIPs, cooldownIPs, prefixes, [[device, used, assigned], …],
 * [[free, free28], …] by subnet, [ok, failed] calls of the node so far]`; kind 0 init done, 1 step, 2 end, 3 init failed.
 */
export type TraceRecord = readonly [
  t: number,
  node: number,
  kind: number,
  enis: number,
  totalIPs: number,
  assignedIPs: number,
  cooldownIPs: number,
  prefixes: number,
  perEni: readonly (readonly [number, number, number])[],
  perSubnet: readonly (readonly [number, number])[],
  calls: readonly [number, number],
];

/** What a scenario comes to, in the form of the traces of the real code. */
export interface Trace {
  readonly records: readonly TraceRecord[];
  readonly calls: readonly Readonly<Record<Ec2Action, readonly [number, number]>>[];
  readonly waits: readonly PodWait[];
  readonly initFailures: readonly number[];
  readonly podsAssigned: number;
}

/** Runs a fleet from where it stands (the start, for a whole trace) to its scenario's end and records it. */
export function traceToEnd(fleet: Fleet): Trace {
  const recorder = new TraceRecorder(fleet.plan.nodeCount);
  run(fleet, fleet.plan.endAt, recorder);
  recorder.end(fleet);
  const nodes = fleet.processes.slice(0, fleet.plan.nodeCount);
  return {
    records: recorder.records,
    calls: nodes.map((_, node) => callsOf(poolsOf(fleet, node))),
    waits: podWaits(fleet),
    initFailures: nodes.map((process) => process.initFailures),
    podsAssigned: fleet.podsAssigned,
  };
}

/** The whole trace of a scenario that has passed `parseScenario`. */
export const traceScenario = (scenario: Scenario, order?: VisitOrder): Trace => traceToEnd(init(scenario, order));

/** The node's pool, and those of its further network cards. */
const poolsOf = ({ plan, processes }: Fleet, node: number): NodePool[] =>
  processes.filter((_, index) => index === node || plan.nodes[index]?.cardOf === node).map(({ pool }) => pool);

const callsOf = (pools: readonly NodePool[]): Record<Ec2Action, [number, number]> =>
  Object.fromEntries(EC2_ACTIONS.map((action, code) => [action, sumCalls(pools, [code])])) as Record<
    Ec2Action,
    [number, number]
  >;

const ALL_ACTIONS = [...EC2_ACTIONS.keys()];

function sumCalls(pools: readonly NodePool[], actions: readonly number[]): [number, number] {
  let succeeded = 0;
  let failed = 0;
  for (const pool of pools) {
    for (const action of actions) {
      const [ok, no] = callCounts(pool, action);
      succeeded += ok;
      failed += no;
    }
  }
  return [succeeded, failed];
}

/** Keeps the records of a run: inits always, steps where the node's pool differs from its last record. */
class TraceRecorder implements FleetObserver {
  readonly records: TraceRecord[] = [];
  private readonly last: (TraceRecord | undefined)[];
  private perSubnet: TraceRecord[9] = [];

  constructor(nodeCount: number) {
    this.last = new Array(nodeCount);
  }

  initialised(fleet: Fleet, node: number, succeeded: boolean): void {
    this.record(fleet, node, succeeded ? INIT_DONE : INIT_FAILED);
  }

  looked(fleet: Fleet, node: number): void {
    this.record(fleet, node, STEP);
  }

  /** The last record of every node that has started; call it once, after the run. */
  end(fleet: Fleet): void {
    for (let node = 0; node < fleet.plan.nodeCount; node++) {
      const { status } = fleet.processes[node] as NodeProcess;
      if (status === RUNNING || status === FAILED) this.record(fleet, node, END);
    }
  }

  /** Records share the list as long as no subnet changes, which is most of the time. */
  private perSubnetOf({ account }: Fleet): TraceRecord[9] {
    const isSame = account.subnets.every(({ freeCount, freeBlockCount }, index) => {
      const before = this.perSubnet[index];
      return before?.[0] === freeCount && before[1] === freeBlockCount;
    });
    if (!isSame) this.perSubnet = account.subnets.map(({ freeCount, freeBlockCount }) => [freeCount, freeBlockCount]);
    return this.perSubnet;
  }

  private callsOf(fleet: Fleet, node: number): [number, number] {
    const hasCards = fleet.processes.length > fleet.plan.nodeCount;
    const { pool } = fleet.processes[node] as NodeProcess;
    return sumCalls(hasCards ? poolsOf(fleet, node) : [pool], ALL_ACTIONS);
  }

  private record(fleet: Fleet, node: number, kind: number): void {
    if (node >= fleet.plan.nodeCount) return;
    const { pool, status } = fleet.processes[node] as NodeProcess;
    if (status === RUNNING) expireCooling(pool, fleet.now);
    const last = this.last[node];
    if (kind === STEP && last && isAsRecorded(pool, last)) return;
    const { eniCount, total, assigned, cooling, prefixes } = pool;
    const perSubnet = this.perSubnetOf(fleet);
    const head = [fleet.now, node, kind, eniCount, total, assigned, cooling, prefixes] as const;
    const record: TraceRecord = [...head, perEniOf(pool), perSubnet, this.callsOf(fleet, node)];
    this.last[node] = record;
    this.records.push(record);
  }
}

/** Whether the pool, subnets and calls aside, is as in the record. */
function isAsRecorded(pool: NodePool, record: TraceRecord): boolean {
  const [, , , enis, total, assigned, cooling, prefixes, perEni] = record;
  if (pool.assigned !== assigned || pool.cooling !== cooling || pool.total !== total) return false;
  if (pool.eniCount !== enis || pool.prefixes !== prefixes) return false;
  return perEni.every(
    ([device, used, pods]) =>
      isAttached(pool, device) && eniUsed(pool, device) === used && eniAssigned(pool, device) === pods,
  );
}

function perEniOf(pool: NodePool): [number, number, number][] {
  const perEni: [number, number, number][] = [];
  for (let device = 0; device < pool.deviceCapacity; device++) {
    if (isAttached(pool, device)) perEni.push([device, eniUsed(pool, device), eniAssigned(pool, device)]);
  }
  return perEni;
}
