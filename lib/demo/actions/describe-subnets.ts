import { tagSet } from "@/lib/demo/actions/common-xml";
import { listingAction } from "@/lib/demo/actions/listing";
import { REGION } from "@/lib/demo/state/account";
import type { SubnetState } from "@/lib/demo/state/model";
import type { FilterTable } from "@/lib/demo/wire/filter";
import { element, list } from "@/lib/demo/wire/xml";
import { formatCidr } from "@/lib/domain/ip/cidr";

const cidrOf = (subnet: SubnetState): string | null => (subnet.ipv4 ? formatCidr(subnet.ipv4.cidr) : null);
const availableCount = (subnet: SubnetState): number => subnet.ipv4?.space.availableCount ?? 0;
const arnOf = (subnet: SubnetState): string => `arn:aws:ec2:${REGION}:${subnet.ownerId}:subnet/${subnet.id}`;

const table: FilterTable<SubnetState> = {
  "availability-zone": (subnet) => subnet.zone.name,
  availabilityZone: (subnet) => subnet.zone.name,
  "availability-zone-id": (subnet) => subnet.zone.id,
  "available-ip-address-count": availableCount,
  cidr: cidrOf,
  "cidr-block": cidrOf,
  cidrBlock: cidrOf,
  "default-for-az": (subnet) => subnet.isDefaultForZone,
  "ipv6-cidr-block-association.ipv6-cidr-block": (subnet) => subnet.ipv6?.cidr ?? null,
  "ipv6-native": (subnet) => subnet.ipv4 === null,
  "map-public-ip-on-launch": (subnet) => subnet.mapsPublicAddress,
  "owner-id": (subnet) => subnet.ownerId,
  state: () => "available",
  "subnet-arn": arnOf,
  "subnet-id": (subnet) => subnet.id,
  "vpc-id": (subnet) => subnet.vpc.id,
};

export const describeSubnets = listingAction<SubnetState>({
  idsName: "SubnetId",
  idPrefix: "subnet",
  errorCode: "InvalidSubnetID",
  noun: "subnet",
  byId: ({ account }, id) => account.subnetById.get(id),
  after: ({ account }, sequence) => account.subnets.after(sequence),
  table,
  tagsOf: (subnet) => subnet.tags,
  write: (subnets, out) => out.raw(list("subnetSet", subnets, subnetXml)),
});

const subnetXml = (subnet: SubnetState): string =>
  [
    element("subnetId", subnet.id),
    element("subnetArn", arnOf(subnet)),
    element("state", "available"),
    element("ownerId", subnet.ownerId),
    element("vpcId", subnet.vpc.id),
    element("cidrBlock", cidrOf(subnet)),
    subnet.ipv6
      ? `<ipv6CidrBlockAssociationSet><item>${element("ipv6CidrBlock", subnet.ipv6.cidr)}${element("associationId", subnet.ipv6.associationId)}<ipv6CidrBlockState><state>associated</state></ipv6CidrBlockState></item></ipv6CidrBlockAssociationSet>`
      : "<ipv6CidrBlockAssociationSet/>",
    element("availableIpAddressCount", availableCount(subnet)),
    element("availabilityZone", subnet.zone.name),
    element("availabilityZoneId", subnet.zone.id),
    element("defaultForAz", subnet.isDefaultForZone),
    element("mapPublicIpOnLaunch", subnet.mapsPublicAddress),
    element("mapCustomerOwnedIpOnLaunch", false),
    element("assignIpv6AddressOnCreation", subnet.ipv4 === null),
    element("enableDns64", subnet.ipv4 === null),
    element("ipv6Native", subnet.ipv4 === null),
    "<privateDnsNameOptionsOnLaunch><hostnameType>ip-name</hostnameType><enableResourceNameDnsARecord>false</enableResourceNameDnsARecord><enableResourceNameDnsAAAARecord>false</enableResourceNameDnsAAAARecord></privateDnsNameOptionsOnLaunch>",
    tagSet(subnet.tags),
  ].join("");
