import "server-only";
import type { SnapshotHeader } from "@/lib/domain/api/common";
import type { Problem } from "@/lib/domain/problem";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import type { Snapshot } from "@/lib/domain/vpc/snapshot";
import type { CollectionProgress } from "@/lib/inventory/outcome";

/** What can be served right now. */
export type StoreState =
  | {
      readonly kind: "ready";
      readonly snapshot: Snapshot;
      readonly inventory: Inventory;
      readonly header: SnapshotHeader;
      readonly isRefreshing: boolean;
    }
  | { readonly kind: "collecting"; readonly progress: CollectionProgress }
  | { readonly kind: "unavailable"; readonly problem: Problem };

/** The newest snapshot. Waits at most `waitMs` (default 1500) for a first one; a stale one is served at once while a new one is collected. */
export declare function readStore(options?: { readonly waitMs?: number }): Promise<StoreState>;

/** A person asked for fresh data: joins the running collection or starts one, though not more often than every few seconds. */
export declare function refreshStore(): Promise<StoreState>;
