import type { SnapshotHeader } from "@/lib/domain/api/common";
import type { Ec2Api } from "@/lib/domain/vpc/snapshot";

const WORDS = {
  ok: "did not tell",
  denied: "is denied",
  throttled: "was throttled",
  failed: "failed",
  absent: "is not in the capture",
} as const;

/** Completes "not known, because …" for what an EC2 read would have told. */
export function becauseOf(snapshot: SnapshotHeader, api: Ec2Api): string {
  const outcome = snapshot.apis.find((each) => each.api === api);
  return outcome === undefined ? `${api} was not read` : `${api} ${WORDS[outcome.status]}`;
}

/** Why the ENIs are not, or not all, known; null when they were read to the end. */
export function enisUnreadBecause(snapshot: SnapshotHeader): string | null {
  const outcome = snapshot.apis.find(({ api }) => api === "DescribeNetworkInterfaces");
  return outcome?.status === "ok" ? null : becauseOf(snapshot, "DescribeNetworkInterfaces");
}
