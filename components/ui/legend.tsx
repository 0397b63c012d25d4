import type { ReactNode } from "react";
import { ADDRESS_CLASS_WORDS } from "@/components/ui/address-class-words";
import type { AddressClass } from "@/lib/domain/vpc/address-class";

/** The colour of an address class, as a small square; say its name beside it. */
export function Swatch({ addressClass }: { readonly addressClass: AddressClass }) {
  return (
    <i
      aria-hidden="true"
      data-address-class={addressClass}
      className="address-fill inline-block size-[11px] shrink-0 rounded-xs"
    />
  );
}

export function AddressClassLabel({ addressClass }: { readonly addressClass: AddressClass }) {
  const words = ADDRESS_CLASS_WORDS[addressClass];
  return (
    <span title={words.long} className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <Swatch addressClass={addressClass} />
      {words.short}
    </span>
  );
}

interface LegendProps {
  readonly classes: readonly AddressClass[];
  /** Further marks of the drawing, as list items: outlines, hatches. */
  readonly children?: ReactNode;
}

/** What the colours of a drawing mean; list the classes that occur in it. */
export function Legend({ classes, children }: LegendProps) {
  return (
    <ul aria-label="Legend" className="mt-2.5 flex flex-wrap gap-x-3.5 gap-y-1 text-sm text-muted">
      {classes.map((addressClass) => (
        <li key={addressClass}>
          <AddressClassLabel addressClass={addressClass} />
        </li>
      ))}
      {children}
    </ul>
  );
}
