import "server-only";
import { DescribeSubnetsCommand } from "@aws-sdk/client-ec2";
import type { ApiProblem } from "@/lib/aws/connection/aws-problem";
import { AccountMemory } from "@/lib/aws/ec2/account-memory";
import { ApiRun } from "@/lib/aws/ec2/api-run";
import type { Ec2Connection } from "@/lib/aws/ec2/client";
import { SnapshotDraft } from "@/lib/aws/ec2/snapshot-draft";
import { millis } from "@/lib/domain/brand";

const MaxResults = 1000;

/**
 * `{ subnet id → AvailableIpAddressCount }` of these subnets; a subnet that EC2 does not give is missing. At most 200 may be
 * asked for: EC2 takes no more values of a filter (EC2 API reference, filtering).
 */
export async function readFreeAddresses(
  connection: Ec2Connection,
  subnetIds: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number> | ApiProblem> {
  const draft = new SnapshotDraft();
  const context = {
    connection,
    draft,
    memory: new AccountMemory(),
    signal,
    now: () => millis(Date.now()),
    onProgress: () => undefined,
  };
  const Filters = [{ Name: "subnet-id", Values: [...subnetIds] }];
  const run = new ApiRun("DescribeSubnets", context);
  const { problem } = await run.run(() =>
    run.readPages(({ token: NextToken, send }) =>
      send((client, options) => client.send(new DescribeSubnetsCommand({ Filters, MaxResults, NextToken }), options)),
    ),
  );
  if (problem !== null) return problem;
  return new Map(
    [...draft.subnets.values()].flatMap(({ id, availableIpAddressCount: free }) =>
      free === null ? [] : [[id, free] as const],
    ),
  );
}
