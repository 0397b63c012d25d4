/**
 * Edits between two texts: insertions, deletions and swaps of neighbours count 1, replacements 2 (optimal string
 * alignment). So an abbreviation stays nearer to its own word than to another of its length: MIN_IP_TARGET is meant for
 * MINIMUM_IP_TARGET, not for WARM_IP_TARGET. `editDistance("WARM_IP_TRAGET", "WARM_IP_TARGET")` is 1.
 */
export function editDistance(left: string, right: string): number {
  let older: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 2);
      let best = Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      const isSwap =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (isSwap) best = Math.min(best, (older[column - 2] ?? 0) + 1);
      current.push(best);
    }
    older = previous;
    previous = current;
  }
  return previous[right.length] ?? left.length;
}

const fold = (name: string) => name.toUpperCase().replace(/[-. ]/g, "_");

/**
 * The known name that was probably meant, case and dashes aside, or null when none is near (two edits in five letters).
 * `nearestName("warm-ip-targt", ["WARM_IP_TARGET"])` is `WARM_IP_TARGET`. A name longer than 64 is not looked at.
 */
export function nearestName(name: string, known: readonly string[]): string | null {
  if (name.length > 64) return null;
  let nearest: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const distance = editDistance(fold(name), fold(candidate));
    if (distance < least && distance <= candidate.length * 0.4) {
      nearest = candidate;
      least = distance;
    }
  }
  return nearest;
}
