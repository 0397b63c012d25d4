import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyChanges, differenceOf } from "@/lib/domain/patch/difference";
import { wishesBetween } from "@/lib/domain/patch/wishes-between";

describe("wishesBetween", () => {
  test("sets what is new or different, takes away what is gone, and leaves the rest alone", () => {
    const today = { WARM_ENI_TARGET: "1", MAX_ENI: "2", WARM_PREFIX_TARGET: "1" };
    const proposed = { WARM_ENI_TARGET: "0", WARM_PREFIX_TARGET: "1", WARM_IP_TARGET: "2" };
    expect(wishesBetween(today, proposed)).toEqual([
      { name: "WARM_ENI_TARGET", value: "0" },
      { name: "WARM_IP_TARGET", value: "2" },
      { name: "MAX_ENI", value: null },
    ]);
  });

  test("any two environments: what is asked for makes the one the other", () => {
    const name = fc.constantFrom("MAX_ENI", "WARM_IP_TARGET", "ENABLE_POD_ENI", "__proto__", "toString");
    const environment = fc.uniqueArray(fc.tuple(name, fc.string({ maxLength: 2 })), { selector: ([key]) => key });
    fc.assert(
      fc.property(environment, environment, (today, proposed) => {
        const entries = today.map(([key, value]) => ({ name: key, value }));
        const wishes = wishesBetween(Object.fromEntries(today), Object.fromEntries(proposed));
        expect(applyChanges(new Map(today), differenceOf(entries, wishes))).toEqual(new Map(proposed));
      }),
    );
  });
});
