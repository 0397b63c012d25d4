/**
 * Runs a step and says on standard error how long it took, unless it throws.
 * @template Result
 * @param {string} done a word for the end: "Installed"
 * @param {() => Promise<Result>} step
 * @returns {Promise<Result>}
 */
export async function timed(done, step) {
  const startedAt = performance.now();
  const result = await step();
  console.error(`${done} in ${secondsSince(startedAt)}.`);
  return result;
}

/** @param {number} startedAt of `performance.now()` */
export const secondsSince = (startedAt) => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
