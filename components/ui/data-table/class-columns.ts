import type { Column } from "@/components/ui/data-table/column";
import type { ClassCounts } from "@/lib/domain/api/common";
import { ADDRESS_CLASSES } from "@/lib/domain/vpc/address-class";

/** The addresses by class as columns of the exports; on screen they are a bar. */
export function classColumns<Row extends { readonly classCounts: ClassCounts | null }>(): readonly Column<Row>[] {
  return ADDRESS_CLASSES.map((name) => ({
    id: `addresses:${name}`,
    header: name,
    value: (row) => row.classCounts?.[name] ?? null,
  }));
}
