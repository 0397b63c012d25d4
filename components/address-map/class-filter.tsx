import { ADDRESS_CLASS_WORDS } from "@/components/ui/address-class-words";
import { Swatch } from "@/components/ui/legend";
import type { AddressClass } from "@/lib/domain/vpc/address-class";
import { formatCount, formatShare } from "@/lib/format";

interface ClassFilterProps {
  /** Those that occur, most addresses first. */
  readonly counts: readonly { readonly addressClass: AddressClass; readonly count: number }[];
  readonly total: number;
  readonly chosen: readonly AddressClass[];
  readonly onToggle: (addressClass: AddressClass) => void;
  readonly onClear: () => void;
}

/** The map's legend with its figures; a row pressed highlights its class on the map. */
export function ClassFilter({ counts, total, chosen, onToggle, onClear }: ClassFilterProps) {
  return (
    <div>
      <div className="mb-1 flex items-baseline gap-2 text-sm text-muted">
        <h3>By class · press to highlight</h3>
        {chosen.length === 0 ? null : (
          <button type="button" onClick={onClear} className="ml-auto text-accent underline">
            show all
          </button>
        )}
      </div>
      <ul>
        {counts.map(({ addressClass, count }) => {
          const words = ADDRESS_CLASS_WORDS[addressClass];
          const isChosen = chosen.includes(addressClass);
          return (
            <li key={addressClass}>
              <button
                type="button"
                aria-pressed={isChosen}
                title={words.long}
                onClick={() => onToggle(addressClass)}
                className={`flex w-full items-center gap-2 rounded-xs px-1 py-0.5 text-left hover:bg-sunken ${isChosen ? "bg-sunken font-semibold outline outline-line-strong" : ""}`}
              >
                <Swatch addressClass={addressClass} />
                <span className="min-w-0 flex-1 truncate">{words.short}</span>
                <span>{formatCount(count)}</span>
                <span className="w-12 text-right text-muted">{formatShare(count / total)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
