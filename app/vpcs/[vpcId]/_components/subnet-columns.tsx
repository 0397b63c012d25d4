import type { ReactNode } from "react";
import type { SubnetColumn } from "@/app/vpcs/[vpcId]/search-params";
import { ShortageCount } from "@/components/events/shortage-count";
import type { ShortageBrief } from "@/components/events/shortage-figures";
import { addressColumns, addressExportColumns } from "@/components/ui/data-table/address-columns";
import { classColumns } from "@/components/ui/data-table/class-columns";
import type { Column } from "@/components/ui/data-table/column";
import { Count } from "@/components/ui/figures";
import { LIMITATION_WORDS } from "@/components/ui/limitation-words";
import { Missing } from "@/components/ui/missing";
import { NotApplicable } from "@/components/ui/not-applicable";
import { NO_FREE } from "@/components/ui/not-read";
import { ResourceName } from "@/components/ui/resource-name";
import { Tag } from "@/components/ui/tag";
import type { SubnetSummary } from "@/lib/domain/api/vpc";
import type { Thresholds } from "@/lib/domain/vpc/inventory";
import { formatCount } from "@/lib/format";

type SubnetTableColumn = Column<SubnetSummary, SubnetColumn>;

/** An IPv4 figure, which an IPv6-only subnet has none of. */
const ipv4 =
  (cell: (subnet: SubnetSummary) => ReactNode) =>
  (subnet: SubnetSummary): ReactNode =>
    subnet.isIpv6Native ? <NotApplicable because="IPv6 only" /> : cell(subnet);

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

function figuresOf(thresholds: Thresholds, shortages: ShortageBrief): readonly SubnetTableColumn[] {
  const { used, addresses, warm, nodes, clusters, unexplained } = addressColumns(thresholds, ipv4);
  return [
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
    used,
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
    addresses,
    {
      id: "freeBlocks",
      header: "Free /28",
      note: "Free aligned blocks of 16, of all; a prefix needs one",
      align: "end",
      value: (subnet) => subnet.blocks?.free ?? null,
      cell: ipv4((subnet) => <FreeBlocks subnet={subnet} />),
    },
    warm,
    cannot,
    nodes,
    clusters,
    unexplained,
  ];
}

const cannot: SubnetTableColumn = {
  id: "cannot",
  header: "Cannot any more",
  note: "What the subnet has too few free addresses or blocks for",
  value: ({ limitations }) => limitations.map((name) => LIMITATION_WORDS[name].short).join(", "),
  sortValue: ({ limitations }) => limitations.length,
  cell: (subnet) => <Limitations subnet={subnet} />,
};

const cidr: SubnetTableColumn = {
  id: "cidr",
  header: "CIDR",
  value: (subnet) => subnet.cidr,
  cell: (subnet) => subnet.cidr ?? (subnet.isIpv6Native ? <Tag>IPv6 only</Tag> : <Missing because="EC2 sent none" />),
};

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
  ...figuresOf(thresholds, shortages),
  cidr,
];

const exported = addressExportColumns<SubnetSummary>();
export const subnetExportColumns: readonly Column<SubnetSummary>[] = [
  { id: "id", header: "id", value: ({ id }) => id },
  { id: "zoneId", header: "zone id", value: ({ availabilityZoneId }) => availabilityZoneId },
  { id: "ownerId", header: "owner", value: ({ ownerId }) => ownerId },
  { id: "blocks", header: "/28 blocks", value: ({ blocks }) => blocks?.total ?? null },
  { id: "fragmentedBlocks", header: "fragmented /28 blocks", value: ({ blocks }) => blocks?.fragmented ?? null },
  ...exported.warm,
  exported.enis,
  { id: "leakedEnis", header: "leaked ENIs", value: ({ leakedEniCount }) => leakedEniCount },
  ...classColumns<SubnetSummary>(),
];
