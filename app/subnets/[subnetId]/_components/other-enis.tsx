import { EniTable } from "@/app/subnets/[subnetId]/_components/eni-table";
import { enisUnreadBecause } from "@/app/subnets/[subnetId]/_components/unread";
import { Missing } from "@/components/ui/missing";
import { Panel } from "@/components/ui/panel";
import type { SnapshotHeader } from "@/lib/domain/api/common";
import type { SubnetDetail } from "@/lib/domain/api/subnet";

/** The ENIs of no node: services, plain instances, detached and unknown ones. */
export function OtherEnis({ subnet, snapshot }: { readonly subnet: SubnetDetail; readonly snapshot: SnapshotHeader }) {
  const unread = enisUnreadBecause(snapshot);
  return (
    <Panel title="Other ENIs" note="services, instances without EKS, detached and unknown ones">
      {unread !== null && subnet.otherEnis.length === 0 ? (
        <Missing because={unread} isSpelledOut />
      ) : (
        <EniTable
          subnetId={subnet.id}
          hasMap={subnet.classCounts !== null}
          enis={subnet.otherEnis}
          now={snapshot.takenAt}
        />
      )}
    </Panel>
  );
}
