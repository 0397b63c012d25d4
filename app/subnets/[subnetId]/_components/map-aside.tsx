import { PinnedAddress } from "@/app/subnets/[subnetId]/_components/pinned-address";
import { BlockLegend } from "@/components/address-map/block-legend";
import { ClassFilter } from "@/components/address-map/class-filter";
import type { MapModel } from "@/components/address-map/map-model";
import type { MapLevel } from "@/components/address-map/map-scene";
import type { AddressSubject } from "@/components/address-map/story-details";
import { countCodes } from "@/lib/domain/geometry/address-cells";
import type { AddressClass } from "@/lib/domain/vpc/address-class";
import { formatNoun } from "@/lib/format";

interface MapAsideProps {
  readonly model: MapModel;
  readonly level: MapLevel;
  readonly chosen: readonly AddressClass[];
  readonly onChoose: (classes: AddressClass[]) => void;
  readonly unexplainedCount: number;
  /** The ENI or instance highlighted by the URL, and how many addresses of this subnet it holds; null until known. */
  readonly highlight: string | null;
  readonly highlightCount: number | null;
  readonly onHighlightEni: (eniId: string | null) => void;
  readonly pinned: AddressSubject | null;
  readonly onLetGo: () => void;
}

/** Beside the map, in two blocks: who holds the addresses by class; what is highlighted, and the pinned address. */
export function MapAside(props: MapAsideProps) {
  const { model, chosen, onChoose, unexplainedCount } = props;
  const counts = countCodes(model.cells, model.classes.length);
  const shown = model.classes
    .map((addressClass, code) => ({ addressClass, count: counts[code] ?? 0 }))
    .filter(({ addressClass, count }) => count > 0 || chosen.includes(addressClass))
    .sort((a, b) => b.count - a.count);
  const toggle = (name: AddressClass) =>
    onChoose(chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name]);
  return (
    <>
      <div className="grid content-start gap-3">
        <ClassFilter
          counts={shown}
          total={model.cells.addressCount}
          chosen={chosen}
          onToggle={toggle}
          onClear={() => onChoose([])}
        />
        {unexplainedCount === 0 ? null : <UnexplainedNote count={unexplainedCount} />}
        {props.level === "blocks" ? <BlockLegend model={model} /> : null}
      </div>
      <div className="grid content-start gap-3">
        {props.highlight === null ? null : (
          <p className="flex flex-wrap items-center gap-2">
            <span className="min-w-0 wrap-anywhere">
              Highlighted: {props.highlight},{" "}
              {props.highlightCount === null
                ? "looking for its addresses …"
                : `${formatNoun(props.highlightCount, "address", "addresses")} here`}
            </span>
            <button type="button" className="text-accent underline" onClick={() => props.onHighlightEni(null)}>
              show all
            </button>
          </p>
        )}
        {props.pinned === null ? (
          <p className="text-sm text-muted">Point at an address for its story, click or press Enter to pin it here.</p>
        ) : (
          <PinnedAddress
            subject={props.pinned}
            highlightedEni={props.highlight}
            onHighlightEni={props.onHighlightEni}
            onLetGo={props.onLetGo}
          />
        )}
      </div>
    </>
  );
}

function UnexplainedNote({ count }: { readonly count: number }) {
  return (
    <p className="text-sm text-muted">
      {formatNoun(count, "address", "addresses")} not explained by visible ENIs: EC2 counts them as taken, without
      saying which. They are among the cells drawn as free.
    </p>
  );
}
