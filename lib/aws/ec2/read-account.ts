import "server-only";
import type { ApiResult, ReadingContext } from "@/lib/aws/ec2/api-run";
import { ApiRun } from "@/lib/aws/ec2/api-run";
import { type ApiProblem, CredentialsTimeout, toRegionProblem, toSetupProblem } from "@/lib/aws/ec2/aws-problem";
import type { ConnectionFacts } from "@/lib/aws/ec2/connection-facts";
import { readEnis, readInstances, readInstanceTypes, readSubnets, readVpcs } from "@/lib/aws/ec2/read-lists";
import { readReservations } from "@/lib/aws/ec2/read-reservations";
import { profileState } from "@/lib/aws/ec2/shared-profile";
import { EC2_APIS, type Ec2Api } from "@/lib/domain/vpc/snapshot";

export type AccountResults = Readonly<Record<Ec2Api, ApiResult>>;

/** A sign-in service that hangs, or a credential process that waits for somebody to type. */
const SETUP_TIMEOUT_MS = 60_000;

function rejectAfter(ms: number): Promise<never> {
  const signal = AbortSignal.timeout(ms);
  return new Promise((_, reject) =>
    signal.addEventListener("abort", () => reject(new CredentialsTimeout()), { once: true }),
  );
}

interface Connection {
  readonly client: {
    readonly config: { readonly credentials: () => Promise<unknown>; readonly region: () => Promise<string> };
  };
  readonly facts: ConnectionFacts;
}

/** Finds credentials and Region before anything is sent: what is wrong with them concerns every API alike. */
export async function setUpConnection<Opened extends Connection>(connection: Opened): Promise<Opened | ApiProblem> {
  const { client, facts } = connection;
  const state = await profileState(facts.profile ?? "default");
  try {
    await Promise.race([client.config.credentials(), rejectAfter(SETUP_TIMEOUT_MS)]);
  } catch (error) {
    return toSetupProblem(error, facts, state);
  }
  try {
    return { ...connection, facts: { ...facts, region: await client.config.region() } };
  } catch (error) {
    return toRegionProblem(error, facts);
  }
}

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
