import { privateDnsName } from "@/lib/demo/actions/common-xml";
import type { ActionContext } from "@/lib/demo/actions/context";
import { writeEni, writeList } from "@/lib/demo/actions/eni-xml";
import { listingAction } from "@/lib/demo/actions/listing";
import { addressAt, type EniState } from "@/lib/demo/state/model";
import { Ec2Error } from "@/lib/demo/wire/error";
import type { FilterTable } from "@/lib/demo/wire/filter";
import type { Filter, Query } from "@/lib/demo/wire/query";
import { timestamp } from "@/lib/demo/wire/xml";
import { elementBytes } from "@/lib/demo/wire/xml-bytes";
import { formatIpv4 } from "@/lib/domain/ip/ipv4";

/** More ENIs than this are listed by pages or by one of the filters below; EC2 does not publish its own number. */
const MOST_WITHOUT_PAGES = 20_000;

/** The filters with which EC2 lists a large account without pages (EC2 API reference, DescribeNetworkInterfaces). */
const NARROWING_FILTERS = new Set([
  "group-id",
  "mac-address",
  "private-dns-name",
  "private-ip-address",
  "subnet-id",
  "vpc-id",
]);

const NETWORK_INTERFACE_SET = elementBytes("networkInterfaceSet");

const primaryText = (eni: EniState): string | null =>
  eni.primary === null ? null : formatIpv4(addressAt(eni.subnet, eni.primary));

const allAddresses = (eni: EniState): string[] =>
  eni.primary === null
    ? []
    : [eni.primary, ...eni.secondaries].map((offset) => formatIpv4(addressAt(eni.subnet, offset)));

const table: FilterTable<EniState> = {
  "association.allocation-id": (eni) => eni.association?.allocationId ?? null,
  "association.association-id": (eni) => eni.association?.associationId ?? null,
  "association.public-ip": (eni) => eni.association?.address ?? null,
  "association.ip-owner-id": (eni) =>
    eni.association ? (eni.association.allocationId ? eni.ownerId : "amazon") : null,
  "addresses.association.public-ip": (eni) => eni.association?.address ?? null,
  "addresses.primary": (eni) => (eni.primary === null ? null : eni.secondaries.length > 0 ? ["true", "false"] : "true"),
  "addresses.private-ip-address": allAddresses,
  "attachment.attach-time": (eni) => (eni.attachment ? timestamp(eni.attachment.attachTime) : null),
  "attachment.attachment-id": (eni) => eni.attachment?.id ?? null,
  "attachment.delete-on-termination": (eni) => eni.attachment?.deleteOnTermination ?? null,
  "attachment.device-index": (eni) => eni.attachment?.deviceIndex ?? null,
  "attachment.instance-id": (eni) => eni.attachment?.instanceId ?? null,
  "attachment.instance-owner-id": (eni) => eni.attachment?.instanceOwnerId ?? null,
  "attachment.network-card-index": (eni) => eni.attachment?.networkCardIndex ?? null,
  "attachment.status": (eni) => eni.attachment?.status ?? null,
  "availability-zone": (eni) => eni.subnet.zone.name,
  "availability-zone-id": (eni) => eni.subnet.zone.id,
  description: (eni) => eni.description,
  "group-id": (eni) => eni.groups.map(({ id }) => id),
  "group-name": (eni) => eni.groups.map(({ name }) => name),
  "interface-type": (eni) => eni.interfaceType,
  "ipv6-addresses.ipv6-address": (eni) => eni.ipv6Addresses,
  "mac-address": (eni) => eni.macAddress,
  "network-interface-id": (eni) => eni.id,
  "operator.managed": (eni) => eni.operator !== null,
  "operator.principal": (eni) => eni.operator?.principal ?? null,
  "owner-id": (eni) => eni.ownerId,
  "private-dns-name": (eni) => (eni.primary === null ? null : privateDnsName(addressAt(eni.subnet, eni.primary))),
  "private-ip-address": primaryText,
  "requester-id": (eni) => eni.requesterId,
  "requester-managed": (eni) => eni.isRequesterManaged,
  "source-dest-check": (eni) => eni.checksSourceDest,
  status: (eni) => eni.status,
  "subnet-id": (eni) => eni.subnet.id,
  "vpc-id": (eni) => eni.subnet.vpc.id,
};

export const describeNetworkInterfaces = listingAction<EniState>({
  idsName: "NetworkInterfaceId",
  idPrefix: "eni",
  errorCode: "InvalidNetworkInterfaceID",
  noun: "networkInterface",
  byId: ({ account }, id) => account.eniById.get(id),
  after: candidates,
  table,
  tagsOf: (eni) => eni.tags,
  isHidden: (eni) => eni.operator?.isHiddenByDefault ?? false,
  refuse: refuseUnpaginated,
  write: (enis, out) => writeList(out, NETWORK_INTERFACE_SET, enis, (eni) => writeEni(out, eni)),
});

/** The ENIs of one subnet or instance when the request asks for no others: a large account is not read for a small answer. */
function candidates({ account }: ActionContext, sequence: number, filters: readonly Filter[]): Iterable<EniState> {
  const single = (name: string): string | null => {
    const [value, ...others] = filters.find((filter) => filter.name === name)?.values ?? [];
    return value === undefined || others.length > 0 || /[*?\\]/.test(value) ? null : value;
  };
  const subnetId = single("subnet-id");
  if (subnetId !== null) return account.subnetById.get(subnetId)?.enis.after(sequence) ?? [];
  const instanceId = single("attachment.instance-id");
  if (instanceId === null) return account.enis.after(sequence);
  const enis = account.instanceById.get(instanceId)?.enis ?? [];
  return enis.filter((eni) => eni.sequence > sequence).sort((a, b) => a.sequence - b.sequence);
}

function refuseUnpaginated({ account }: ActionContext, query: Query, filters: readonly Filter[]): void {
  if (account.enis.size <= MOST_WITHOUT_PAGES || query.text("MaxResults") !== null) return;
  if (query.list("NetworkInterfaceId").length > 0 || filters.some(({ name }) => NARROWING_FILTERS.has(name))) return;
  throw new Ec2Error(
    "OperationNotPermitted",
    `The account has more than ${MOST_WITHOUT_PAGES} network interfaces. Use pagination (MaxResults) or one of the filters ${[...NARROWING_FILTERS].join(", ")}.`,
  );
}
