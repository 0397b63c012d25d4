import "server-only";
import type { SnapshotHeader } from "@/lib/domain/api/common";
import type { Problem } from "@/lib/domain/problem";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import type { Outcome } from "@/lib/inventory/outcome";
import { readStore } from "@/lib/inventory/snapshot-store";

/** What a view builder gives: the data, or why the inventory holds none. */
export type ViewResult<Data> =
  | { readonly kind: "data"; readonly data: Data }
  | { readonly kind: "not-found" | "invalid" | "unavailable"; readonly problem: Problem };

/** Reads the store and, if it holds a snapshot, answers from it by `view`; the other states pass through. */
export const answerFrom = <Data>(view: (inventory: Inventory) => ViewResult<Data>): Promise<Outcome<Data>> =>
  answerWith(async ({ inventory }) => view(inventory));

/** The same for a view that joins the snapshot to something else. */
export async function answerWith<Data>(
  view: (known: { readonly inventory: Inventory; readonly header: SnapshotHeader }) => Promise<ViewResult<Data>>,
): Promise<Outcome<Data>> {
  const state = await readStore();
  if (state.kind !== "ready") return state;
  const result = await view(state);
  if (result.kind !== "data") return result;
  return { kind: "ready", answer: { snapshot: withDefects(state.header, state.inventory), data: result.data } };
}

/** Beside what the collection could not read stands what in the records does not fit together. */
function withDefects(header: SnapshotHeader, inventory: Inventory): SnapshotHeader {
  const derived = inventory.defects();
  return derived.length === 0 ? header : { ...header, defects: [...header.defects, ...derived] };
}
