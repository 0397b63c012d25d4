import "server-only";
import type { VpcSummary } from "@/lib/domain/api/vpc";
import { answerFrom } from "@/lib/inventory/answer-from";
import type { Outcome } from "@/lib/inventory/outcome";
import { vpcSummaries } from "@/lib/inventory/vpc-summary";

/** All VPCs, the one that runs out next first. */
export const listVpcs = (): Promise<Outcome<VpcSummary[]>> =>
  answerFrom((inventory) => ({ kind: "data", data: [...vpcSummaries(inventory)] }));
