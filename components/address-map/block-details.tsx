import { BLOCK_KIND_WORDS, blockWords } from "@/components/address-map/block-words";
import { blockCidr, blockKindAt, type MapModel, rowLength, rowOf } from "@/components/address-map/map-model";
import { ADDRESS_CLASS_WORDS } from "@/components/ui/address-class-words";
import { Swatch } from "@/components/ui/legend";
import { countCodes } from "@/lib/domain/geometry/address-cells";
import { BLOCK_SIZE } from "@/lib/domain/ip/cidr";
import type { AddressClass } from "@/lib/domain/vpc/address-class";
import { formatNoun } from "@/lib/format";

/** `{ class → addresses }` of one /28, the classes that occur, most addresses first. */
export function classesInBlock(
  model: MapModel,
  row: number,
): readonly { readonly addressClass: AddressClass; readonly count: number }[] {
  const start = row * BLOCK_SIZE;
  const counts = countCodes(model.cells, model.classes.length, start, start + rowLength(model, row));
  return model.classes
    .map((addressClass, code) => ({ addressClass, count: counts[code] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}

/** One /28: what it is, and what its addresses are. */
export function BlockDetails({ model, offset }: { readonly model: MapModel; readonly offset: number }) {
  const row = rowOf(offset);
  const kind = blockKindAt(model, row);
  return (
    <div>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <b className="text-base">{blockCidr(model, row)}</b>
        {blockWords(kind, model.usedInBlock[row] ?? 0)}
      </p>
      {kind === null ? null : <p className="text-muted">{BLOCK_KIND_WORDS[kind]}</p>}
      <ul className="mt-1.5">
        {classesInBlock(model, row).map(({ addressClass, count }) => (
          <li key={addressClass} className="flex items-center gap-1.5">
            <Swatch addressClass={addressClass} />
            {count} {ADDRESS_CLASS_WORDS[addressClass].short}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The same in one sentence, for a screen reader. */
export function speakBlock(model: MapModel, offset: number): string {
  const row = rowOf(offset);
  const classes = classesInBlock(model, row).map(
    ({ addressClass, count }) => `${count} ${ADDRESS_CLASS_WORDS[addressClass].short}`,
  );
  const kind = blockWords(blockKindAt(model, row), model.usedInBlock[row] ?? 0);
  return `${blockCidr(model, row)}, ${kind}: ${classes.join(", ")}`;
}

/** The whole map in a sentence, its text alternative. */
export function speakMap(model: MapModel): string {
  const counts = countCodes(model.cells, model.classes.length);
  const classes = model.classes
    .map((addressClass, code) => ({ words: ADDRESS_CLASS_WORDS[addressClass].short, count: counts[code] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ words, count }) => `${count} ${words}`);
  const rows = formatNoun(model.cells.rowCount, "row");
  return `${formatNoun(model.cells.addressCount, "address", "addresses")} in ${rows} of 16: ${classes.join(", ")}.`;
}
