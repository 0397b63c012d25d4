import { millis } from "@/lib/domain/brand";
import type { FindingCursor } from "@/lib/history/event-store";

/** `{ listedAt: 1700000000000, sequence: 42, ordinal: 0 }` is `1700000000000.42.0`. */
export const formatFindingCursor = ({ listedAt, sequence, ordinal }: FindingCursor): string =>
  `${listedAt}.${sequence}.${ordinal}`;

/** The cursor that a URL holds, or null for a text that is none. */
export function parseFindingCursor(text: string): FindingCursor | null {
  const [, listedAt, sequence, ordinal] = /^(\d{1,15})\.(\d{1,15})\.(\d{1,4})$/.exec(text) ?? [];
  if (listedAt === undefined || sequence === undefined || ordinal === undefined) return null;
  return { listedAt: millis(Number(listedAt)), sequence: Number(sequence), ordinal: Number(ordinal) };
}
