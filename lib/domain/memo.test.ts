import { describe, expect, it } from "vitest";
import { memo, memoByKey } from "@/lib/domain/memo";

describe("memoByKey", () => {
  it("computes each key once, also where the value is undefined", () => {
    const asked: string[] = [];
    const lengthOf = memoByKey((key: string) => {
      asked.push(key);
      return key === "" ? undefined : key.length;
    });
    expect([lengthOf("abc"), lengthOf(""), lengthOf("abc"), lengthOf("")]).toEqual([3, undefined, 3, undefined]);
    expect(asked).toEqual(["abc", ""]);
  });
});

describe("memo", () => {
  it("computes once, and not before it is asked", () => {
    let calls = 0;
    const value = memo(() => {
      calls++;
      return null;
    });
    expect(calls).toBe(0);
    expect([value(), value()]).toEqual([null, null]);
    expect(calls).toBe(1);
  });
});
