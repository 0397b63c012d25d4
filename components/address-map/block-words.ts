import { BLOCK_SIZE } from "@/lib/domain/ip/cidr";
import type { BlockKind } from "@/lib/domain/vpc/address-class";

/** `{ kind of /28 → one sentence }`, for legend and table. */
export const BLOCK_KIND_WORDS: Readonly<Record<BlockKind, string>> = {
  free: "All 16 addresses are free: a prefix fits.",
  reserved: "Holds some of the five addresses that AWS keeps: never a prefix.",
  prefix: "Delegated to an ENI as a whole.",
  full: "All 16 addresses are taken one by one.",
  fragmented: "Some addresses are taken: the free ones serve single addresses, not a prefix.",
};

/** A block in short: `fragmented · 3 free`. */
export function blockWords(kind: BlockKind | null, usedCount: number): string {
  const free = BLOCK_SIZE - usedCount;
  switch (kind) {
    case "free":
    case "full":
    case "prefix":
      return kind;
    case "reserved":
    case "fragmented":
      return `${kind} · ${free} free`;
    case null:
      return "smaller than a /28";
    default:
      return kind satisfies never;
  }
}
