import { tagSet } from "@/lib/demo/actions/common-xml";
import { listingAction } from "@/lib/demo/actions/listing";
import { REGION } from "@/lib/demo/state/account";
import type { VpcState } from "@/lib/demo/state/model";
import type { FilterTable } from "@/lib/demo/wire/filter";
import { element, list } from "@/lib/demo/wire/xml";
import { formatCidr } from "@/lib/domain/ip/cidr";

const primaryCidr = (vpc: VpcState): string | null => {
  const [first] = vpc.blocks;
  return first ? formatCidr(first.cidr) : null;
};

const table: FilterTable<VpcState> = {
  cidr: primaryCidr,
  "cidr-block-association.association-id": (vpc) => vpc.blocks.map(({ associationId }) => associationId),
  "cidr-block-association.cidr-block": (vpc) => vpc.blocks.map(({ cidr }) => formatCidr(cidr)),
  "cidr-block-association.state": (vpc) => vpc.blocks.map(({ state }) => state),
  "dhcp-options-id": (vpc) => vpc.dhcpOptionsId,
  "ipv6-cidr-block-association.ipv6-cidr-block": (vpc) => vpc.ipv6?.cidr ?? null,
  "is-default": (vpc) => vpc.isDefault,
  "owner-id": (vpc) => vpc.ownerId,
  state: () => "available",
  "vpc-id": (vpc) => vpc.id,
};

export const describeVpcs = listingAction<VpcState>({
  idsName: "VpcId",
  idPrefix: "vpc",
  errorCode: "InvalidVpcID",
  noun: "vpc",
  byId: ({ account }, id) => account.vpcById.get(id),
  after: ({ account }, sequence) => account.vpcs.after(sequence),
  table: { ...table, cidrBlock: primaryCidr, "cidr-block": primaryCidr },
  tagsOf: (vpc) => vpc.tags,
  write: (vpcs, out) => out.raw(list("vpcSet", vpcs, vpcXml)),
});

const vpcXml = (vpc: VpcState): string =>
  [
    element("vpcId", vpc.id),
    element("ownerId", vpc.ownerId),
    element("state", "available"),
    element("cidrBlock", primaryCidr(vpc)),
    list(
      "cidrBlockAssociationSet",
      vpc.blocks,
      ({ cidr, associationId, state }) =>
        `${element("cidrBlock", formatCidr(cidr))}${element("associationId", associationId)}<cidrBlockState>${element("state", state)}</cidrBlockState>`,
    ),
    vpc.ipv6
      ? `<ipv6CidrBlockAssociationSet><item>${element("ipv6CidrBlock", vpc.ipv6.cidr)}${element("associationId", vpc.ipv6.associationId)}<ipv6CidrBlockState><state>associated</state></ipv6CidrBlockState><networkBorderGroup>${REGION}</networkBorderGroup><ipv6Pool>Amazon</ipv6Pool></item></ipv6CidrBlockAssociationSet>`
      : "",
    element("dhcpOptionsId", vpc.dhcpOptionsId),
    element("instanceTenancy", "default"),
    element("isDefault", vpc.isDefault),
    tagSet(vpc.tags),
  ].join("");
