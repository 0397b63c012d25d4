import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that holds package.json. */
export const checkout = resolve(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** @param {...string} parts */
export const inCheckout = (...parts) => join(checkout, ...parts);

/**
 * Where the person who typed the command stands: npm changes into the checkout and leaves their folder in INIT_CWD.
 * Relative paths in arguments and settings are meant from there.
 */
export const typedFrom = () => process.env.INIT_CWD ?? process.cwd();
