import type { Slot } from "@/lib/domain/api/node";

interface RackSlotProps {
  readonly slot: Slot;
  /** Where the slot stands in the rack, for keys and pointer: `2-14`. */
  readonly place: string;
  readonly isCompact: boolean;
}

/** One place of an ENI: an address by its last octet, a prefix with its 16 addresses, an unused or unreadable place. */
export function RackSlot({ slot, place, isCompact }: RackSlotProps) {
  const size = isCompact ? "h-[22px] w-[27px] text-[9px]" : "h-[26px] w-[34px] text-[10px]";
  const base = `grid shrink-0 place-items-center rounded-xs leading-none outline-offset-1 ${size}`;
  const common = { role: "gridcell", tabIndex: -1, "data-place": place, "aria-label": speakSlot(slot) } as const;
  switch (slot.kind) {
    case "primary":
    case "secondary":
      return (
        <span {...common} data-address-class={slot.addressClass} className={`address-fill cursor-pointer ${base}`}>
          {lastOctet(slot.address)}
        </span>
      );
    case "prefix":
      return <PrefixSlot slot={slot} common={common} isCompact={isCompact} />;
    case "unreadable":
      return (
        <span {...common} className={`unknown-fill text-ink ${base}`}>
          <b className="rounded-xs bg-panel px-0.5">?</b>
        </span>
      );
    case "empty":
      return <span {...common} className={`border border-dashed border-line-strong ${base}`} />;
    default:
      return slot satisfies never;
  }
}

interface PrefixSlotProps {
  readonly slot: Extract<Slot, { readonly kind: "prefix" }>;
  readonly common: Readonly<Record<string, string | number>>;
  readonly isCompact: boolean;
}

const SIXTEEN_CELLS =
  "repeating-linear-gradient(to right, transparent 0 calc(100% / 16 - 1px), var(--panel) calc(100% / 16 - 1px) calc(100% / 16))";

/** Sixteen sub-cells by one background: sixteen elements a prefix would be thousands on a large node. */
function PrefixSlot({ slot, common, isCompact }: PrefixSlotProps) {
  return (
    <span
      {...common}
      className={`flex w-[66px] cursor-pointer shrink-0 flex-col overflow-hidden rounded-xs border border-ink outline-offset-1 ${isCompact ? "h-[22px]" : "h-[26px]"}`}
    >
      <span className="grid flex-1 place-items-center text-[9px] leading-none">{lastOctet(slot.prefix)}</span>
      <span
        data-address-class={slot.addressClass}
        className={`address-fill ${isCompact ? "h-[8px]" : "h-[11px]"}`}
        style={{ backgroundImage: SIXTEEN_CELLS }}
      />
    </span>
  );
}

const lastOctet = (address: string): string => `.${address.slice(address.lastIndexOf(".") + 1)}`;

/** A slot in words. */
export function speakSlot(slot: Slot): string {
  switch (slot.kind) {
    case "primary":
      return `${slot.address}, primary address`;
    case "secondary":
      return `${slot.address}, secondary address`;
    case "prefix":
      return `${slot.prefix}, prefix of 16 addresses`;
    case "unreadable":
      return "an address that could not be read";
    case "empty":
      return "unused slot";
    default:
      return slot satisfies never;
  }
}
