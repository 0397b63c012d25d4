import "server-only";
import { memoByKey } from "@/lib/domain/memo";
import type { Inventory } from "@/lib/domain/vpc/inventory";

/** Keeps a view for as long as its inventory lives: a snapshot is immutable, so a view of it is made once. */
export const memoByInventory = <View>(build: (inventory: Inventory) => View): ((inventory: Inventory) => View) =>
  memoByKey(build, new WeakMap());

/** The same for views that there are many of, by key. */
export function memoByInventoryAndKey<View>(
  build: (inventory: Inventory, key: string) => View,
): (inventory: Inventory, key: string) => View {
  const byInventory = memoByInventory((inventory) => memoByKey((key: string) => build(inventory, key)));
  return (inventory, key) => byInventory(inventory)(key);
}
