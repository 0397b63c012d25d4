import type { Millis } from "@/lib/domain/brand";
import type { PoolAssumption } from "@/lib/domain/vpc/pool-assumption";
import type { Snapshot } from "@/lib/domain/vpc/snapshot";

/** Shares of a subnet's usable addresses, 0..1, from which it is marked. */
export interface Thresholds {
  readonly warningRatio: number;
  readonly criticalRatio: number;
}

export interface InventoryOptions {
  readonly thresholds: Thresholds;
  readonly pool: PoolAssumption;
  /** The clock's time; ages (of an ENI that may be leaked) are taken at the snapshot's time, but never after this. */
  readonly now: Millis;
}

/** A snapshot with what follows from it. Immutable to its readers; what is costly is computed when first asked for. */
export interface Inventory {
  readonly snapshot: Snapshot;
  readonly options: InventoryOptions;
}

/** Derives the inventory of a snapshot; call it once for each snapshot and keep the result beside it. */
export function deriveInventory(snapshot: Snapshot, options: InventoryOptions): Inventory {
  return { snapshot, options };
}
