import "server-only";
import {
  DescribeInstancesCommand,
  DescribeInstanceTypesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  type Filter,
} from "@aws-sdk/client-ec2";
import { type ApiResult, ApiRun, type Ask, type ReadingContext } from "@/lib/aws/ec2/api-run";
import { isRecord, listOf } from "@/lib/aws/ec2/record-fields";

const MaxResults = 1000;
/** DescribeInstanceTypes gives at most 100 a page (botocore's EC2 model, DITMaxResults). */
const TYPES_A_PAGE = 100;

/** Which records are wanted; by default all. */
export interface Only {
  readonly Filters?: Filter[];
}

/** Each of these reads a list page by page into the context's draft. Never rejects: how it ended is the result. */
export function readVpcs(context: ReadingContext): Promise<ApiResult> {
  const run = new ApiRun("DescribeVpcs", context);
  const ask: Ask = ({ token: NextToken, send }) =>
    send((client, options) => client.send(new DescribeVpcsCommand({ MaxResults, NextToken }), options));
  return run.run(() => run.readPages(ask));
}

export function readSubnets(context: ReadingContext, only: Only = {}): Promise<ApiResult> {
  const run = new ApiRun("DescribeSubnets", context);
  const ask: Ask = ({ token: NextToken, send }) =>
    send((client, options) => client.send(new DescribeSubnetsCommand({ ...only, MaxResults, NextToken }), options));
  return run.run(() => run.readPages(ask));
}

export function readEnis(context: ReadingContext, only: Only = {}): Promise<ApiResult> {
  const run = new ApiRun("DescribeNetworkInterfaces", context);
  const ask = (managed: Managed): Ask => {
    return ({ token: NextToken, send }) =>
      send((client, options) =>
        client.send(new DescribeNetworkInterfacesCommand({ ...only, MaxResults, NextToken, ...managed }), options),
      );
  };
  return run.run(() => run.readPages(withManaged(context, ask)));
}

export function readInstances(context: ReadingContext): Promise<ApiResult> {
  const run = new ApiRun("DescribeInstances", context);
  const ask = (managed: Managed): Ask => {
    return ({ token: NextToken, send }) =>
      send((client, options) =>
        client.send(new DescribeInstancesCommand({ MaxResults, NextToken, ...managed }), options),
      );
  };
  const instancesOf = (entry: unknown) => (isRecord(entry) ? listOf(entry, "Instances") : [entry]);
  return run.run(() => run.readPages(withManaged(context, ask), instancesOf));
}

/** Asks for the given types only; EC2 leaves out those that it does not know. */
export function readInstanceTypes(context: ReadingContext, instanceTypes: readonly string[]): Promise<ApiResult> {
  const run = new ApiRun("DescribeInstanceTypes", context);
  return run.run(async () => {
    for (let from = 0; from < instanceTypes.length; from += TYPES_A_PAGE) {
      const Filters = [{ Name: "instance-type", Values: instanceTypes.slice(from, from + TYPES_A_PAGE) }];
      await run.readPages(({ token: NextToken, send }) =>
        send((client, options) =>
          client.send(new DescribeInstanceTypesCommand({ Filters, MaxResults: TYPES_A_PAGE, NextToken }), options),
        ),
      );
    }
  });
}

type Managed = { readonly IncludeManagedResources?: true };

const UNKNOWN_PARAMETER =
  /^(UnknownParameter|InvalidParameter|InvalidParameterValue|InvalidParameterCombination|InvalidQueryParameter|InvalidRequest|ValidationError|MalformedQueryString)$/;

/**
 * An account can hide resources that AWS services manage; they hold addresses all the same, so they are asked for
 * (`IncludeManagedResources`). An endpoint of before that parameter refuses it once and is asked without from then on.
 */
function withManaged({ connection: { learnt } }: ReadingContext, askFor: (managed: Managed) => Ask): Ask {
  return async (page) => {
    if (learnt.refusesManagedResources) return askFor({})(page);
    try {
      return await askFor({ IncludeManagedResources: true })(page);
    } catch (error) {
      if (page.token !== undefined || !(error instanceof Error) || !UNKNOWN_PARAMETER.test(error.name)) throw error;
      const answer = await askFor({})(page);
      learnt.refusesManagedResources = true;
      return answer;
    }
  };
}
