import "server-only";
import type { ApiProblem } from "@/lib/aws/connection/aws-problem";
import { type ApiResult, ApiRun, type ReadingContext } from "@/lib/aws/ec2/api-run";
import { readEnis, readInstances, readInstanceTypes, readSubnets, readVpcs } from "@/lib/aws/ec2/read-lists";
import { readReservations } from "@/lib/aws/ec2/read-reservations";
import { EC2_APIS, type Ec2Api } from "@/lib/domain/vpc/snapshot";

export type AccountResults = Readonly<Record<Ec2Api, ApiResult>>;

/**
 * Reads the whole account into the context's draft, independent APIs side by side. Never rejects: how each API fared is
 * the result.
 */
export async function readAccount(context: ReadingContext): Promise<AccountResults> {
  const [vpcs, [subnets, reservations], enis, [instances, types]] = await Promise.all([
    readVpcs(context),
    readSubnets(context).then(async (read) => [read, await readReservationsAfter(context, read)] as const),
    readEnis(context),
    readInstances(context).then(async (read) => [read, await readTypesAfter(context, read)] as const),
  ]);
  return {
    DescribeVpcs: vpcs,
    DescribeSubnets: subnets,
    DescribeNetworkInterfaces: enis,
    DescribeInstances: instances,
    DescribeInstanceTypes: types,
    GetSubnetCidrReservations: reservations,
  };
}

async function readReservationsAfter(context: ReadingContext, subnets: ApiResult): Promise<ApiResult> {
  const ids = [...context.draft.subnets.values()].filter((subnet) => subnet.cidr !== null).map((subnet) => subnet.id);
  return subnets.problem !== null && ids.length === 0
    ? new ApiRun("GetSubnetCidrReservations", context).notAsked(subnets.problem)
    : readReservations(context, ids);
}

async function readTypesAfter(context: ReadingContext, instances: ApiResult): Promise<ApiResult> {
  const { draft, memory } = context;
  if (instances.problem !== null && draft.instances.size === 0) {
    return new ApiRun("DescribeInstanceTypes", context).notAsked(instances.problem);
  }
  const occurring = new Set<string>();
  for (const { instanceType } of draft.instances.values()) if (instanceType !== null) occurring.add(instanceType);
  const wanted = [...occurring].filter((instanceType) => !memory.recallType(instanceType, draft));
  const result = await readInstanceTypes(context, wanted.sort());
  memory.rememberTypes(draft);
  return result;
}

/** The problem that every API had alike, when nothing at all was read; null when something was. */
export function problemOfAll(results: AccountResults): ApiProblem | null {
  const asked = EC2_APIS.map((api) => results[api].problem);
  return asked.every((problem) => problem !== null) ? (asked[0] ?? null) : null;
}
