import "server-only";
import type { ApiOutcomeView, SnapshotHeader } from "@/lib/domain/api/common";
import { type PoolAssumption, SHIPPED_POOL_ASSUMPTION } from "@/lib/domain/vpc/pool-assumption";
import { type ApiOutcome, EC2_APIS, type Ec2Api, iamActionOf, type Snapshot } from "@/lib/domain/vpc/snapshot";
import type { Settings } from "@/lib/inventory/environment";
import { requestCountOf, type Source } from "@/lib/inventory/source";

/** The CNI's settings in force as the operator gave them, else those that it ships with, said to be assumed. */
export const poolAssumptionOf = ({ cniEnv }: Settings): PoolAssumption =>
  cniEnv === null ? SHIPPED_POOL_ASSUMPTION : { assumed: false, label: "from ENISCOPE_CNI_ENV", env: cniEnv };

function outcomeView(api: Ec2Api, outcome: ApiOutcome): ApiOutcomeView {
  const { status, callCount, itemCount, tookMs, finishedAt } = outcome;
  return {
    api,
    status,
    callCount,
    itemCount,
    tookMs,
    finishedAt,
    iamAction: iamActionOf(api),
    code: "code" in outcome ? outcome.code : null,
    message: "message" in outcome ? outcome.message : null,
    remedy: "remedy" in outcome ? outcome.remedy : null,
  };
}

export const outcomeViews = (snapshot: Snapshot): ApiOutcomeView[] =>
  EC2_APIS.map((api) => outcomeView(api, snapshot.apis[api]));

/** What stands beside every answer: where it comes from, how old it is, and what is missing from it. */
export function snapshotHeaderOf(
  snapshot: Snapshot,
  { settings, source, staleBecause }: { settings: Settings; source: Source; staleBecause: string | null },
): SnapshotHeader {
  const { assumed, label, env } = poolAssumptionOf(settings);
  return {
    id: snapshot.id,
    takenAt: snapshot.takenAt,
    tookMs: snapshot.tookMs,
    source: snapshot.source,
    accountId: snapshot.accountId,
    region: snapshot.region,
    callCount: requestCountOf(source),
    eventCalls: source.trail ? { api: source.trail.label, requestCount: source.trail.requestCount } : null,
    apis: outcomeViews(snapshot),
    defects: [...snapshot.defects],
    staleBecause,
    thresholds: settings.thresholds,
    poolSettings: { assumed, label, env },
  };
}
