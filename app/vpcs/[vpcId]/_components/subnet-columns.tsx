import type { ReactNode } from "react";
import type { SubnetColumn } from "@/app/vpcs/[vpcId]/search-params";
import { ShortageCount } from "@/components/events/shortage-count";
import type { ShortageBrief } from "@/components/events/shortage-figures";
import { ClassBar } from "@/components/ui/class-bar";
import { classColumns } from "@/components/ui/data-table/class-columns";
import type { Column } from "@/components/ui/data-table/column";
import { Count } from "@/components/ui/figures";
import { LIMITATION_WORDS } from "@/components/ui/limitation-words";
import { Missing } from "@/components/ui/missing";
import { NotApplicable } from "@/components/ui/not-applicable";
import { ResourceName } from "@/components/ui/resource-name";
import { SeverityShare } from "@/components/ui/severity-share";
import { Tag } from "@/components/ui/tag";
import { Warm } from "@/components/ui/warm";
import type { SubnetSummary } from "@/lib/domain/api/vpc";
import { formatCount } from "@/lib/format";

type SubnetTableColumn = Column<SubnetSummary, SubnetColumn>;

export interface Thresholds {
  readonly warningRatio: number;
  readonly criticalRatio: number;
}

const NO_ENIS = "network interfaces or instances could not be read";

/** An IPv4 figure, which an IPv6-only subnet has none of. */
const ipv4 =
  (cell: (subnet: SubnetSummary) => ReactNode) =>
  (subnet: SubnetSummary): ReactNode =>
    subnet.isIpv6Native ? <NotApplicable because="IPv6 only" /> : cell(subnet);

const NO_FREE = "EC2 did not say how many addresses are free";

const identity: readonly SubnetTableColumn[] = [
  {
    id: "subnet",
    header: "Subnet",
    value: ({ name, id }) => name ?? id,
    cell: ({ name, id, isSharedFromOtherAccount, ownerId }) => (
      <ResourceName href={`/subnets/${id}`} name={name} id={id} what="subnet id">
        {isSharedFromOtherAccount ? <Tag title={`Owned by account ${ownerId ?? "not known"}`}>shared</Tag> : null}
      </ResourceName>
    ),
  },
  { id: "zone", header: "Zone", value: ({ availabilityZone }) => availabilityZone },
];

const figures = (thresholds: Thresholds, shortages: ShortageBrief): readonly SubnetTableColumn[] => [
  {
    id: "usable",
    header: "Usable",
    note: "All addresses less the five that AWS keeps",
    align: "end",
    value: (subnet) => subnet.usableAddressCount,
    cell: ipv4((subnet) => <Count value={subnet.usableAddressCount} because="EC2 sent no IPv4 CIDR" />),
  },
  {
    id: "free",
    header: "Free",
    note: "EC2's AvailableIpAddressCount",
    align: "end",
    value: (subnet) => subnet.freeAddressCount,
    cell: ipv4((subnet) => <Count value={subnet.freeAddressCount} because={NO_FREE} />),
  },
  {
    id: "used",
    header: "Used",
    note: "Share of the usable addresses that is taken",
    align: "end",
    value: (subnet) => subnet.utilizationRatio,
    cell: ipv4((subnet) => <SeverityShare ratio={subnet.utilizationRatio} thresholds={thresholds} because={NO_FREE} />),
  },
  {
    id: "shortages",
    header: "Shortages 24 h",
    note: "Calls that failed for want of addresses, folded into incidents; from CloudTrail",
    value: ({ id }) => shortages.bySubnet[id]?.incidentCount ?? (shortages.because === null ? 0 : null),
    sortValue: ({ id }) => shortages.bySubnet[id]?.windowCount ?? (shortages.because === null ? 0 : null),
    cell: ({ id, name }) => (
      <ShortageCount
        figures={shortages.bySubnet[id] ?? null}
        brief={shortages}
        href={`/events?subnet=${id}`}
        of={`subnet ${name ?? id}`}
      />
    ),
  },
  {
    id: "addresses",
    header: "Addresses by class",
    isSortable: false,
    isExported: false,
    value: () => null,
    cell: ipv4((subnet) =>
      subnet.classCounts === null ? (
        <Missing because={NO_ENIS} />
      ) : (
        <ClassBar counts={subnet.classCounts} unexplainedCount={subnet.unexplainedAddressCount ?? 0} />
      ),
    ),
  },
  {
    id: "freeBlocks",
    header: "Free /28",
    note: "Free aligned blocks of 16, of all; a prefix needs one",
    align: "end",
    value: (subnet) => subnet.blocks?.free ?? null,
    cell: ipv4((subnet) => <FreeBlocks subnet={subnet} />),
  },
  {
    id: "warm",
    header: "Warm",
    note: "Addresses that nodes hold without a pod; an estimate from the CNI's settings",
    align: "end",
    value: (subnet) => subnet.warmEstimate?.high ?? null,
    isExported: false,
    cell: ipv4((subnet) => <Warm estimate={subnet.warmEstimate} nodeCount={subnet.nodeCount} />),
  },
];

const holders: readonly SubnetTableColumn[] = [
  {
    id: "cannot",
    header: "Cannot any more",
    note: "What the subnet has too few free addresses or blocks for",
    value: ({ limitations }) => limitations.map((name) => LIMITATION_WORDS[name].short).join(", "),
    sortValue: ({ limitations }) => limitations.length,
    cell: (subnet) => <Limitations subnet={subnet} />,
  },
  { id: "nodes", header: "Nodes", align: "end", value: ({ nodeCount }) => nodeCount, because: NO_ENIS },
  {
    id: "clusters",
    header: "Clusters",
    value: ({ clusterNames, nodeCount }) =>
      nodeCount === null && clusterNames.length === 0 ? null : clusterNames.join(", "),
    because: NO_ENIS,
  },
  {
    id: "unexplained",
    header: "Unexplained",
    note: "Addresses taken according to EC2 that no visible ENI explains",
    align: "end",
    value: (subnet) => subnet.unexplainedAddressCount,
    cell: ipv4((subnet) => <Count value={subnet.unexplainedAddressCount} because={NO_ENIS} />),
  },
  {
    id: "cidr",
    header: "CIDR",
    value: ({ cidr }) => cidr,
    cell: ({ cidr, isIpv6Native }) =>
      cidr ?? (isIpv6Native ? <Tag>IPv6 only</Tag> : <Missing because="EC2 sent none" />),
  },
];

function FreeBlocks({ subnet: { blocks } }: { readonly subnet: SubnetSummary }) {
  if (blocks === null) return <Missing because="the subnet’s addresses could not be read" />;
  if (blocks.total === 0) return <span className="text-muted">smaller than a /28</span>;
  return `${formatCount(blocks.free)} of ${formatCount(blocks.total)}`;
}

function Limitations({ subnet: { limitations, blocks, isIpv6Native } }: { readonly subnet: SubnetSummary }) {
  const isPrefixUnknown = blocks === null && !isIpv6Native;
  if (limitations.length === 0 && !isPrefixUnknown) return <NotApplicable because="Nothing" />;
  return (
    <>
      {limitations.map((name, index) => (
        <span key={name}>
          {index === 0 ? "" : ", "}
          <span title={LIMITATION_WORDS[name].long} className={name === "prefix" ? "text-warn" : "text-harm"}>
            {LIMITATION_WORDS[name].short}
          </span>
        </span>
      ))}
      {isPrefixUnknown ? (
        <span className="text-muted">{limitations.length === 0 ? "" : ", "}prefix not known</span>
      ) : null}
    </>
  );
}

export const subnetColumns = (thresholds: Thresholds, shortages: ShortageBrief): readonly SubnetTableColumn[] => [
  ...identity,
  ...figures(thresholds, shortages),
  ...holders,
];

export const subnetExportColumns: readonly Column<SubnetSummary>[] = [
  { id: "id", header: "id", value: ({ id }) => id },
  { id: "zoneId", header: "zone id", value: ({ availabilityZoneId }) => availabilityZoneId },
  { id: "ownerId", header: "owner", value: ({ ownerId }) => ownerId },
  { id: "blocks", header: "/28 blocks", value: ({ blocks }) => blocks?.total ?? null },
  { id: "fragmentedBlocks", header: "fragmented /28 blocks", value: ({ blocks }) => blocks?.fragmented ?? null },
  { id: "warmLow", header: "warm, at least", value: ({ warmEstimate }) => warmEstimate?.low ?? null },
  { id: "warmHigh", header: "warm, at most", value: ({ warmEstimate }) => warmEstimate?.high ?? null },
  { id: "enis", header: "ENIs", value: ({ eniCount }) => eniCount },
  { id: "leakedEnis", header: "leaked ENIs", value: ({ leakedEniCount }) => leakedEniCount },
  ...classColumns<SubnetSummary>(),
];
