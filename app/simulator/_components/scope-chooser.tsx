import type { Route } from "next";
import { Anchor } from "@/components/ui/anchor";
import { Panel } from "@/components/ui/panel";
import type { VpcSummary } from "@/lib/domain/api/vpc";
import type { ScopeKind } from "@/lib/domain/simulation/scope-kind";
import { formatCount, formatNoun } from "@/lib/format";

interface ScopeChooserProps {
  readonly vpcs: readonly VpcSummary[];
  readonly clusters: readonly { readonly name: string; readonly nodeCount: number }[];
  /** The rest of the link, which stays. */
  readonly settings: string;
}

/** What can be simulated: the VPCs with nodes, the fullest first, and the clusters in them. */
export function ScopeChooser({ vpcs, clusters, settings }: ScopeChooserProps) {
  const hrefOf = (kind: ScopeKind, id: string) =>
    `/simulator?${new URLSearchParams({ [kind]: id })}${settings === "" ? "" : `&${settings}`}` as Route;
  const withNodes = vpcs.filter(({ nodeCount }) => nodeCount === null || nodeCount > 0);
  if (withNodes.length === 0) {
    return <p>No VPC of this account has an EKS node: there is nothing to simulate.</p>;
  }
  return (
    <Panel title="Choose what to simulate" note="a VPC or a cluster here, a subnet by the search above">
      <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
        <ul aria-label="VPCs">
          {withNodes.map(({ id, name, nodeCount, freeAddressCount }) => (
            <li key={id} className="flex flex-wrap items-baseline gap-x-3 border-b border-line py-1.5 last:border-0">
              <Anchor href={hrefOf("vpc", id)} className="text-accent wrap-anywhere hover:underline">
                {name ?? id}
              </Anchor>
              <span className="text-muted">
                {nodeCount === null ? "" : formatNoun(nodeCount, "node")}
                {freeAddressCount === null ? "" : ` · ${formatCount(freeAddressCount)} free`}
              </span>
            </li>
          ))}
        </ul>
        <ul aria-label="Clusters">
          {clusters.map(({ name, nodeCount }) => (
            <li key={name} className="flex flex-wrap items-baseline gap-x-3 border-b border-line py-1.5 last:border-0">
              <Anchor href={hrefOf("cluster", name)} className="text-accent wrap-anywhere hover:underline">
                {name}
              </Anchor>
              <span className="text-muted">cluster · {formatNoun(nodeCount, "node")}</span>
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}
