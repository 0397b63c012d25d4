import type { Route } from "next";
import { Age } from "@/components/ui/age";
import { Anchor } from "@/components/ui/anchor";
import { CopyButton } from "@/components/ui/copy-button";
import { type Crumb, PageTitle } from "@/components/ui/page-title";
import { SimulateLink } from "@/components/ui/simulate-link";
import { Tag } from "@/components/ui/tag";
import type { NodeDetail } from "@/lib/domain/api/node";

/** Which instance this is, and where it stands. */
export function NodeTitle({ node, now }: { readonly node: NodeDetail; readonly now: number }) {
  const facts = [node.name, node.instanceType, clusterWords(node), node.availabilityZone].filter(
    (fact) => fact !== null,
  );
  return (
    <PageTitle
      title={node.instanceId}
      crumbs={crumbsOf(node)}
      actions={<Simulate node={node} />}
      detail={
        <>
          <CopyButton text={node.instanceId} what="instance id" />
          {facts.map((fact) => (
            <span key={fact} className="wrap-anywhere">
              · {fact}
            </span>
          ))}
          {node.primaryAddress === null ? null : (
            <span className="inline-flex items-center gap-1.5">
              · <PrimaryAddress node={node} address={node.primaryAddress} />
              <CopyButton text={node.primaryAddress} what="primary address" />
            </span>
          )}
          {node.launchTime === null ? null : (
            <span>
              · launched <Age timestamp={node.launchTime} now={now} />
            </span>
          )}
          {node.state === null || node.state === "running" ? null : <Tag tone="warn">{node.state}</Tag>}
          {node.isAutoMode ? <Tag tone="accent">EKS Auto Mode</Tag> : null}
          {node.isNode ? null : <Tag title="No tag and no ENI marks it as one">not an EKS node</Tag>}
        </>
      }
    />
  );
}

/** With its cluster, whose settings it shares; where that is not known, with its subnet. */
function Simulate({ node: { instanceId, clusterName, subnetId, isNode, isAutoMode } }: { readonly node: NodeDetail }) {
  if (!isNode || isAutoMode) return null;
  if (clusterName !== null) return <SimulateLink kind="cluster" id={clusterName} node={instanceId} />;
  return subnetId === null ? null : <SimulateLink kind="subnet" id={subnetId} node={instanceId} />;
}

function clusterWords({ clusterName, nodeGroup }: NodeDetail): string | null {
  if (clusterName === null) return nodeGroup;
  return nodeGroup === null ? clusterName : `${clusterName} / ${nodeGroup}`;
}

function PrimaryAddress({ node, address }: { readonly node: NodeDetail; readonly address: string }) {
  if (node.subnetId === null) return <>{address}</>;
  return (
    <Anchor
      href={`/subnets/${node.subnetId}?address=${address}`}
      title="Show it on the subnet’s map"
      className="underline decoration-dotted underline-offset-3 hover:text-accent"
    >
      {address}
    </Anchor>
  );
}

/** The subnet comes last, so that Esc leads back to it. */
function crumbsOf({ vpcId, vpcName, subnetId, subnetName }: NodeDetail): Crumb[] {
  const crumbs: Crumb[] = [{ label: "All VPCs", href: "/" }];
  if (vpcId !== null) crumbs.push({ label: vpcName ?? vpcId, href: `/vpcs/${vpcId}` as Route });
  if (subnetId !== null) crumbs.push({ label: subnetName ?? subnetId, href: `/subnets/${subnetId}` as Route });
  return crumbs;
}
