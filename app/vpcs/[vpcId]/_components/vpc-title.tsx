import { CopyButton } from "@/components/ui/copy-button";
import { PageTitle } from "@/components/ui/page-title";
import { SimulateLink } from "@/components/ui/simulate-link";
import { Tag } from "@/components/ui/tag";
import type { VpcDetail } from "@/lib/domain/api/vpc";

export function VpcTitle({ vpc }: { readonly vpc: VpcDetail }) {
  return (
    <PageTitle
      crumbs={[{ label: "All VPCs", href: "/" }]}
      title={vpc.name ?? vpc.id}
      actions={vpc.nodeCount === 0 ? undefined : <SimulateLink kind="vpc" id={vpc.id} />}
      detail={
        <>
          {vpc.name === null ? null : <span>{vpc.id}</span>}
          <CopyButton text={vpc.id} what="VPC id" />
          <span>{vpc.cidrs.length === 0 ? "no IPv4 CIDR" : vpc.cidrs.join(" + ")}</span>
          {vpc.ipv6Cidrs.map((cidr) => (
            <span key={cidr}>{cidr}</span>
          ))}
          {vpc.isDefault ? <Tag>default</Tag> : null}
          {vpc.state === null || vpc.state === "available" ? null : <Tag tone="warn">{vpc.state}</Tag>}
          {vpc.clusterNames.map((cluster) => (
            <Tag key={cluster} title="EKS cluster with nodes in this VPC">
              {cluster}
            </Tag>
          ))}
        </>
      }
    />
  );
}
