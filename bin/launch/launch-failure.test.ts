import { describe, expect, it } from "vitest";
import { adviceFor } from "./launch-failure.mjs";

describe("adviceFor", () => {
  it.each([
    ["npm error code ENOSPC", /disk is full/],
    ["npm error ENOSPC: no space left on device, write\nnpm error network timeout", /disk is full/],
    ["EROFS: read-only file system, mkdir '/x/.next'", /read-only/],
    ["npm error code EACCES\nnpm error syscall mkdir", /not allowed to write/],
    [
      "npm error code ENOTFOUND\nnpm error network request to https://registry failed",
      /could not reach npm's registry/,
    ],
    ["npm error code SELF_SIGNED_CERT_IN_CHAIN", /certificate/],
    ["FATAL ERROR: JavaScript heap out of memory", /ran out of memory/],
    [
      "npm error code EUSAGE\n`npm ci` can only install packages when your package.json and package-lock.json are in sync",
      /do not match/,
    ],
    ["⨯ Another next build process is already running.", /Another build is running/],
    ["TypeError: x is not a function", /its last lines are above/],
  ])("%j", (output, advice) => {
    expect(adviceFor("The build", output)).toMatch(advice);
  });
});
