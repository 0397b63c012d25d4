/** A failure that a person can act on: its message says what happened and what to do, and is all that is printed. */
export class LaunchFailure extends Error {
  isLaunchFailure = true;
}

/**
 * { signs in a child's output → what a person can do }, the most telling first: a full disk also breaks downloads.
 * @type {readonly { readonly signs: RegExp, readonly advice: (step: string) => string }[]}
 */
const CAUSES = [
  {
    signs: /ENOSPC|no space left on device|disk quota exceeded|EDQUOT/i,
    advice: (step) => `${step} stopped: the disk is full. Free about 1 GB where this folder lies and start again.`,
  },
  {
    signs: /EROFS|read-only file system/i,
    advice: (step) =>
      `${step} has nowhere to write: this folder is read-only. Copy it to a place where you may write and start again.`,
  },
  {
    signs: /EACCES|EPERM|permission denied/i,
    advice: (step) =>
      `${step} was not allowed to write. Make sure that this folder, and npm's cache (npm config get cache), belong to the user who starts Eniscope.`,
  },
  {
    signs: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|network (?:error|timeout)/i,
    advice: (step) =>
      `${step} could not reach npm's registry. Check the network, a proxy (npm config get proxy) and the registry (npm config get registry), then start again.`,
  },
  {
    signs: /CERT_|self.signed certificate|unable to (?:get local issuer|verify)/i,
    advice: (step) =>
      `${step} does not trust the registry's certificate. Behind an inspecting proxy, point NODE_EXTRA_CA_CERTS at its CA file and start again.`,
  },
  {
    signs: /heap out of memory|ENOMEM|cannot allocate memory/i,
    advice: (step) => `${step} ran out of memory. It needs about 1.5 GB; close other programs and start again.`,
  },
  {
    signs: /npm ci.*(?:package\.json and package-lock\.json|in sync)|EUSAGE/i,
    advice: () =>
      "package.json and package-lock.json do not match. Restore them (git checkout package.json package-lock.json), or run npm install after your own change.",
  },
  {
    signs: /Another next build process is already running/i,
    advice: () => "Another build is running in this folder. Wait until it is done and start again.",
  },
];

/**
 * What a person can do about a step that failed, judged by what it printed.
 * @param {string} step at the start of a sentence: "Installing the packages"
 * @param {string} output the end of what the step printed
 * @returns {string}
 */
export function adviceFor(step, output) {
  const cause = CAUSES.find(({ signs }) => signs.test(output));
  return cause ? cause.advice(step) : `${step} failed; its last lines are above.`;
}
