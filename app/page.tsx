import { InventoryKpis, ShortageKpi } from "@/app/_components/inventory-kpis";
import { OutcomeView } from "@/app/_components/outcome-view";
import { sumFigures } from "@/app/_components/sum-figures";
import { VpcTable } from "@/app/_components/vpc-table";
import { overviewParams } from "@/app/search-params";
import { shortageBrief } from "@/components/events/shortage-brief";
import { UntilOpen } from "@/components/events/until-open";
import { Anchor } from "@/components/ui/anchor";
import { ClassBarLegend } from "@/components/ui/class-bar-legend";
import { PageTitle } from "@/components/ui/page-title";
import { Panel } from "@/components/ui/panel";
import { Provenance } from "@/components/ui/provenance";
import { SimulateLink } from "@/components/ui/simulate-link";
import { type PageQuery, readPageQuery } from "@/components/url-state/url-param";
import type { SnapshotHeader } from "@/lib/domain/api/common";
import type { VpcSummary } from "@/lib/domain/api/vpc";
import { formatNoun } from "@/lib/format";
import { getRecentShortages } from "@/lib/inventory/events/get-recent-shortages";
import { listVpcs } from "@/lib/inventory/list-vpcs";

interface OverviewPageProps {
  readonly searchParams: PageQuery;
}

export default async function OverviewPage({ searchParams }: OverviewPageProps) {
  const [{ cluster }, outcome, recent] = await Promise.all([
    readPageQuery(overviewParams, searchParams),
    listVpcs(),
    getRecentShortages(),
  ]);
  const shortages = shortageBrief(recent);
  return (
    <OutcomeView outcome={outcome} title="VPCs">
      {({ snapshot, data }) => {
        const vpcs = cluster === null ? data : data.filter(({ clusterNames }) => clusterNames.includes(cluster));
        const worst = toSimulate(cluster, vpcs);
        return (
          <>
            <UntilOpen reading={recent?.reading ?? null} />
            <PageTitle
              title="VPCs"
              detail={cluster === null ? undefined : <ClusterFilter cluster={cluster} />}
              actions={worst === null ? undefined : <SimulateLink {...worst} />}
            />
            <InventoryKpis label="All VPCs together" figures={sumFigures(vpcs)} thresholds={snapshot.thresholds}>
              <ShortageKpi shortages={shortages} vpcIds={vpcs.map(({ id }) => id)} />
            </InventoryKpis>
            <Panel
              title={cluster === null ? "All VPCs, the worst first" : `VPCs of ${cluster}, the worst first`}
              note={`${formatNoun(vpcs.length, "VPC")} · warm is an estimate · ${snapshot.poolSettings.label}`}
            >
              <VpcTable
                vpcs={vpcs}
                shortages={shortages}
                thresholds={snapshot.thresholds}
                emptyBecause={emptyBecause(cluster, snapshot)}
              />
              <ClassBarLegend bars={vpcs} />
              <Provenance
                snapshot={snapshot}
                apis={["DescribeVpcs", "DescribeSubnets", "DescribeNetworkInterfaces", "DescribeInstances"]}
              />
            </Panel>
          </>
        );
      }}
    </OutcomeView>
  );
}

function emptyBecause(cluster: string | null, { region, apis }: SnapshotHeader): string {
  if (apis.some(({ api, status }) => api === "DescribeVpcs" && status !== "ok")) return "The VPCs could not be read.";
  if (cluster !== null) return `No VPC holds a node of cluster “${cluster}”.`;
  return `There is no VPC in ${region ?? "this Region"} that these credentials can see.`;
}

/** The cluster shown, else the VPC whose subnet runs out next; null where no node is. */
function toSimulate(cluster: string | null, vpcs: readonly VpcSummary[]) {
  if (cluster !== null) return vpcs.length === 0 ? null : ({ kind: "cluster", id: cluster } as const);
  const [worst] = vpcs.filter(({ nodeCount }) => nodeCount !== null && nodeCount > 0);
  return worst ? ({ kind: "vpc", id: worst.id } as const) : null;
}

function ClusterFilter({ cluster }: { readonly cluster: string }) {
  return (
    <span>
      with nodes of cluster <b className="text-ink">{cluster}</b>{" "}
      <Anchor href="/" className="text-accent underline">
        show all
      </Anchor>
    </span>
  );
}
