import { type EnvEntry, valuesOf } from "@/lib/domain/patch/environment";

/** One setting that a proposal changes. `before` is null for an added one, `after` for a removed one. */
export type Change =
  | { readonly kind: "added"; readonly name: string; readonly before: null; readonly after: string }
  | { readonly kind: "changed"; readonly name: string; readonly before: string; readonly after: string }
  | { readonly kind: "removed"; readonly name: string; readonly before: string; readonly after: null };

export interface Wish {
  readonly name: string;
  /** Null: the setting is to be taken away. */
  readonly value: string | null;
}

function changeOf({ name, value: after }: Wish, before: string | null): Change | null {
  if (before === after) return null;
  if (after === null) return before === null ? null : { kind: "removed", name, before, after };
  return before === null ? { kind: "added", name, before, after } : { kind: "changed", name, before, after };
}

/**
 * What wishes change in an environment: those that ask for what is there already change nothing. The order is that of
 * the names, whatever the order of the wishes and of the environment.
 */
export function differenceOf(entries: readonly EnvEntry[], wishes: readonly Wish[]): readonly Change[] {
  const values = valuesOf(entries);
  return wishes
    .flatMap((wish) => changeOf(wish, values.get(wish.name) ?? null) ?? [])
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** An environment with changes in it. */
export function applyChanges(values: ReadonlyMap<string, string>, changes: readonly Change[]): Map<string, string> {
  const next = new Map(values);
  for (const { name, after } of changes) {
    if (after === null) next.delete(name);
    else next.set(name, after);
  }
  return next;
}
