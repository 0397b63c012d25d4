import type { Metadata } from "next";
import { cache } from "react";
import { InventoryKpis, ShortageKpi } from "@/app/_components/inventory-kpis";
import { OutcomeView } from "@/app/_components/outcome-view";
import { LateHeatmapPanel } from "@/app/vpcs/[vpcId]/_components/late-heatmap-panel";
import { SubnetTable } from "@/app/vpcs/[vpcId]/_components/subnet-table";
import { VpcTitle } from "@/app/vpcs/[vpcId]/_components/vpc-title";
import { shortageBrief } from "@/components/events/shortage-brief";
import type { ShortageBrief } from "@/components/events/shortage-figures";
import { UntilOpen } from "@/components/events/until-open";
import { ClassBarLegend } from "@/components/ui/class-bar-legend";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Provenance } from "@/components/ui/provenance";
import type { Answer } from "@/lib/domain/api/common";
import type { VpcDetail } from "@/lib/domain/api/vpc";
import { formatNoun } from "@/lib/format";
import { getRecentShortages } from "@/lib/inventory/events/get-recent-shortages";
import { getVpc } from "@/lib/inventory/get-vpc";

interface VpcPageProps {
  readonly params: Promise<{ readonly vpcId: string }>;
}

const readVpc = cache(getVpc);

export async function generateMetadata({ params }: VpcPageProps): Promise<Metadata> {
  const { vpcId } = await params;
  const outcome = await readVpc(vpcId);
  return { title: (outcome.kind === "ready" ? outcome.answer.data.name : null) ?? vpcId };
}

export default async function VpcPage({ params }: VpcPageProps) {
  const { vpcId } = await params;
  const [outcome, recent] = await Promise.all([readVpc(vpcId), getRecentShortages()]);
  return (
    <OutcomeView outcome={outcome} title={`VPC ${vpcId}`}>
      {(answer) => (
        <>
          <UntilOpen reading={recent?.reading ?? null} />
          <Vpc answer={answer} shortages={shortageBrief(recent, vpcId)} />
        </>
      )}
    </OutcomeView>
  );
}

interface VpcProps {
  readonly answer: Answer<VpcDetail>;
  readonly shortages: ShortageBrief;
}

function Vpc({ answer: { snapshot, data: vpc }, shortages }: VpcProps) {
  if (vpc.subnetCount === 0) {
    return (
      <>
        <VpcTitle vpc={vpc} />
        <Notice tone="info" title="This VPC has no subnets">
          Nothing in it can take an address. Subnets that belong to another account show here only when they are shared
          with this one.
        </Notice>
      </>
    );
  }
  return (
    <>
      <VpcTitle vpc={vpc} />
      <InventoryKpis label="This VPC" figures={vpc} thresholds={snapshot.thresholds}>
        <ShortageKpi shortages={shortages} vpcIds={[vpc.id]} />
      </InventoryKpis>
      <LateHeatmapPanel subnets={vpc.subnets} thresholds={snapshot.thresholds} shortages={shortages}>
        <Provenance snapshot={snapshot} apis={["DescribeSubnets", "DescribeNetworkInterfaces"]} />
      </LateHeatmapPanel>
      <Panel
        title="Subnets"
        note={`${formatNoun(vpc.subnets.length, "subnet")} · warm is an estimate · ${snapshot.poolSettings.label}`}
      >
        <SubnetTable subnets={vpc.subnets} thresholds={snapshot.thresholds} shortages={shortages} vpcId={vpc.id} />
        <ClassBarLegend bars={vpc.subnets} />
        <Provenance
          snapshot={snapshot}
          apis={["DescribeSubnets", "DescribeNetworkInterfaces", "DescribeInstances", "GetSubnetCidrReservations"]}
        />
      </Panel>
    </>
  );
}
