import "server-only";
import {
  DescribeInstancesCommand,
  DescribeInstanceTypesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
} from "@aws-sdk/client-ec2";
import { type ApiResult, ApiRun, type ReadingContext } from "@/lib/aws/ec2/api-run";
import { readPages } from "@/lib/aws/ec2/read-pages";
import { isRecord, listOf, type WireRecord } from "@/lib/aws/ec2/record-fields";

const MaxResults = 1000;
/** DescribeInstanceTypes gives at most 100 a page (botocore's EC2 model, DITMaxResults). */
const TYPES_A_PAGE = 100;

export function readVpcs(context: ReadingContext): Promise<ApiResult> {
  const run = new ApiRun("DescribeVpcs", context);
  return run.run(() =>
    readPages(
      (NextToken) =>
        run.send((client, options) => client.send(new DescribeVpcsCommand({ MaxResults, NextToken }), options)),
      (page) => run.take(page, "Vpcs"),
    ),
  );
}

export function readSubnets(context: ReadingContext): Promise<ApiResult> {
  const run = new ApiRun("DescribeSubnets", context);
  return run.run(() =>
    readPages(
      (NextToken) =>
        run.send((client, options) => client.send(new DescribeSubnetsCommand({ MaxResults, NextToken }), options)),
      (page) => run.take(page, "Subnets"),
    ),
  );
}

export function readEnis(context: ReadingContext): Promise<ApiResult> {
  const run = new ApiRun("DescribeNetworkInterfaces", context);
  return run.run(() =>
    readPages(
      (NextToken) =>
        askWithManaged(run, NextToken, (managed) =>
          run.send((client, options) =>
            client.send(new DescribeNetworkInterfacesCommand({ MaxResults, NextToken, ...managed }), options),
          ),
        ),
      (page) => run.take(page, "NetworkInterfaces"),
    ),
  );
}

export function readInstances(context: ReadingContext): Promise<ApiResult> {
  const run = new ApiRun("DescribeInstances", context);
  return run.run(() =>
    readPages(
      (NextToken) =>
        askWithManaged(run, NextToken, (managed) =>
          run.send((client, options) =>
            client.send(new DescribeInstancesCommand({ MaxResults, NextToken, ...managed }), options),
          ),
        ),
      (page) =>
        run.take(page, "Reservations", (reservation) =>
          isRecord(reservation) ? listOf(reservation, "Instances") : [reservation],
        ),
    ),
  );
}

/** Asks for the given types only; EC2 leaves out those that it does not know. */
export function readInstanceTypes(context: ReadingContext, instanceTypes: readonly string[]): Promise<ApiResult> {
  const run = new ApiRun("DescribeInstanceTypes", context);
  const batches = Array.from({ length: Math.ceil(instanceTypes.length / TYPES_A_PAGE) }, (_, i) =>
    instanceTypes.slice(i * TYPES_A_PAGE, (i + 1) * TYPES_A_PAGE),
  );
  return run.run(async () => {
    for (const Values of batches) {
      const Filters = [{ Name: "instance-type", Values: [...Values] }];
      await readPages(
        (NextToken) =>
          run.send((client, options) =>
            client.send(new DescribeInstanceTypesCommand({ Filters, MaxResults: TYPES_A_PAGE, NextToken }), options),
          ),
        (page) => run.take(page, "InstanceTypes"),
      );
    }
  });
}

const UNKNOWN_PARAMETER =
  /^(UnknownParameter|InvalidParameter|InvalidParameterValue|InvalidParameterCombination|InvalidQueryParameter|InvalidRequest|ValidationError|MalformedQueryString)$/;

/**
 * An account can hide resources that AWS services manage; they hold addresses all the same, so they are asked for
 * (`IncludeManagedResources`). An endpoint of before that parameter refuses it once and is asked without from then on.
 */
async function askWithManaged(
  run: ApiRun,
  token: string | undefined,
  ask: (managed: { IncludeManagedResources?: true }) => Promise<WireRecord>,
): Promise<WireRecord> {
  const { learnt } = run.context.connection;
  if (learnt.refusesManagedResources) return ask({});
  try {
    return await ask({ IncludeManagedResources: true });
  } catch (error) {
    if (token !== undefined || !(error instanceof Error) || !UNKNOWN_PARAMETER.test(error.name)) throw error;
    const page = await ask({});
    learnt.refusesManagedResources = true;
    return page;
  }
}
