import "server-only";
import type { AccountMemory } from "@/lib/aws/ec2/account-memory";
import type { ReadingContext } from "@/lib/aws/ec2/api-run";
import type { Ec2Connection } from "@/lib/aws/ec2/client";
import { type AccountResults, problemOfAll, readAccount } from "@/lib/aws/ec2/read-account";
import { SnapshotDraft } from "@/lib/aws/ec2/snapshot-draft";
import type { Millis } from "@/lib/domain/brand";
import type { Problem, ProblemCode } from "@/lib/domain/problem";
import { type ApiOutcome, EC2_APIS, type Ec2Api, type Snapshot, type SnapshotSource } from "@/lib/domain/vpc/snapshot";
import { assembleSnapshot } from "@/lib/inventory/assemble-snapshot";

/** How a collection ended. `setback` names what makes a snapshot poorer than an earlier one that read more. */
export type Collected =
  | { readonly kind: "snapshot"; readonly snapshot: Snapshot; readonly setback: Problem | null }
  | { readonly kind: "failed"; readonly problem: Problem };

export interface CollectionOrder {
  readonly id: string;
  readonly source: SnapshotSource;
  readonly connection: Ec2Connection;
  readonly now: () => Millis;
  readonly signal: AbortSignal;
  readonly onProgress: ReadingContext["onProgress"];
  /** What earlier collections of the same account left. */
  readonly memory: AccountMemory;
}

/** Reads the account once. Partial success is a snapshot; only when nothing could be read is there none. */
export async function collectSnapshot(order: CollectionOrder): Promise<Collected> {
  const { id, source, connection, now, signal, onProgress, memory } = order;
  const takenAt = now();
  const draft = new SnapshotDraft();
  const results = await readAccount({ connection, draft, memory, signal, now, onProgress });
  const problem = problemOfAll(results);
  if (problem !== null && draft.subnets.size === 0 && draft.enis.count === 0) return { kind: "failed", problem };
  const apis = outcomesOf(results);
  const frame = { id, takenAt, tookMs: now() - takenAt, source, region: connection.facts.region, apis };
  return { kind: "snapshot", snapshot: assembleSnapshot(draft, frame), setback: setbackOf(results) };
}

const outcomesOf = (results: AccountResults): Record<Ec2Api, ApiOutcome> => ({
  DescribeVpcs: results.DescribeVpcs.outcome,
  DescribeSubnets: results.DescribeSubnets.outcome,
  DescribeNetworkInterfaces: results.DescribeNetworkInterfaces.outcome,
  DescribeInstances: results.DescribeInstances.outcome,
  DescribeInstanceTypes: results.DescribeInstanceTypes.outcome,
  GetSubnetCidrReservations: results.GetSubnetCidrReservations.outcome,
});

/** Faults of the moment or of the way to AWS. A refusal or a broken answer is the state of things, and is shown as such. */
const PASSING: ReadonlySet<ProblemCode> = new Set([
  "throttled",
  "endpoint-unreachable",
  "no-credentials",
  "expired-credentials",
  "invalid-credentials",
]);

function setbackOf(results: AccountResults): Problem | null {
  const problems = EC2_APIS.map((api) => results[api].problem);
  return problems.find((problem) => problem !== null && PASSING.has(problem.code)) ?? null;
}
