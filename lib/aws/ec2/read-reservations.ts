import "server-only";
import { GetSubnetCidrReservationsCommand } from "@aws-sdk/client-ec2";
import { type ApiResult, ApiRun, type ReadingContext } from "@/lib/aws/ec2/api-run";

const AT_ONCE = 6;

/**
 * EC2 has no listing of all reservations: one call for each subnet, a few at a time. What an earlier collection left in
 * memory and is still good is not asked for again; the outcome then bears the time of that reading.
 */
export async function readReservations(context: ReadingContext, subnetIds: readonly string[]): Promise<ApiResult> {
  const { memory, draft } = context;
  const goodSince = memory.reservationsGoodSince(subnetIds.length, context.now());
  const wanted = subnetIds.filter((id) => goodSince === null || !memory.recallReservations(id, draft));
  const run = new ApiRun("GetSubnetCidrReservations", context);
  const result = await run.run(() => readEach(run, wanted));
  if (result.problem !== null) return result;
  memory.rememberReservations(draft, goodSince ?? result.outcome.finishedAt);
  return goodSince === null ? result : { ...result, outcome: { ...result.outcome, finishedAt: goodSince } };
}

async function readEach(run: ApiRun, subnetIds: readonly string[]): Promise<void> {
  const waiting = [...subnetIds];
  const next = async (): Promise<void> => {
    for (let subnetId = waiting.shift(); subnetId !== undefined; subnetId = waiting.shift()) {
      await readOne(run, subnetId).catch((error: unknown) => {
        waiting.length = 0;
        throw error;
      });
    }
  };
  // The first one alone: where the call is denied, once is enough.
  const first = waiting.shift();
  if (first !== undefined) await readOne(run, first);
  // All of them come to their end, so that nothing is added once the outcome is known.
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, next));
  const failed = ends.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
}

async function readOne(run: ApiRun, SubnetId: string): Promise<void> {
  try {
    await run.readPages(({ token: NextToken, send }) =>
      send((client, options) =>
        client.send(new GetSubnetCidrReservationsCommand({ SubnetId, MaxResults: 1000, NextToken }), options),
      ),
    );
    run.context.draft.reservationsReadFor.add(SubnetId);
  } catch (error) {
    // Deleted since the subnets were listed: it has no reservations any more.
    if (!(error instanceof Error && error.name === "InvalidSubnetID.NotFound")) throw error;
  }
}
