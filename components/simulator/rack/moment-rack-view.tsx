"use client";

import { type KeyboardEvent, useRef, useState } from "react";
import { focusPlace, placeUnder } from "@/components/eni/rack-cells";
import { nextPlace, type Place, RACK_KEYS } from "@/components/eni/rack-keys";
import { MomentCell } from "@/components/simulator/rack/moment-cell";
import { placeWords } from "@/components/simulator/rack/place-words";
import type { MomentRow } from "@/lib/domain/geometry/moment-rack";
import { formatNoun } from "@/lib/format";

interface MomentRackViewProps {
  readonly label: string;
  readonly rows: readonly MomentRow[];
  readonly subnetLabelOf: (subnetId: string) => string;
}

const HINT = "Point at a slot, or reach it with the arrows, for its address.";

/** A node's ENIs at a moment, one row each. A grid for assistive technology; arrows move along the places. */
export function MomentRackView({ label, rows, subnetLabelOf }: MomentRackViewProps) {
  const grid = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<Place | null>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (!RACK_KEYS.has(event.key) || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    const from = placeUnder(event.target);
    const counts = rows.map((row) => (row.kind === "attached" ? row.places.length : 1));
    focusPlace(grid.current, from === null ? { row: 0, column: 0 } : nextPlace(from, event.key, counts));
  };
  const row = shown === null ? undefined : rows[shown.row];
  const place = row?.kind === "attached" && shown !== null ? row.places[shown.column] : undefined;
  return (
    <div>
      {/* biome-ignore lint/a11y/useSemanticElements: places wrap and rows differ in length, which a table cannot show */}
      <div
        ref={grid}
        role="grid"
        aria-label={label}
        aria-readonly="true"
        tabIndex={0}
        onKeyDown={onKeyDown}
        onMouseOver={(event) => setShown(placeUnder(event.target))}
        onMouseLeave={() => setShown(null)}
        onFocus={(event) => setShown(placeUnder(event.target))}
        onBlur={() => setShown(null)}
      >
        {rows.map((item, index) => (
          <Row key={item.device} row={item} index={index} subnetLabelOf={subnetLabelOf} />
        ))}
      </div>
      <p aria-hidden="true" className="mt-1 min-h-[1.4em] border-l-3 border-line pl-2 text-sm wrap-anywhere text-muted">
        {row?.kind === "vacant"
          ? `No ENI at device ${row.device}; one would have ${formatNoun(row.slotCount, "slot")}.`
          : place === undefined
            ? HINT
            : placeWords(place)}
      </p>
    </div>
  );
}

interface RowProps {
  readonly row: MomentRow;
  readonly index: number;
  readonly subnetLabelOf: (subnetId: string) => string;
}

function Row({ row, index, subnetLabelOf }: RowProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: a row of the grid above; its cells take the focus
    <div role="row" className="border-b border-line py-2 last:border-0">
      {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: the row's header, plain text */}
      <div role="rowheader" className="mb-1 flex justify-between gap-2 text-sm">
        {row.kind === "vacant" ? (
          <span className="text-muted">{row.device} · not attached</span>
        ) : (
          <span className="min-w-0 truncate">
            <b>{row.device}</b>
            <span className="text-muted">
              {" · "}
              {row.isPrimary ? "primary ENI" : row.isTrunk ? "trunk" : "ENI"} · {subnetLabelOf(row.subnetId)}
            </span>
          </span>
        )}
        {row.kind === "vacant" ? null : (
          <span className="shrink-0 text-muted">
            {row.usedSlotCount} of {formatNoun(row.slotCount, "slot")}
          </span>
        )}
      </div>
      {row.kind === "vacant" ? (
        <VacantPlaces row={row} index={index} />
      ) : (
        <div role="presentation" className="flex flex-wrap gap-[3px]">
          {row.places.map((place, column) => (
            <MomentCell
              // biome-ignore lint/suspicious/noArrayIndexKey: places have no other identity
              key={column}
              place={place}
              at={`${index}-${column}`}
            />
          ))}
        </div>
      )}
    </div>
  );
}

interface VacantPlacesProps {
  readonly row: Extract<MomentRow, { readonly kind: "vacant" }>;
  readonly index: number;
}

/** Room for an ENI as one cell; lower than an attached one, so that most of the height is what is held. */
function VacantPlaces({ row, index }: VacantPlacesProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: one cell for all places, since none of them exists yet
    <div
      role="gridcell"
      tabIndex={-1}
      data-place={`${index}-0`}
      aria-label={`not attached, room for ${formatNoun(row.slotCount, "slot")}`}
      className="h-2 rounded-xs border border-dashed border-line-strong"
    />
  );
}
