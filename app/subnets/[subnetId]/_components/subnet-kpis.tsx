import { becauseOf } from "@/app/subnets/[subnetId]/_components/unread";
import { Count, Range, Share } from "@/components/ui/figures";
import { Kpi, KpiRow } from "@/components/ui/kpi";
import type { SnapshotHeader } from "@/lib/domain/api/common";
import type { SubnetDetail } from "@/lib/domain/api/subnet";
import { formatCount, formatNoun, formatShare } from "@/lib/format";

interface SubnetKpisProps {
  readonly subnet: SubnetDetail;
  readonly snapshot: SnapshotHeader;
}

export function SubnetKpis({ subnet, snapshot }: SubnetKpisProps) {
  if (subnet.cidr === null) return null;
  const eniReason = becauseOf(snapshot, "DescribeNetworkInterfaces");
  return (
    <KpiRow label="Key figures of the subnet">
      <Kpi
        value={<Count value={subnet.freeAddressCount} because="EC2 gave no count of free addresses" />}
        label={freeLabel(subnet)}
        tone={toneOf(subnet, snapshot)}
      />
      <Kpi
        value={<Share ratio={subnet.utilizationRatio} because="EC2 gave no count of free addresses" />}
        label={`used${subnet.usedAddressCount === null ? "" : ` · ${formatNoun(subnet.usedAddressCount, "address", "addresses")}`}`}
        tone={toneOf(subnet, snapshot)}
      />
      {subnet.nodeCount === 0 ? null : (
        <Kpi
          value={<Range range={subnet.warmEstimate} because={whyNoEstimate(subnet, snapshot)} />}
          label={<span title={snapshot.poolSettings.label}>held warm, no pod (estimate)</span>}
        />
      )}
      {subnet.blocks === null ? (
        <Kpi value={<Count value={null} because={eniReason} />} label="free aligned /28 blocks" />
      ) : (
        <Kpi
          value={formatCount(subnet.blocks.free)}
          label={<span title="A prefix takes one whole aligned /28">{blocksLabel(subnet.blocks.total, subnet)}</span>}
        />
      )}
      <Explained subnet={subnet} because={eniReason} />
      {subnet.leakedEniCount === null || subnet.leakedEniCount === 0 ? null : (
        <Kpi value={formatCount(subnet.leakedEniCount)} label="leaked ENIs" tone="harm" />
      )}
    </KpiRow>
  );
}

function whyNoEstimate({ nodeCount }: SubnetDetail, snapshot: SnapshotHeader): string {
  return nodeCount === null
    ? becauseOf(snapshot, "DescribeNetworkInterfaces")
    : "the pools of its nodes have no known bounds; each node’s page says why";
}

/** What is not visible may lie in a block that looks free. */
function blocksLabel(total: number, { unexplainedAddressCount }: SubnetDetail): string {
  const isUpperBound = unexplainedAddressCount !== null && unexplainedAddressCount > 0;
  return `free /28 of ${formatNoun(total, "block")}${isUpperBound ? ", at most" : ""}`;
}

function freeLabel({ freeAddressCount, usableAddressCount }: SubnetDetail): string {
  if (usableAddressCount === null) return "free";
  const share = freeAddressCount === null ? "" : ` · ${formatShare(freeAddressCount / usableAddressCount)}`;
  return `free of ${formatCount(usableAddressCount)} usable${share}`;
}

function toneOf({ utilizationRatio }: SubnetDetail, { thresholds }: SnapshotHeader): "plain" | "warn" | "harm" {
  if (utilizationRatio === null || utilizationRatio < thresholds.warningRatio) return "plain";
  return utilizationRatio < thresholds.criticalRatio ? "warn" : "harm";
}

/** How far visible ENIs and reservations account for EC2's own count. */
function Explained({ subnet, because }: { readonly subnet: SubnetDetail; readonly because: string }) {
  const { unexplainedAddressCount: unexplained, overexplainedAddressCount: over } = subnet;
  if (unexplained === null) {
    return <Kpi value={<Count value={null} because={because} />} label="addresses not explained by visible ENIs" />;
  }
  if (over !== null && over > 0) {
    return (
      <Kpi value={formatCount(over)} label="more held by ENIs than EC2 counts as taken (read at different moments)" />
    );
  }
  if (unexplained === 0) return <Kpi value="0" label="addresses not explained by visible ENIs" />;
  return <Kpi value={formatCount(unexplained)} label={<UnexplainedWords subnet={subnet} />} tone="warn" />;
}

function UnexplainedWords({ subnet }: { readonly subnet: SubnetDetail }) {
  const why = subnet.isSharedFromOtherAccount
    ? "The subnet is shared: other accounts' ENIs hold them, and are not visible to this one."
    : "They belong to ENIs that this account does not see: of other accounts, or of services that hide them.";
  return (
    <span title={why}>
      {subnet.unexplainedAddressCount === 1 ? "address" : "addresses"} not explained by visible ENIs
    </span>
  );
}
