import { describe, expect, test } from "vitest";
import { valuesOf } from "@/lib/domain/patch/environment";
import { settingRows } from "@/lib/domain/patch/setting-rows";
import { SHIPPED_ENTRIES } from "@/lib/domain/patch/shipped-environment";

const shipped = valuesOf(SHIPPED_ENTRIES);
const rowsOf = (over: Record<string, string>) => settingRows(shipped, new Map([...shipped, ...Object.entries(over)]));
const rowOf = (over: Record<string, string>, name: string) => rowsOf(over).find((row) => row.name === name);

describe("settingRows", () => {
  test("an IP target changes WARM_ENI_TARGET in effect alone", () => {
    expect(rowOf({ WARM_IP_TARGET: "2" }, "WARM_ENI_TARGET")).toMatchObject({
      written: { before: "1", after: "1" },
      used: { before: { text: "1", isLookedAt: true }, after: { text: "1", isLookedAt: false } },
      isWrittenAnew: false,
      isUsedAnew: true,
    });
  });

  test("a text that ipamd ignores is shown with the default that it takes", () => {
    expect(rowOf({ WARM_ENI_TARGET: "-1" }, "WARM_ENI_TARGET")).toMatchObject({
      written: { before: "1", after: "-1" },
      used: { after: { text: "1" } },
      isWrittenAnew: true,
      isUsedAnew: false,
    });
  });

  test("an unset setting shows the default in use, and a further one only where it changes", () => {
    expect(rowOf({}, "IP_COOLDOWN_PERIOD")).toMatchObject({
      written: { before: null, after: null },
      used: { before: { text: "30" } },
    });
    expect(rowOf({}, "DISABLE_METRICS")).toBeUndefined();
    expect(rowOf({ DISABLE_METRICS: "true" }, "DISABLE_METRICS")).toMatchObject({ used: null, isWrittenAnew: true });
    expect(rowsOf({ X_OWN: "1" }).at(-1)).toMatchObject({ name: "X_OWN", summary: null });
  });

  test("without a change no row is marked", () => {
    expect(rowsOf({}).filter((row) => row.isWrittenAnew || row.isUsedAnew)).toEqual([]);
  });
});
