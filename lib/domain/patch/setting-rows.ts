import { type Effect, effectiveSettings, isEffect, poolBetween } from "@/lib/domain/patch/effective-settings";
import { knownSetting } from "@/lib/domain/patch/setting-catalogue";

/** A setting as it is written and as it works, today and proposed. */
export interface SettingRow {
  readonly name: string;
  /** What it is for; null for a name that is not known. */
  readonly summary: string | null;
  /** Null: unset. */
  readonly written: { readonly before: string | null; readonly after: string | null };
  /** What ipamd makes of it, its default where that counts; null for a setting that is not the address pool's. */
  readonly used: Pick<Effect, "before" | "after"> | null;
  readonly isWrittenAnew: boolean;
  readonly isUsedAnew: boolean;
}

/**
 * Every setting of the address pool, then every other one that the proposal changes. A row may change in effect alone:
 * WARM_ENI_TARGET goes out of use once an IP target is set.
 */
export function settingRows(
  today: ReadonlyMap<string, string>,
  then: ReadonlyMap<string, string>,
): readonly SettingRow[] {
  const written = (name: string) => ({ before: today.get(name) ?? null, after: then.get(name) ?? null });
  const rowOf = (name: string, effect: Effect | null): SettingRow => {
    const texts = written(name);
    return {
      name,
      summary: knownSetting(name)?.summary ?? null,
      written: texts,
      used: effect === null ? null : { before: effect.before, after: effect.after },
      isWrittenAnew: texts.before !== texts.after,
      isUsedAnew: effect !== null && isEffect(effect),
    };
  };
  const pool = poolBetween(effectiveSettings(today), effectiveSettings(then)).map((effect) =>
    rowOf(effect.name, effect),
  );
  const poolNames = new Set(pool.map(({ name }) => name));
  const others = [...new Set([...today.keys(), ...then.keys()])]
    .filter((name) => !poolNames.has(name))
    .map((name) => rowOf(name, null))
    .filter(({ isWrittenAnew }) => isWrittenAnew);
  return [...pool, ...others.toSorted((a, b) => (a.name < b.name ? -1 : 1))];
}
