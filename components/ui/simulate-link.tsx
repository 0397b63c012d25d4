import { ActionLink } from "@/components/ui/action-link";
import type { ScopeKind } from "@/lib/domain/simulation/scope-kind";

interface SimulateLinkProps {
  readonly kind: ScopeKind;
  readonly id: string;
  /** A node to look at there. */
  readonly node?: string;
}

/** Leads to the simulator with what the page shows. */
export function SimulateLink({ kind, id, node }: SimulateLinkProps) {
  const query = new URLSearchParams({ [kind]: id, ...(node !== undefined && { node }) });
  return (
    <ActionLink
      href={`/simulator?${query}`}
      title="Simulate other settings of the VPC CNI, a rollout, or nodes in another subnet"
    >
      What would free addresses?
    </ActionLink>
  );
}
