import { callerWords, FINDING_WORDS } from "@/components/events/event-words";
import { NodeLink } from "@/components/events/node-link";
import { Anchor } from "@/components/ui/anchor";
import { Missing } from "@/components/ui/missing";
import type { TrailFinding } from "@/lib/domain/api/event";
import type { SubnetEvidence } from "@/lib/domain/shortage/event-subnet";

const EVIDENCE_WORDS: Readonly<Record<SubnetEvidence, string>> = {
  failure: "named by the failure itself",
  parameters: "named by the call",
  eni: "where the call’s ENI is",
  "earlier-eni": "where the call’s ENI was in an earlier snapshot",
  "create-event": "where the call’s ENI was created, by its own event",
  "session-instance": "where all ENIs of the calling node and its cluster’s nodes lie",
};

/** What Eniscope made of an event, and from what. */
export function FoundList({ findings }: { readonly findings: readonly TrailFinding[] }) {
  if (findings.length === 0) return <p className="text-muted">Nothing.</p>;
  return (
    <ul className="grid gap-2">
      {findings.map((finding) => (
        <li key={finding.ordinal}>
          <p>
            <b className="font-semibold">{FINDING_WORDS[finding.kind].short}</b>{" "}
            <span className="text-muted">{FINDING_WORDS[finding.kind].long}</span>
          </p>
          <p className="wrap-anywhere">
            {finding.message === null ? "no message" : <q>{finding.message}</q>}{" "}
            <span className="text-muted">{finding.code ?? "no code"}</span>
          </p>
          <p>
            Subnet: <FoundSubnet finding={finding} />. Called by {callerWords(finding.caller.kind)}:{" "}
            <NodeLink caller={finding.caller} />
            {finding.caller.clusterName === null ? "" : `, cluster ${finding.caller.clusterName}`}.
          </p>
        </li>
      ))}
    </ul>
  );
}

function FoundSubnet({ finding: { subnet, subnetEvidence } }: { readonly finding: TrailFinding }) {
  if (subnet === null) return <Missing because="neither the event nor the snapshots tell" />;
  return (
    <>
      <Anchor href={`/subnets/${subnet.id}`} className="text-accent underline">
        {subnet.name ?? subnet.id}
      </Anchor>
      {subnetEvidence === null ? null : <span className="text-muted"> ({EVIDENCE_WORDS[subnetEvidence]})</span>}
    </>
  );
}
