import type { SnapshotHeader } from "@/lib/domain/api/common";
import type { Ec2Api } from "@/lib/domain/vpc/snapshot";
import { formatUtcTime } from "@/lib/format";

interface ProvenanceProps {
  readonly snapshot: SnapshotHeader;
  /** The reads that the panel's figures rest on. */
  readonly apis: readonly Ec2Api[];
}

/** As of when and from which reads a panel's figures are; a read that is not `ok` is named so. */
export function Provenance({ snapshot, apis }: ProvenanceProps) {
  const words = apis.map((api) => {
    const status = snapshot.apis.find((outcome) => outcome.api === api)?.status ?? "ok";
    return status === "ok" ? api : `${api} (${status})`;
  });
  return (
    <p className="mt-2.5 text-xs wrap-anywhere text-muted">
      As of {formatUtcTime(snapshot.takenAt)} UTC, from {words.join(", ")}
    </p>
  );
}
