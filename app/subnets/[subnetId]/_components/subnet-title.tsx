import type { Route } from "next";
import { CopyButton } from "@/components/ui/copy-button";
import { PageTitle } from "@/components/ui/page-title";
import { SimulateLink } from "@/components/ui/simulate-link";
import { Tag } from "@/components/ui/tag";
import type { SubnetDetail } from "@/lib/domain/api/subnet";

export function SubnetTitle({ subnet }: { readonly subnet: SubnetDetail }) {
  const { id, cidr, vpcId } = subnet;
  return (
    <PageTitle
      title={subnet.name ?? id}
      actions={subnet.nodeCount === 0 ? undefined : <SimulateLink kind="subnet" id={id} />}
      crumbs={[
        { label: "All VPCs", href: "/" },
        ...(vpcId === null ? [] : [{ label: subnet.vpcName ?? vpcId, href: `/vpcs/${vpcId}` as Route }]),
      ]}
      detail={
        <>
          <span>{id}</span>
          <CopyButton text={id} what="subnet id" />
          {cidr === null ? null : (
            <>
              <span>· {cidr}</span>
              <CopyButton text={cidr} what="CIDR" />
            </>
          )}
          {subnet.ipv6Cidrs.map((each) => (
            <span key={each}>· {each}</span>
          ))}
          {subnet.availabilityZone === null ? null : (
            <span title={subnet.availabilityZoneId ?? undefined}>· {subnet.availabilityZone}</span>
          )}
          {subnet.state === null || subnet.state === "available" ? null : <Tag tone="warn">{subnet.state}</Tag>}
          {subnet.isSharedFromOtherAccount ? (
            <Tag tone="accent" title="ENIs of other accounts in it are not visible here">
              shared by account {subnet.ownerId ?? "not known"}
            </Tag>
          ) : null}
        </>
      }
    />
  );
}
