import { speakSlot } from "@/components/eni/rack-slot";
import { ADDRESS_CLASS_WORDS } from "@/components/ui/address-class-words";
import { Swatch } from "@/components/ui/legend";
import type { Slot } from "@/lib/domain/api/node";
import type { RackRow } from "@/lib/domain/geometry/rack";
import { formatNoun } from "@/lib/format";

interface SlotTooltipProps {
  readonly row: RackRow;
  readonly column: number;
  /** The place's lower left corner, in pixels of the rack. */
  readonly x: number;
  readonly y: number;
}

/** What a place of the rack is; the same is its label for assistive technology. */
export function SlotTooltip({ row, column, x, y }: SlotTooltipProps) {
  const slot = row.kind === "attached" ? row.slots[column] : undefined;
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute z-30 w-max max-w-72 rounded border border-line-strong bg-panel p-2 text-sm"
      style={{ left: `min(${x}px, calc(100% - 18rem))`, top: y + 6 }}
    >
      {row.kind === "vacant" ? (
        <p>
          No ENI is attached at device {row.deviceIndex}. One would bring its own address and{" "}
          {formatNoun(row.slotCount, "slot")}.
        </p>
      ) : slot === undefined ? null : (
        <SlotWords slot={slot} />
      )}
    </div>
  );
}

function SlotWords({ slot }: { readonly slot: Slot }) {
  if (slot.kind === "empty") return <p>An unused slot: room for one secondary address or one prefix.</p>;
  if (slot.kind === "unreadable")
    return <p>An address or prefix whose record could not be read; it is held all the same.</p>;
  const words = ADDRESS_CLASS_WORDS[slot.addressClass];
  return (
    <>
      <p className="font-semibold">{speakSlot(slot)}</p>
      <p className="flex items-center gap-1.5">
        <Swatch addressClass={slot.addressClass} />
        {words.short}
      </p>
      <p className="text-muted">{words.long}</p>
    </>
  );
}
