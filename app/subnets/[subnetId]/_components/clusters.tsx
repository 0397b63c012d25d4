import { enisUnreadBecause } from "@/app/subnets/[subnetId]/_components/unread";
import { CountAndShare, Range } from "@/components/ui/figures";
import { Missing } from "@/components/ui/missing";
import { Panel } from "@/components/ui/panel";
import type { SnapshotHeader } from "@/lib/domain/api/common";
import type { SubnetDetail } from "@/lib/domain/api/subnet";
import { formatCount } from "@/lib/format";

const HEAD = "border-b border-line-strong px-2 py-1 text-right font-medium text-muted first:text-left";
const CELL = "border-b border-line px-2 py-1 text-right";

/** The nodes' addresses, summed up by cluster. */
export function Clusters({ subnet, snapshot }: { readonly subnet: SubnetDetail; readonly snapshot: SnapshotHeader }) {
  return (
    <Panel title="Clusters" note="addresses of this subnet, share of the usable">
      {subnet.clusters.length === 0 ? (
        <Nothing because={enisUnreadBecause(snapshot)} />
      ) : (
        <div className="overflow-x-auto">
          <table className="w-full">
            <thead>
              <tr>
                {["Cluster", "Nodes", "Addresses", "For pods", "Warm"].map((head) => (
                  <th key={head} scope="col" className={HEAD}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {subnet.clusters.map((cluster) => (
                <tr key={cluster.clusterName ?? ""}>
                  <th scope="row" className="border-b border-line px-2 py-1 text-left font-normal wrap-anywhere">
                    {cluster.clusterName ?? <Missing because="no tag of these nodes names a cluster" />}
                  </th>
                  <td className={CELL}>{formatCount(cluster.nodeCount)}</td>
                  <td className={CELL}>
                    <CountAndShare value={cluster.addressCount} of={subnet.usableAddressCount} because="" />
                  </td>
                  <td className={CELL}>{formatCount(cluster.attachedAddressCount)}</td>
                  <td className={CELL}>
                    <Range range={cluster.warmEstimate} because="the pools of these nodes have no known bounds" />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function Nothing({ because }: { readonly because: string | null }) {
  if (because !== null) return <Missing because={because} isSpelledOut />;
  return <p className="text-muted">No node of a cluster holds an address of this subnet.</p>;
}
