// This file and the entry files beside it keep to syntax that Node 12 reads, so that an old Node can still say what is wrong.

const NEEDED_MAJOR = 20;
const NEEDED_MINOR = 9;
/** Of the same major, found by trial: Vitest's bundler starts with none before. Its makers test from 20.19 on. */
export const TESTS_NEED_MINOR = 13;

/**
 * Why a Node version cannot run Eniscope, as a sentence for a person; null when it can.
 * @param {string} version as in `process.versions.node`, for example "18.19.1"
 * @param {number} neededMinor where more is needed than by Eniscope itself
 * @returns {string | null}
 */
export function nodeVersionProblem(version, neededMinor = NEEDED_MINOR) {
  const parts = version.split(".").map(Number);
  const major = parts[0] || 0;
  const minor = parts[1] || 0;
  if (major > NEEDED_MAJOR || (major === NEEDED_MAJOR && minor >= neededMinor)) return null;
  return (
    "Node " +
    NEEDED_MAJOR +
    "." +
    neededMinor +
    " or newer is needed, this is " +
    version +
    ".\nInstall a current one from https://nodejs.org (or with your version manager) and run the command again."
  );
}

/**
 * Loads a launcher and runs it, or says that this Node is too old and ends with code 1.
 * @param {() => Promise<unknown>} run imports the launcher, so that none of its syntax is read before the check
 * @param {number} [neededMinor]
 */
export function runOnCurrentNode(run, neededMinor) {
  const problem = nodeVersionProblem(process.versions.node, neededMinor);
  if (problem) {
    console.error(problem);
    process.exit(1);
  }
  run().catch((error) => {
    // A failure for a person says all in its message; a stack helps with the others only.
    console.error(error instanceof Error && "isLaunchFailure" in error ? error.message : error);
    process.exit(1);
  });
}
