import type { Metadata } from "next";
import { OutcomeView } from "@/app/_components/outcome-view";
import { NodeKpis } from "@/app/nodes/[instanceId]/_components/node-kpis";
import { NodeShortages } from "@/app/nodes/[instanceId]/_components/node-shortages";
import { NodeTitle } from "@/app/nodes/[instanceId]/_components/node-title";
import { RackPanel } from "@/app/nodes/[instanceId]/_components/rack-panel";
import { SubnetPlace } from "@/app/nodes/[instanceId]/_components/subnet-place";
import { TypeLimits } from "@/app/nodes/[instanceId]/_components/type-limits";
import { nodeParams } from "@/app/nodes/[instanceId]/search-params";
import { enisUnreadBecause } from "@/app/subnets/[subnetId]/_components/unread";
import { TagList } from "@/components/eni/tag-list";
import { UntilOpen } from "@/components/events/until-open";
import { Notice } from "@/components/ui/notice";
import { type PageQuery, readPageQuery } from "@/components/url-state/url-param";
import type { SnapshotHeader } from "@/lib/domain/api/common";
import type { NodeDetail } from "@/lib/domain/api/node";
import { getRecentShortages } from "@/lib/inventory/events/get-recent-shortages";
import { getAddressMap } from "@/lib/inventory/get-address-map";
import { getHeldOffsets } from "@/lib/inventory/get-held-offsets";
import { getNode } from "@/lib/inventory/get-node";

interface NodePageProps {
  readonly params: Promise<{ readonly instanceId: string }>;
  readonly searchParams: PageQuery;
}

export async function generateMetadata({ params }: NodePageProps): Promise<Metadata> {
  return { title: (await params).instanceId };
}

export default async function NodePage({ params, searchParams }: NodePageProps) {
  const { instanceId } = await params;
  const [{ eni }, outcome, recent] = await Promise.all([
    readPageQuery(nodeParams, searchParams),
    getNode(instanceId),
    getRecentShortages(),
  ]);
  const now = Date.now();
  const place = outcome.kind === "ready" ? await readPlace(outcome.answer.data) : null;
  return (
    <OutcomeView outcome={outcome} title={`Instance ${instanceId}`}>
      {({ data, snapshot }) => (
        <>
          <UntilOpen reading={recent?.reading ?? null} />
          <NodeTitle node={data} now={now} />
          {data.isAutoMode ? <AutoModeNotice /> : null}
          <NodeKpis node={data} enisUnreadBecause={whyUnread(data, snapshot)} />
          <RackPanel node={data} markedEniId={eni} enisUnreadBecause={whyUnread(data, snapshot)} now={now} />
          <NodeShortages instanceId={data.instanceId} recent={recent} />
          <div className="grid items-start gap-4 lg:grid-cols-2">
            {place === null ? null : <SubnetPlace node={data} {...place} />}
            <div className="grid gap-4">
              <TypeLimits node={data} />
              <TagList tags={data.tags} />
            </div>
          </div>
        </>
      )}
    </OutcomeView>
  );
}

/** The map of the node's own subnet, and which of its addresses the node holds. */
async function readPlace({ subnetId, instanceId }: NodeDetail) {
  if (subnetId === null) return null;
  const [map, held] = await Promise.all([getAddressMap(subnetId), getHeldOffsets(subnetId, { instanceId })]);
  return { map, held };
}

/** A running instance has at least one ENI: none at all, with the read failed, means that they are not known. */
function whyUnread(node: NodeDetail, snapshot: SnapshotHeader): string | null {
  return node.enis.length === 0 ? enisUnreadBecause(snapshot) : null;
}

function AutoModeNotice() {
  return (
    <Notice tone="info" title="EKS Auto Mode runs this node’s network">
      It hands out /28 prefixes by its own rules and has no aws-node DaemonSet: WARM_ENI_TARGET, WARM_IP_TARGET and the
      other targets cannot be set here.
    </Notice>
  );
}
