/** A place of the rack: the row over all cards, and the place within the row. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

export const RACK_KEYS: ReadonlySet<string> = new Set([
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "ArrowDown",
  "Home",
  "End",
]);

/** `2-14` to row and column; null for anything else. */
export function parsePlace(text: string): Place | null {
  const match = /^(\d+)-(\d+)$/.exec(text);
  return match === null ? null : { row: Number(match[1]), column: Number(match[2]) };
}

/**
 * Where a key leads. Left and right run on into the neighbouring row, up and down keep the column as far as the row is
 * long; a key that would leave the rack stays. `counts` are the places of each row; rows without any are passed over.
 */
export function nextPlace(from: Place, key: string, counts: readonly number[]): Place {
  const lastOf = (row: number): number => (counts[row] ?? 0) - 1;
  const rowFrom = (row: number, step: 1 | -1): number | null => {
    for (let next = row + step; next >= 0 && next < counts.length; next += step) if (lastOf(next) >= 0) return next;
    return null;
  };
  switch (key) {
    case "ArrowRight": {
      if (from.column < lastOf(from.row)) return { row: from.row, column: from.column + 1 };
      const next = rowFrom(from.row, 1);
      return next === null ? from : { row: next, column: 0 };
    }
    case "ArrowLeft": {
      if (from.column > 0) return { row: from.row, column: from.column - 1 };
      const before = rowFrom(from.row, -1);
      return before === null ? from : { row: before, column: lastOf(before) };
    }
    case "ArrowDown":
    case "ArrowUp": {
      const row = rowFrom(from.row, key === "ArrowDown" ? 1 : -1);
      return row === null ? from : { row, column: Math.min(from.column, lastOf(row)) };
    }
    case "Home":
      return { row: from.row, column: 0 };
    case "End":
      return { row: from.row, column: Math.max(0, lastOf(from.row)) };
    default:
      return from;
  }
}
