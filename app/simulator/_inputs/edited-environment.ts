import type { CurrentEnvironment, EnvEntry } from "@/lib/domain/patch/environment";

const EDITED = ", edited here";

/** An environment with one setting typed over; null takes it away. What comes to the given one again is the given one. */
export function editedEnvironment(
  current: CurrentEnvironment,
  given: CurrentEnvironment,
  name: string,
  value: string | null,
): CurrentEnvironment {
  const entries = withEntry(current.entries, name, value);
  const isAsGiven = current.source === given.source && isEqual(entries, withOrderOf(given.entries, entries));
  if (isAsGiven) return given;
  const label = current.label.endsWith(EDITED) ? current.label : current.label + EDITED;
  return { ...current, label, entries };
}

function withEntry(entries: readonly EnvEntry[], name: string, value: string | null): readonly EnvEntry[] {
  const place = entries.findIndex((entry) => entry.name === name);
  const others = entries.filter((entry) => entry.name !== name);
  if (value === null) return others;
  return place < 0 ? [...entries, { name, value }] : others.toSpliced(place, 0, { name, value });
}

/** The order does not matter to the container. */
function withOrderOf(entries: readonly EnvEntry[], order: readonly EnvEntry[]): readonly EnvEntry[] {
  const places = new Map(order.map(({ name }, place) => [name, place]));
  return entries.toSorted((a, b) => (places.get(a.name) ?? -1) - (places.get(b.name) ?? -1));
}

const isEqual = (a: readonly EnvEntry[], b: readonly EnvEntry[]): boolean =>
  a.length === b.length && a.every(({ name, value }, place) => b[place]?.name === name && b[place].value === value);
