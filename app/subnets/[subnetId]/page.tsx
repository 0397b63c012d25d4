import type { Metadata } from "next";
import { cache } from "react";
import { OutcomeView } from "@/app/_components/outcome-view";
import { Clusters } from "@/app/subnets/[subnetId]/_components/clusters";
import { Limitations } from "@/app/subnets/[subnetId]/_components/limitations";
import { MapPanel } from "@/app/subnets/[subnetId]/_components/map-panel";
import { NodeHolders } from "@/app/subnets/[subnetId]/_components/node-holders";
import { OtherEnis } from "@/app/subnets/[subnetId]/_components/other-enis";
import { Reservations } from "@/app/subnets/[subnetId]/_components/reservations";
import { SubnetKpis } from "@/app/subnets/[subnetId]/_components/subnet-kpis";
import { SubnetShortagesPanel } from "@/app/subnets/[subnetId]/_components/subnet-shortages";
import { SubnetTitle } from "@/app/subnets/[subnetId]/_components/subnet-title";
import { mapParams } from "@/app/subnets/[subnetId]/search-params";
import { TagList } from "@/components/eni/tag-list";
import { UntilOpen } from "@/components/events/until-open";
import { type PageQuery, readPageQuery } from "@/components/url-state/url-param";
import { getRecentShortages } from "@/lib/inventory/events/get-recent-shortages";
import { getAddressMap } from "@/lib/inventory/get-address-map";
import { getAddresses } from "@/lib/inventory/get-addresses";
import { getHeldOffsets } from "@/lib/inventory/get-held-offsets";
import { getSubnet } from "@/lib/inventory/get-subnet";

interface SubnetPageProps {
  readonly params: Promise<{ readonly subnetId: string }>;
  readonly searchParams: PageQuery;
}

const readSubnet = cache(getSubnet);

export async function generateMetadata({ params }: SubnetPageProps): Promise<Metadata> {
  const { subnetId } = await params;
  const outcome = await readSubnet(subnetId);
  return { title: outcome.kind === "ready" ? (outcome.answer.data.name ?? subnetId) : "Subnet" };
}

export default async function SubnetPage({ params, searchParams }: SubnetPageProps) {
  const { subnetId } = await params;
  const query = await readPageQuery(mapParams, searchParams);
  const holder = query.eni !== null ? { eniId: query.eni } : query.node !== null ? { instanceId: query.node } : null;
  const [subnet, map, story, held, recent] = await Promise.all([
    readSubnet(subnetId),
    getAddressMap(subnetId),
    query.address === null ? null : getAddresses(subnetId, { from: query.address, limit: 1 }),
    holder === null ? null : getHeldOffsets(subnetId, holder),
    getRecentShortages(),
  ]);
  return (
    <OutcomeView outcome={subnet} title={`Subnet ${subnetId}`}>
      {({ data, snapshot }) => (
        <>
          <UntilOpen reading={recent?.reading ?? null} />
          <SubnetTitle subnet={data} />
          <SubnetKpis subnet={data} snapshot={snapshot} />
          <Limitations subnet={data} />
          <SubnetShortagesPanel subnet={data} recent={recent} />
          <MapPanel
            subnet={data}
            snapshot={snapshot}
            map={map}
            story={story}
            holder={query.eni ?? query.node}
            held={held}
          />
          <NodeHolders subnet={data} snapshot={snapshot} />
          <div className="grid gap-4 lg:grid-cols-2">
            <Clusters subnet={data} snapshot={snapshot} />
            <Reservations subnet={data} snapshot={snapshot} />
          </div>
          <OtherEnis subnet={data} snapshot={snapshot} />
          <TagList tags={data.tags} />
        </>
      )}
    </OutcomeView>
  );
}
