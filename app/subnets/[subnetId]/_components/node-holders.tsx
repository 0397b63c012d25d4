import { NodeTable } from "@/app/subnets/[subnetId]/_components/node-table";
import { nodeHref } from "@/app/subnets/[subnetId]/_components/pinned-address";
import { enisUnreadBecause } from "@/app/subnets/[subnetId]/_components/unread";
import { Anchor } from "@/components/ui/anchor";
import { Missing } from "@/components/ui/missing";
import { Panel } from "@/components/ui/panel";
import type { SnapshotHeader } from "@/lib/domain/api/common";
import type { NodeHolder, SubnetDetail } from "@/lib/domain/api/subnet";
import { formatNoun, formatRange } from "@/lib/format";

interface NodeHoldersProps {
  readonly subnet: SubnetDetail;
  readonly snapshot: SnapshotHeader;
}

/** The nodes that hold addresses, and the way to the one that holds most. */
export function NodeHolders({ subnet, snapshot }: NodeHoldersProps) {
  const unread = enisUnreadBecause(snapshot);
  const [largest] = [...subnet.nodes].sort(byHeld);
  if (largest === undefined) {
    return (
      <Panel title="Nodes">
        {unread === null ? (
          <p className="text-muted">No EKS node holds an address of this subnet.</p>
        ) : (
          <Missing because={unread} isSpelledOut />
        )}
      </Panel>
    );
  }
  return (
    <Panel
      title="Nodes"
      note={<LargestHolder node={largest} />}
      actions={<span className="text-sm text-muted">{snapshot.poolSettings.label}</span>}
    >
      <NodeTable subnetId={subnet.id} usableCount={subnet.usableAddressCount} nodes={subnet.nodes} />
    </Panel>
  );
}

const byHeld = (a: NodeHolder, b: NodeHolder): number =>
  b.addressCount - a.addressCount || (b.warmEstimate?.low ?? 0) - (a.warmEstimate?.low ?? 0);

function LargestHolder({ node }: { readonly node: NodeHolder }) {
  const warm = node.warmEstimate === null ? "" : `, ${formatRange(node.warmEstimate)} of them warm`;
  return (
    <>
      most are held by{" "}
      <Anchor href={nodeHref(node.instanceId, null)} className="text-accent underline">
        {node.instanceId}
      </Anchor>
      : {formatNoun(node.addressCount, "address", "addresses")}
      {warm}
    </>
  );
}
