import type { Emphasis } from "@/components/address-map/map-bitmap";
import type { MapModel } from "@/components/address-map/map-model";
import type { AddressClass } from "@/lib/domain/vpc/address-class";

/**
 * Which cells stand out: those of the chosen classes, and of those only what is held by the chosen holder. Without any
 * choice all are equal.
 */
export function emphasisOf(
  model: MapModel,
  classes: readonly AddressClass[],
  heldOffsets: readonly number[] | null,
): Emphasis {
  if (classes.length === 0 && heldOffsets === null) return null;
  const isChosen = model.classes.map((name) => classes.length === 0 || classes.includes(name));
  const held = heldOffsets === null ? null : new Set(heldOffsets);
  return (offset) => (isChosen[model.cells.codes[offset] ?? -1] ?? false) && (held === null || held.has(offset));
}
