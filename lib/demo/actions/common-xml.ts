import { ACCOUNT_ID, REGION } from "@/lib/demo/state/account";
import type { Operator, PublicAssociation, SecurityGroup, TagList } from "@/lib/demo/state/model";
import { container, element, list } from "@/lib/demo/wire/xml";
import { formatIpv4, type Ipv4 } from "@/lib/domain/ip/ipv4";

export const tagSet = (tags: TagList): string =>
  list("tagSet", tags, ([key, value]) => element("key", key) + element("value", value));

export const groupSet = (groups: readonly SecurityGroup[]): string =>
  list("groupSet", groups, ({ id, name }) => element("groupId", id) + element("groupName", name));

export const operatorXml = (operator: Operator | null): string =>
  operator
    ? `<operator><managed>true</managed>${element("principal", operator.principal)}<hiddenByDefault>${operator.isHiddenByDefault}</hiddenByDefault></operator>`
    : "<operator><managed>false</managed></operator>";

export const associationXml = (association: PublicAssociation | null): string =>
  association
    ? container(
        "association",
        [
          element("allocationId", association.allocationId),
          element("associationId", association.associationId),
          element("ipOwnerId", association.allocationId ? ACCOUNT_ID : "amazon"),
          element("publicDnsName", publicDnsName(association.address)),
          element("publicIp", association.address),
        ].join(""),
      )
    : "";

export const publicDnsName = (address: string): string =>
  `ec2-${address.replaceAll(".", "-")}.${REGION}.compute.amazonaws.com`;

export const privateDnsName = (address: Ipv4): string =>
  `ip-${formatIpv4(address).replaceAll(".", "-")}.${REGION}.compute.internal`;
