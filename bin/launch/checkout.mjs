import { mkdtempSync, rmdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { adviceFor, LaunchFailure } from "./launch-failure.mjs";

/** The folder that holds package.json. */
export const checkout = resolve(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** @param {...string} parts */
export const inCheckout = (...parts) => join(checkout, ...parts);

/**
 * Where the person who typed the command stands: npm changes into the checkout and leaves their folder in INIT_CWD.
 * Relative paths in arguments and settings are meant from there.
 */
export const typedFrom = () => process.env.INIT_CWD ?? process.cwd();

/**
 * Tries to write before a step that must: npm, for one, takes a read-only folder for a missing one.
 * @param {string} step at the start of a sentence
 */
export function assertWritable(step) {
  try {
    rmdirSync(mkdtempSync(inCheckout(".writable-")));
  } catch (error) {
    throw new LaunchFailure(adviceFor(step, String(error)));
  }
}
