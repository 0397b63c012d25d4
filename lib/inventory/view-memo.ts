import "server-only";
import { memoByKey } from "@/lib/domain/memo";
import type { Inventory } from "@/lib/domain/vpc/inventory";

/** Keeps a view for as long as its inventory lives: a snapshot is immutable, so a view of it is made once. */
export function memoByInventory<View>(build: (inventory: Inventory) => View): (inventory: Inventory) => View {
  const known = new WeakMap<Inventory, { readonly view: View }>();
  return (inventory) => {
    let entry = known.get(inventory);
    if (!entry) {
      entry = { view: build(inventory) };
      known.set(inventory, entry);
    }
    return entry.view;
  };
}

/** The same for views that there are many of, by key. */
export function memoByInventoryAndKey<View>(
  build: (inventory: Inventory, key: string) => View,
): (inventory: Inventory, key: string) => View {
  const byInventory = memoByInventory((inventory) => memoByKey((key: string) => build(inventory, key)));
  return (inventory, key) => byInventory(inventory)(key);
}
