import { Range } from "@/components/ui/figures";
import { Kpi, KpiRow } from "@/components/ui/kpi";
import { Missing } from "@/components/ui/missing";
import type { NodeDetail } from "@/lib/domain/api/node";
import { describeHeldAddresses } from "@/lib/domain/geometry/rack";
import { formatCount, formatNoun } from "@/lib/format";

interface NodeKpisProps {
  readonly node: NodeDetail;
  /** Why the node's ENIs are not known, if so. */
  readonly enisUnreadBecause: string | null;
}

export function NodeKpis({ node, enisUnreadBecause }: NodeKpisProps) {
  return (
    <div>
      <KpiRow label="Key figures of the node">
        {enisUnreadBecause === null ? (
          <Kpi value={formatCount(node.heldAddressCount)} label={describeHeldAddresses(node)} />
        ) : (
          <Kpi value={<Missing because={enisUnreadBecause} />} label="of the subnet's addresses" />
        )}
        {node.branchEnis.length === 0 ? null : (
          <Kpi value={formatCount(node.branchEnis.length)} label="branch ENIs, an address each, counted apart" />
        )}
        {node.isNode ? (
          <>
            <Kpi
              value={<Range range={node.podRange} because={node.podRangeNote} />}
              label="pods the pool can rest at so"
            />
            <Kpi value={<Range range={node.warmEstimate} because={node.podRangeNote} />} label="held warm" />
          </>
        ) : null}
        <EniCount node={node} isUnread={enisUnreadBecause !== null} />
      </KpiRow>
      {node.isNode && node.podRangeNote !== "" ? <p className="mt-2 text-sm text-muted">{node.podRangeNote}</p> : null}
    </div>
  );
}

/** ENIs of the default card against its limit; those of other cards are named apart. */
function EniCount({ node, isUnread }: { readonly node: NodeDetail; readonly isUnread: boolean }) {
  const onFirstCard = node.enis.filter((eni) => eni.networkCardIndex === 0).length;
  const elsewhere = node.enis.length - onFirstCard;
  const count = isUnread ? "?" : formatCount(onFirstCard);
  const words = [
    node.limits === null ? null : `${formatNoun(node.limits.slotsPerEni, "slot")} each`,
    node.isNode && node.maxPods !== null ? `max pods ${formatCount(node.maxPods)}` : null,
    elsewhere > 0 ? `${formatCount(elsewhere)} more on other network cards` : null,
    node.limits === null ? `limits of ${node.instanceType ?? "the instance type"} not known` : null,
  ].filter((part) => part !== null);
  return (
    <Kpi
      value={node.limits === null ? count : `${count} of ${formatCount(node.limits.maxEnis)}`}
      label={["ENIs", ...words].join(" · ")}
    />
  );
}
