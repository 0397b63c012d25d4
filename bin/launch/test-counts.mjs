/** @typedef {{ passed: number, failed: number, skipped: number, retried: number }} TestCounts `retried` are among the passed */

/** @type {TestCounts} */
export const NO_TESTS = { passed: 0, failed: 0, skipped: 0, retried: 0 };

/**
 * @param {TestCounts} a
 * @param {TestCounts} b
 * @returns {TestCounts}
 */
export const addCounts = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
  retried: a.retried + b.retried,
});

/**
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number }} report of Vitest's JSON reporter
 * @returns {TestCounts}
 */
export const countsOfVitest = ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) => ({
  passed: numPassedTests,
  failed: numFailedTests,
  skipped: numPendingTests + numTodoTests,
  retried: 0,
});

/**
 * A test that passed only when repeated, which happens in CI alone, has passed, and is counted apart.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} report of Playwright's JSON reporter
 * @returns {TestCounts}
 */
export const countsOfPlaywright = ({ stats: { expected, unexpected, flaky, skipped } }) => ({
  passed: expected + flaky,
  failed: unexpected,
  skipped,
  retried: flaky,
});

/**
 * "12 passed, 0 failed", with the skipped ones if there are any, and how many passed only when repeated.
 * @param {TestCounts} counts
 */
export function wordsOfCounts({ passed, failed, skipped, retried }) {
  const words = [`${passed} passed`, `${failed} failed`];
  if (skipped > 0) words.push(`${skipped} skipped`);
  if (retried > 0) words.push(`${retried} of the passed at the second try`);
  return words.join(", ");
}
