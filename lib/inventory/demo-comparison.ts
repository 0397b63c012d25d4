import "server-only";
import { readReservationsOf, readSomeSubnets } from "@/lib/aws/ec2/read-some-subnets";
import type {
  DemoBegin,
  DemoBegun,
  DemoEnd,
  DemoEnded,
  DemoFollow,
  DemoFollowed,
  DemoStatus,
} from "@/lib/domain/api/demo";
import type { SimulationScope } from "@/lib/domain/api/simulation";
import { millis } from "@/lib/domain/brand";
import type { Environment } from "@/lib/domain/ipamd/settings";
import type { Problem } from "@/lib/domain/problem";
import { discloseScope } from "@/lib/domain/simulation/disclosed-scope";
import { heldInScope } from "@/lib/domain/simulation/held-in-scope";
import { freeBlockCounts } from "@/lib/domain/vpc/free-block-counts";
import { deriveInventory } from "@/lib/domain/vpc/inventory";
import type { DemoAccess } from "@/lib/inventory/collect-demo";
import type { Attempt } from "@/lib/inventory/outcome";
import { simulationScope } from "@/lib/inventory/simulation-scope";
import { snapshotKeeper } from "@/lib/inventory/snapshot-store";
import type { Source } from "@/lib/inventory/source";

const COLLECTION_TIMEOUT_MS = 60_000;

const ONLY_EMBEDDED: Problem = {
  code: "not-found",
  message: "Only the embedded demonstration account can be moved; this server reads another source.",
  remedy: "Start Eniscope with ENISCOPE_SOURCE=demo to try it. Eniscope never writes to an AWS account.",
  retryable: false,
};

const done = <Value>(value: Value): Attempt<Value> => ({ kind: "done", value });
const refused = (problem: Problem): Attempt<never> => ({ kind: "problem", problem });

/** The account's clusters with their environments. */
export async function getDemoStatus(source: Source): Promise<Attempt<DemoStatus>> {
  const access = await openDemo(source);
  if ("code" in access) return refused(access);
  const asked = await access.control.ask("status", {});
  return "problem" in asked ? refused(asked.problem) : done(asked.answer);
}

/**
 * Pauses the account's life and plans the rollout. Nothing has changed when it answers: the scope is what a prediction
 * starts from, read through EC2's protocol at the account's time of the pause, with what only the account itself knows.
 */
export async function beginDemoComparison(source: Source, request: DemoBegin): Promise<Attempt<DemoBegun>> {
  const access = await openDemo(source);
  if ("code" in access) return refused(access);
  const { control } = access;
  const held = await control.ask("hold", { cluster: request.cluster });
  if ("problem" in held) return refused(held.problem);
  const { hold, now, env } = held.answer;
  const begun = await begin(source, access, request, held.answer);
  if (begun.kind === "problem") {
    await control.ask("release", { hold });
    return begun;
  }
  return done({ hold, startedAt: now, env: begun.value.env ?? env, scope: begun.value.scope });
}

type HoldAnswer = Parameters<typeof discloseScope>[1];

async function begin(
  source: Source,
  { control }: DemoAccess,
  { cluster, changes, rollout }: DemoBegin,
  held: HoldAnswer,
): Promise<Attempt<{ env: Environment; scope: SimulationScope }>> {
  const scope = await scopeOf(source, cluster, held.env);
  if (scope.kind === "problem") return scope;
  // Asked for first without any rollout, so that nothing is rolled out that cannot be compared.
  const judged = discloseScope(scope.value, held, { env: held.env, restarts: [] });
  if (judged.kind === "refused") return refused(incomparable(judged.because));
  const env = changes === null ? null : withChanges(held.env, changes);
  const planned = await control.ask("rollout", { hold: held.hold, env, ...rollout });
  if ("problem" in planned) return refused(planned.problem);
  const disclosed = discloseScope(scope.value, held, planned.answer);
  if (disclosed.kind === "refused") return refused(incomparable(disclosed.because));
  return done({ env: planned.answer.env, scope: disclosed.scope });
}

function withChanges(before: Environment, changes: Readonly<Record<string, string | null>>): Environment {
  const kept = Object.entries(before).filter(([name]) => !Object.hasOwn(changes, name));
  const set = Object.entries(changes).filter((entry): entry is [string, string] => entry[1] !== null);
  return Object.fromEntries([...kept, ...set]);
}

/**
 * Moves the account's time to one moment after the other, and reads at each through EC2's protocol how many addresses
 * are free and which are taken. Reservations stay while the account is held.
 */
export async function followDemo(
  source: Source,
  { hold, timesMs, subnetIds }: DemoFollow,
): Promise<Attempt<DemoFollowed>> {
  const access = await openDemo(source);
  if ("code" in access) return refused(access);
  const { control, connection } = access;
  const timeout = () => AbortSignal.timeout(COLLECTION_TIMEOUT_MS);
  const reservations = await readReservationsOf(connection, subnetIds, timeout());
  if ("code" in reservations) return refused(reservations);
  const curves = subnetIds.map((subnetId) => ({ subnetId, free: [] as number[], freeBlocks: [] as number[] }));
  for (const toMs of timesMs) {
    const moved = await control.ask("advance", { hold, toMs });
    if ("problem" in moved) return refused(moved.problem);
    const read = await readSomeSubnets(connection, subnetIds, timeout());
    if ("code" in read) return refused(read);
    const { subnets, enis } = read;
    const blocks = freeBlockCounts({ subnets: subnets.values(), enis, reservations });
    for (const { subnetId, free, freeBlocks } of curves) {
      const [count, blockCount] = [subnets.get(subnetId)?.availableIpAddressCount ?? null, blocks.get(subnetId)];
      if (count === null || blockCount === undefined) return refused(unknownSubnet(subnetId));
      free.push(count);
      freeBlocks.push(blockCount);
    }
  }
  return done({ curves });
}

/** Counts what the cluster's nodes hold now, and lets the account's life go on, from the time to which it was moved. */
export async function endDemoComparison(source: Source, { hold, cluster }: DemoEnd): Promise<Attempt<DemoEnded>> {
  const access = await openDemo(source);
  if ("code" in access) return refused(access);
  const scope = await scopeOf(source, cluster, {});
  const released = await access.control.ask("release", { hold });
  if ("problem" in released) return refused(released.problem);
  if (scope.kind === "problem") return scope;
  return done({ now: released.answer.now, held: heldInScope(scope.value) });
}

async function openDemo(source: Source): Promise<DemoAccess | Problem> {
  return (await source.openDemo?.()) ?? ONLY_EMBEDDED;
}

/** The cluster through EC2's protocol, as of now. */
async function scopeOf(source: Source, cluster: string, env: Environment): Promise<Attempt<SimulationScope>> {
  const now = () => millis(Date.now());
  const collected = await source.collect({
    id: `comparison.${Date.now().toString(36)}`,
    now,
    signal: AbortSignal.timeout(COLLECTION_TIMEOUT_MS),
    onProgress: () => undefined,
  });
  if (collected.kind === "failed") return refused(collected.problem);
  const pool = { assumed: false, label: "as the demonstration account discloses", env };
  const thresholds = { warningRatio: 1, criticalRatio: 1 };
  const inventory = deriveInventory(collected.snapshot, { thresholds, pool, now: now() });
  const scope = simulationScope(inventory, { kind: "cluster", id: cluster });
  return scope.kind === "data" ? done(scope.data) : refused(scope.problem);
}

const incomparable = (because: string): Problem => ({
  code: "conflict",
  message: `A prediction for this cluster would not be exact: ${because}`,
  remedy: "Choose another cluster.",
  retryable: false,
});

const unknownSubnet = (subnetId: string): Problem => ({
  code: "not-found",
  message: `The account has no subnet ${subnetId}.`,
  remedy: "Give subnets of the comparison's scope.",
  retryable: false,
});

/** Uses the source of this process; what does not fit its settings is a problem. */
export async function withSource<Value>(use: (source: Source) => Promise<Attempt<Value>>): Promise<Attempt<Value>> {
  const state = await snapshotKeeper();
  return state.kind === "invalid" ? refused(state.problem) : use(state.keeper.source);
}
