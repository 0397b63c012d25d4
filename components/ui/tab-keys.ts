/**
 * The tab that a key leads to from the one in focus (WAI-ARIA tabs pattern): arrows wrap round, Home and End go to the
 * ends; null for any other key.
 */
export function tabAfterKey(key: string, position: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case "ArrowRight":
      return (position + 1) % count;
    case "ArrowLeft":
      return (position + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
