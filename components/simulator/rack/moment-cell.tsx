import { placeWords } from "@/components/simulator/rack/place-words";
import type { MomentPlace } from "@/lib/domain/geometry/moment-rack";
import { BLOCK_SIZE } from "@/lib/domain/ip/cidr";

interface MomentCellProps {
  readonly place: MomentPlace;
  /** Where it stands in the rack, for keys and pointer: `2-14`. */
  readonly at: string;
}

const CELL = "grid h-[24px] w-[28px] shrink-0 place-items-center rounded-xs text-[9.5px] leading-none outline-offset-1";

/** One place of an ENI at a moment: the same look as in the rack of a live node, but with pods told from warm addresses. */
export function MomentCell({ place, at }: MomentCellProps) {
  const common = { role: "gridcell", tabIndex: -1, "data-place": at, "aria-label": placeWords(place) } as const;
  switch (place.kind) {
    case "primary":
    case "secondary":
      return (
        <span {...common} data-address-class={place.addressClass} className={`address-fill ${CELL}`}>
          {lastOctet(place.address)}
        </span>
      );
    case "prefix":
      return (
        <span
          {...common}
          className="flex h-[24px] w-[59px] shrink-0 flex-col overflow-hidden rounded-xs border border-ink outline-offset-1"
        >
          <span className="grid flex-1 place-items-center text-[9px] leading-none">{lastOctet(place.prefix)}</span>
          <span className="h-[10px]" style={{ backgroundImage: `${SIXTEEN_CELLS}, ${splitFill(place)}` }} />
        </span>
      );
    case "empty":
      return <span {...common} className={`border border-dashed border-line-strong ${CELL}`} />;
    default:
      return place satisfies never;
  }
}

const SIXTEEN_CELLS =
  "repeating-linear-gradient(to right, transparent 0 calc(100% / 16 - 1px), var(--panel) calc(100% / 16 - 1px) calc(100% / 16))";

/** Which of a prefix's sixteen addresses have pods the run knows by number only: pods come first. */
function splitFill({ assigned, cooling }: Extract<MomentPlace, { readonly kind: "prefix" }>): string {
  const share = (count: number): string => `${(count / BLOCK_SIZE) * 100}%`;
  const [pods, cooled] = [share(assigned), share(assigned + cooling)];
  return `linear-gradient(to right, var(--address-assigned) 0 ${pods}, var(--address-cooldown) ${pods} ${cooled}, var(--address-warm) ${cooled} 100%)`;
}

const lastOctet = (address: string): string => `.${address.slice(address.lastIndexOf(".") + 1)}`;
