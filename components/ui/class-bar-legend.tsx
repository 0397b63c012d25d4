import { BAR_ORDER } from "@/components/ui/class-bar";
import { Legend } from "@/components/ui/legend";
import type { ClassCounts } from "@/lib/domain/api/common";
import type { AddressClass } from "@/lib/domain/vpc/address-class";

interface Bar {
  readonly classCounts: ClassCounts | null;
  readonly unexplainedAddressCount: number | null;
}

/** The legend of a column of bars: the classes that occur in one of them. */
export function ClassBarLegend({ bars }: { readonly bars: readonly Bar[] }) {
  if (bars.every(({ classCounts }) => classCounts === null)) return null;
  const occurs = (name: AddressClass) => bars.some(({ classCounts }) => (classCounts?.[name] ?? 0) > 0);
  return (
    <Legend classes={[...BAR_ORDER.filter(occurs), "free"]}>
      {bars.some(({ unexplainedAddressCount }) => (unexplainedAddressCount ?? 0) > 0) ? (
        <li className="inline-flex items-center gap-1.5">
          <i aria-hidden="true" className="unknown-fill inline-block size-[11px] rounded-xs" />
          not explained
        </li>
      ) : null}
    </Legend>
  );
}
