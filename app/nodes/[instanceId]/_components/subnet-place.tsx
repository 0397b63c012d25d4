import { LateMiniMap } from "@/components/address-map/late-mini-map";
import { Anchor } from "@/components/ui/anchor";
import { Panel } from "@/components/ui/panel";
import type { NodeDetail } from "@/lib/domain/api/node";
import type { AddressMap } from "@/lib/domain/api/subnet";
import { formatNoun } from "@/lib/format";
import type { Outcome } from "@/lib/inventory/outcome";

interface SubnetPlaceProps {
  readonly node: NodeDetail;
  readonly map: Outcome<AddressMap>;
  readonly held: Outcome<readonly number[]>;
}

/** Where the node's addresses lie in its subnet; nothing where there is no map. */
export function SubnetPlace({ node, map, held }: SubnetPlaceProps) {
  if (map.kind !== "ready" || held.kind !== "ready" || node.subnetId === null) return null;
  const offsets = held.answer.data;
  const name = node.subnetName ?? node.subnetId;
  return (
    <Panel title={`In ${name}`} note={`${map.answer.data.cidr}, one row a /28`}>
      <p className="mb-2">
        <Anchor href={`/subnets/${node.subnetId}?node=${node.instanceId}`} className="text-accent underline">
          Show on the map
        </Anchor>{" "}
        <span className="text-muted">
          the {formatNoun(offsets.length, "address", "addresses")} that this instance holds in this subnet
        </span>
      </p>
      <LateMiniMap
        label={`Map of ${name} with the addresses of ${node.instanceId} standing out`}
        map={map.answer.data}
        heldOffsets={offsets}
      />
    </Panel>
  );
}
