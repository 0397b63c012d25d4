import "server-only";
import type { ApiProblem } from "@/lib/aws/connection/aws-problem";
import { AccountMemory } from "@/lib/aws/ec2/account-memory";
import type { ReadingContext } from "@/lib/aws/ec2/api-run";
import type { Ec2Connection } from "@/lib/aws/ec2/client";
import { type Only, readEnis, readSubnets } from "@/lib/aws/ec2/read-lists";
import { readReservations } from "@/lib/aws/ec2/read-reservations";
import { SnapshotDraft } from "@/lib/aws/ec2/snapshot-draft";
import { millis } from "@/lib/domain/brand";
import type { EniTable } from "@/lib/domain/vpc/eni-table";
import type { CidrReservation, Subnet } from "@/lib/domain/vpc/snapshot";

/** A subnet that EC2 does not give is missing. */
export interface SomeSubnets {
  readonly subnets: ReadonlyMap<string, Subnet>;
  readonly enis: EniTable;
}

/**
 * These subnets as EC2 describes them now, with all of their ENIs. At most 200 may be asked for: EC2 takes no more values of
 * a filter (EC2 API reference, filtering).
 */
export async function readSomeSubnets(
  connection: Ec2Connection,
  subnetIds: readonly string[],
  signal: AbortSignal,
): Promise<SomeSubnets | ApiProblem> {
  const context = contextOf(connection, signal);
  const only: Only = { Filters: [{ Name: "subnet-id", Values: [...subnetIds] }] };
  const results = await Promise.all([readSubnets(context, only), readEnis(context, only)]);
  for (const { problem } of results) if (problem !== null) return problem;
  return { subnets: context.draft.subnets, enis: context.draft.enis.build() };
}

/** The CIDR reservations of these subnets. */
export async function readReservationsOf(
  connection: Ec2Connection,
  subnetIds: readonly string[],
  signal: AbortSignal,
): Promise<readonly CidrReservation[] | ApiProblem> {
  const context = contextOf(connection, signal);
  const { problem } = await readReservations(context, subnetIds);
  return problem ?? [...context.draft.reservations.values()];
}

const contextOf = (connection: Ec2Connection, signal: AbortSignal): ReadingContext => ({
  connection,
  draft: new SnapshotDraft(),
  memory: new AccountMemory(),
  signal,
  now: () => millis(Date.now()),
  onProgress: () => undefined,
});
