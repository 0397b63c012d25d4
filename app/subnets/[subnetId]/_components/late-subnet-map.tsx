"use client";

import type { SubnetMapProps } from "@/app/subnets/[subnetId]/_components/subnet-map";
import { canvasHeight, MOST_MAP_HEIGHT_PX } from "@/components/address-map/map-scene";
import { late } from "@/components/ui/late";
import { FIT_CELL_PX } from "@/lib/domain/geometry/map-view";
import { BLOCK_SIZE } from "@/lib/domain/ip/cidr";

// A canvas shows nothing without script, and its script would weigh on the page's first load: it comes when the page stands.
const SubnetMap = late(
  async () => (await import("@/app/subnets/[subnetId]/_components/subnet-map")).SubnetMap,
  <p className="text-sm text-muted">The map is being drawn.</p>,
);

/** The subnet's map in a place as high as the map will most likely be, so that the page does not jump. */
export function LateSubnetMap({ addressCount, ...props }: SubnetMapProps & { readonly addressCount: number }) {
  const rowCount = Math.max(1, addressCount / BLOCK_SIZE);
  return (
    <div style={{ minHeight: canvasHeight(Math.min(rowCount * FIT_CELL_PX, MOST_MAP_HEIGHT_PX)) }}>
      <SubnetMap {...props} />
    </div>
  );
}
