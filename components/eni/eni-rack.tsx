"use client";

import {
  type FocusEvent,
  type KeyboardEvent,
  lazy,
  type MouseEvent,
  type ReactNode,
  Suspense,
  useEffect,
  useRef,
  useState,
} from "react";
import { cellUnder, focusPlace, placeUnder } from "@/components/eni/rack-cells";
import { nextPlace, type Place, parsePlace, RACK_KEYS } from "@/components/eni/rack-keys";
import { AttachedRow, VacantRow } from "@/components/eni/rack-rows";
import type { Slot } from "@/lib/domain/api/node";
import type { Rack, RackCard, RackRow } from "@/lib/domain/geometry/rack";

/** It comes when a slot is pointed at: no page needs it before. */
const SlotTooltip = lazy(async () => ({ default: (await import("@/components/eni/slot-tooltip")).SlotTooltip }));

interface EniRackProps {
  readonly label: string;
  readonly rack: Rack;
  /** The ENI that the URL names: marked and scrolled to. */
  readonly markedEniId: string | null;
  readonly now: number;
  /** Enter or a click on an address. */
  readonly onOpen: (subnetId: string, address: string) => void;
}

/** From this many places a row on, cells are drawn smaller. */
const COMPACT_FROM_PLACES = 31;

/**
 * The ENI rack: one row an ENI in device order, one cell a place. A grid for assistive technology; arrows move along
 * the places, Enter opens an address on its subnet's map.
 */
export function EniRack({ label, rack, markedEniId, now, onOpen }: EniRackProps) {
  const grid = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<{ readonly place: Place; readonly x: number; readonly y: number } | null>(null);
  const rows = rack.cards.flatMap((card) => card.rows);
  const isCompact = rack.widestRow >= COMPACT_FROM_PLACES;

  useEffect(() => {
    if (markedEniId !== null) document.getElementById(markedEniId)?.scrollIntoView({ block: "center" });
  }, [markedEniId]);

  const showSlot = (target: EventTarget) => {
    const cell = cellUnder(target);
    const box = grid.current?.getBoundingClientRect();
    if (cell === null || box === undefined) return setShown(null);
    const { left, bottom } = cell.getBoundingClientRect();
    const place = parsePlace(cell.dataset.place ?? "");
    setShown(place === null ? null : { place, x: left - box.left, y: bottom - box.top });
  };

  const open = (place: Place | null) => {
    const row = place === null ? undefined : rows[place.row];
    const slot = place === null || row?.kind !== "attached" ? undefined : row.slots[place.column];
    const address = slot === undefined ? null : addressOf(slot);
    if (row?.kind === "attached" && address !== null && row.eni.subnetId !== null) onOpen(row.eni.subnetId, address);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (!(event.target instanceof HTMLElement) || event.metaKey || event.ctrlKey || event.altKey) return;
    const place = parsePlace(event.target.dataset.place ?? "");
    if (event.target === grid.current && RACK_KEYS.has(event.key)) {
      event.preventDefault();
      focusPlace(grid.current, { row: 0, column: 0 });
    } else if (place !== null && event.key === "Enter") {
      event.preventDefault();
      open(place);
    } else if (place !== null && RACK_KEYS.has(event.key)) {
      event.preventDefault();
      focusPlace(grid.current, nextPlace(place, event.key, rows.map(placeCount)));
    }
  };

  const shownRow = shown === null ? undefined : rows[shown.place.row];
  return (
    <div className="relative">
      {/* biome-ignore lint/a11y/useSemanticElements: places wrap and rows differ in length, which a table cannot show */}
      <div
        ref={grid}
        role="grid"
        aria-label={label}
        aria-readonly="true"
        tabIndex={0}
        onKeyDown={onKeyDown}
        onMouseOver={(event: MouseEvent) => showSlot(event.target)}
        onMouseLeave={() => setShown(null)}
        onFocus={(event: FocusEvent) => showSlot(event.target)}
        onBlur={() => setShown(null)}
        onClick={(event: MouseEvent) => open(placeUnder(event.target))}
      >
        {rack.cards.map((card) => (
          <CardRows key={card.networkCardIndex} card={card} hasHeading={rack.cards.length > 1 && card.rows.length > 1}>
            {card.rows.map((row) => {
              const rowIndex = rows.indexOf(row);
              return row.kind === "attached" ? (
                <AttachedRow
                  key={rowIndex}
                  row={row}
                  rowIndex={rowIndex}
                  isMarked={row.eni.eniId !== null && row.eni.eniId === markedEniId}
                  isCompact={isCompact}
                  card={rack.cards.length > 1 && card.rows.length === 1 ? card.networkCardIndex : null}
                  now={now}
                />
              ) : (
                <VacantRow key={rowIndex} row={row} rowIndex={rowIndex} isCompact={isCompact} />
              );
            })}
          </CardRows>
        ))}
      </div>
      {shown === null || shownRow === undefined ? null : (
        <Suspense fallback={null}>
          <SlotTooltip row={shownRow} column={shown.place.column} x={shown.x} y={shown.y} />
        </Suspense>
      )}
    </div>
  );
}

const placeCount = (row: RackRow): number => (row.kind === "attached" ? row.slots.length : 1);

/** The address that a slot leads to; of a prefix its first. */
function addressOf(slot: Slot): string | null {
  if (slot.kind === "primary" || slot.kind === "secondary") return slot.address;
  return slot.kind === "prefix" ? (slot.prefix.split("/")[0] ?? null) : null;
}

interface CardRowsProps {
  readonly card: RackCard;
  readonly hasHeading: boolean;
  readonly children: ReactNode;
}

function CardRows({ card, hasHeading, children }: CardRowsProps) {
  if (!hasHeading) return <>{children}</>;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row group of the grid above, which is no table
    <div role="rowgroup" aria-label={`Network card ${card.networkCardIndex}`}>
      <p role="presentation" className="mt-3 text-sm font-semibold text-muted first:mt-0">
        Network card {card.networkCardIndex}
      </p>
      {children}
    </div>
  );
}
