import { describe, expect, it } from "vitest";
import { addCounts, countsOfPlaywright, countsOfVitest, NO_TESTS, wordsOfCounts } from "./test-counts.mjs";

describe("counting tests", () => {
  it("adds up the two reports", () => {
    const unit = countsOfVitest({ numPassedTests: 10, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 });
    const e2e = countsOfPlaywright({ stats: { expected: 5, unexpected: 2, flaky: 1, skipped: 0 } });
    expect(addCounts(unit, e2e)).toEqual({ passed: 16, failed: 3, skipped: 3, retried: 1 });
  });

  it("speaks of skipped tests only if there are any", () => {
    expect(wordsOfCounts({ ...NO_TESTS, passed: 12 })).toBe("12 passed, 0 failed");
    expect(wordsOfCounts({ ...NO_TESTS, passed: 12, failed: 1, skipped: 3 })).toBe("12 passed, 1 failed, 3 skipped");
  });

  it("tells how many passed only when repeated", () => {
    expect(wordsOfCounts({ ...NO_TESTS, passed: 12, retried: 2 })).toBe(
      "12 passed, 0 failed, 2 of the passed at the second try",
    );
  });
});
