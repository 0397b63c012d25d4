import type { ReactNode } from "react";
import { LateSubnetMap } from "@/app/subnets/[subnetId]/_components/late-subnet-map";
import { becauseOf } from "@/app/subnets/[subnetId]/_components/unread";
import { Panel } from "@/components/ui/panel";
import type { SnapshotHeader } from "@/lib/domain/api/common";
import type { AddressMap, AddressPage, SubnetDetail } from "@/lib/domain/api/subnet";
import { formatCount } from "@/lib/format";
import type { Outcome } from "@/lib/inventory/outcome";

interface MapPanelProps {
  readonly subnet: SubnetDetail;
  readonly snapshot: SnapshotHeader;
  readonly map: Outcome<AddressMap>;
  /** The page of stories that begins at the pinned address; null when none is pinned. */
  readonly story: Outcome<AddressPage> | null;
  /** The ENI or instance that the URL names, and what it holds. */
  readonly holder: string | null;
  readonly held: Outcome<readonly number[]> | null;
}

/** EC2 allows no larger subnet than a /16. */
const LARGEST_SUBNET = 65_536;

/** The address map, or in words why there is none. */
export function MapPanel({ subnet, snapshot, map, story, holder, held }: MapPanelProps) {
  return (
    <Panel title="Addresses" note={subnet.cidr === null ? undefined : "one row a /28, one cell an address"}>
      {whyNoMap(subnet, snapshot) ??
        (map.kind === "ready" ? (
          <LateSubnetMap
            addressCount={subnet.sizeAddressCount ?? 0}
            map={map.answer.data}
            pinnedStory={(story?.kind === "ready" ? story.answer.data.addresses[0] : null) ?? null}
            held={holder !== null && held?.kind === "ready" ? { holder, offsets: held.answer.data } : null}
            unexplainedCount={subnet.unexplainedAddressCount ?? 0}
          />
        ) : (
          <p>
            {"problem" in map ? `${map.problem.message} ${map.problem.remedy}` : "The snapshot is being read anew."}
          </p>
        ))}
    </Panel>
  );
}

function whyNoMap(subnet: SubnetDetail, snapshot: SnapshotHeader): ReactNode {
  if (subnet.cidr === null) {
    return subnet.isIpv6Native ? (
      <p>
        This subnet is IPv6-only: it has no IPv4 addresses that could run out, so there is no map. Its range is{" "}
        {subnet.ipv6Cidrs.join(", ") || "not known"}.
      </p>
    ) : (
      <p>EC2 gave no IPv4 range of this subnet, so there is no map.</p>
    );
  }
  if (subnet.classCounts === null) {
    return (
      <p>
        The map is not drawn, because {becauseOf(snapshot, "DescribeNetworkInterfaces")}: without ENIs every address
        would look free.{" "}
        {subnet.freeAddressCount === null
          ? ""
          : `EC2 itself counts ${formatCount(subnet.freeAddressCount)} of the addresses as free.`}
      </p>
    );
  }
  if (subnet.sizeAddressCount !== null && subnet.sizeAddressCount > LARGEST_SUBNET) {
    return (
      <p>The map is not drawn: {subnet.cidr} is larger than the /16 that EC2 allows, so the range must be wrong.</p>
    );
  }
  return null;
}
