import { BLOCK_SIZE } from "@/lib/domain/ip/cidr";

/** The map's payload as it travels: run lengths instead of one entry an address (see addressMapSchema). */
export interface PackedAddressMap {
  /** The class names that the codes in `runs` stand for. */
  readonly classes: readonly string[];
  /** `[code, length, code, length, …]` in address order. */
  readonly runs: readonly number[];
  readonly prefixBlocks: readonly number[];
  /** `[block kind, length]` in address order. */
  readonly blocks: readonly (readonly [string, number])[];
}

/** The map unpacked for drawing and pointing: one entry a cell. Offsets count from the subnet's first address. */
export interface AddressCells {
  readonly addressCount: number;
  /** Rows of 16, the last one possibly short (a subnet smaller than a /28). */
  readonly rowCount: number;
  /** `{ offset → position in the payload's classes }` */
  readonly codes: Uint8Array;
  /** `{ row → position in the list of block kinds given }`; 255 where the payload names none. */
  readonly blockKinds: Uint8Array;
  /** `{ row → 1 for a delegated prefix }` */
  readonly isPrefix: Uint8Array;
}

/** A row whose block kind the payload does not tell. */
export const NO_BLOCK_KIND = 255;

/**
 * Unpacks a map. `blockKinds` gives the order that block codes refer to. Throws a RangeError when the runs do not fill
 * whole addresses, or name a code that is not in `classes`: the payload is our own, so that is a broken invariant.
 *
 * `unpackAddressMap({classes: ["free", "warm"], runs: [1, 3, 0, 13], prefixBlocks: [], blocks: [["fragmented", 1]]}, kinds)`
 * gives 16 addresses, the first three warm.
 */
export function unpackAddressMap(map: PackedAddressMap, blockKinds: readonly string[]): AddressCells {
  const codes = fillRuns(map.runs, map.classes.length);
  const rowCount = Math.ceil(codes.length / BLOCK_SIZE);
  const isPrefix = new Uint8Array(rowCount);
  for (const row of map.prefixBlocks) if (row < rowCount) isPrefix[row] = 1;
  return {
    addressCount: codes.length,
    rowCount,
    codes,
    blockKinds: fillBlocks(map.blocks, blockKinds, rowCount),
    isPrefix,
  };
}

function fillRuns(runs: readonly number[], classCount: number): Uint8Array {
  let total = 0;
  for (let i = 1; i < runs.length; i += 2) total += runs[i] ?? 0;
  const codes = new Uint8Array(total);
  let at = 0;
  for (let i = 0; i + 1 < runs.length; i += 2) {
    const code = runs[i] ?? -1;
    const length = runs[i + 1] ?? 0;
    if (code < 0 || code >= classCount) throw new RangeError(`run ${i / 2} has class code ${code} of ${classCount}`);
    codes.fill(code, at, at + length);
    at += length;
  }
  if (runs.length % 2 !== 0) throw new RangeError("the runs end with a class and no length");
  return codes;
}

function fillBlocks(blocks: PackedAddressMap["blocks"], kinds: readonly string[], rowCount: number): Uint8Array {
  const codes = new Uint8Array(rowCount).fill(NO_BLOCK_KIND);
  let at = 0;
  for (const [kind, length] of blocks) {
    const code = kinds.indexOf(kind);
    codes.fill(code < 0 ? NO_BLOCK_KIND : code, at, at + length);
    at += length;
  }
  return codes;
}

/** `{ code → addresses }` over the whole map, or over `[from, to)`. */
export function countCodes(cells: AddressCells, classCount: number, from = 0, to = cells.addressCount): number[] {
  const counts = new Array<number>(classCount).fill(0);
  for (let offset = from; offset < to; offset++) {
    const code = cells.codes[offset];
    if (code !== undefined) counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}
