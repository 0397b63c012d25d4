import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";

/** Whatever goes into the build; tests and documents do not. */
const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "instrumentation.ts",
  "next.config.ts",
  "package-lock.json",
  "package.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];

const isSource = (/** @type {string} */ path) => !/\.test\.tsx?$/.test(path) && !/(^|\/)fixtures\//.test(path);

/**
 * The files that go into the build, relative to the root, with "/" between folders, sorted.
 * @param {string} root
 * @returns {string[]}
 */
function sourceFiles(root) {
  const files = SOURCES.flatMap((name) => {
    const path = join(root, name);
    if (!existsSync(path)) return [];
    if (!statSync(path).isDirectory()) return [name];
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1));
  });
  return files
    .map((file) => file.split(sep).join("/"))
    .filter(isSource)
    .sort();
}

/**
 * A digest of everything that goes into the build, by content: a checkout's file times say nothing.
 * @param {string} root
 * @returns {string} 64 hexadecimal digits; changes with any source's name or content
 */
export function sourceDigest(root) {
  const digest = createHash("sha256");
  for (const file of sourceFiles(root)) {
    const content = readFileSync(join(root, file));
    digest.update(`${file}\0${content.length}\0`).update(content);
  }
  return digest.digest("hex");
}
