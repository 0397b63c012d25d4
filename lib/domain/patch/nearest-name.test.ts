import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editDistance, nearestName } from "@/lib/domain/patch/nearest-name";
import { KNOWN_SETTINGS } from "@/lib/domain/patch/setting-catalogue";

const names = KNOWN_SETTINGS.map((setting) => setting.name);

describe("editDistance", () => {
  test.each([
    ["", "", 0],
    ["", "abc", 3],
    ["abc", "", 3],
    ["WARM_IP_TRAGET", "WARM_IP_TARGET", 1],
    ["WARM_IP", "WARM_IPS", 1],
    ["kitten", "sitting", 5],
  ])("%j to %j takes %i edits", (left, right, distance) => {
    expect(editDistance(left, right)).toBe(distance);
  });

  test("is the same both ways, 0 only for the same text, and no more than both texts together", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (left, right) => {
        const distance = editDistance(left, right);
        expect(editDistance(right, left)).toBe(distance);
        expect(distance === 0).toBe(left === right);
        expect(distance).toBeLessThanOrEqual(left.length + right.length);
        expect(distance).toBeGreaterThanOrEqual(Math.abs(left.length - right.length));
      }),
    );
  });
});

describe("nearestName", () => {
  test.each([
    { typed: "WARM_IP_TARGT", meant: "WARM_IP_TARGET" },
    { typed: "warm_ip_target", meant: "WARM_IP_TARGET" },
    { typed: "Minimum-Ip-Target", meant: "MINIMUM_IP_TARGET" },
    { typed: "WARM IP TARGET", meant: "WARM_IP_TARGET" },
    { typed: "MIN_IP_TARGET", meant: "MINIMUM_IP_TARGET" },
    { typed: "ENABLE_PREFIX_DELEGATON", meant: "ENABLE_PREFIX_DELEGATION" },
    { typed: "ENABLE_IPV4", meant: "ENABLE_IPv4" },
    { typed: "SOMETHING_ELSE_ALTOGETHER", meant: null },
    { typed: "X".repeat(65), meant: null },
  ])("$typed: $meant", ({ typed, meant }) => {
    expect(nearestName(typed, names)).toBe(meant);
  });

  test("finds every name again that lost a letter", () => {
    for (const name of names) expect(nearestName(name.slice(0, 3) + name.slice(4), names)).toBe(name);
  });
});
