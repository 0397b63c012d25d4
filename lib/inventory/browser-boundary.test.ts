import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Imports that leave code behind; `import type` and `export type` leave none. */
const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(?!type\b)[^;]*?\bfrom\s+"([^"]+)"|\bimport\(\s*"([^"]+)"/g;

function resolve(from: string, specifier: string): string | null {
  const base = specifier.startsWith("@/") ? join(ROOT, specifier.slice(2)) : join(dirname(from), specifier);
  if (!specifier.startsWith("@/") && !specifier.startsWith(".")) return null;
  return [base, `${base}.ts`, `${base}.tsx`].find((path) => /\.tsx?$/.test(path) && existsSync(path)) ?? null;
}

const importsOf = (file: string): string[] =>
  [...readFileSync(file, "utf8").matchAll(IMPORT)].flatMap(([, fixed, dynamic]) => {
    const path = resolve(file, fixed ?? dynamic ?? "");
    return path === null ? [] : [path];
  });

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.includes(".test."))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** What the browser loads: client components and what they import, at any depth; `{ file → file that imports it }`. */
function browserFiles(): Map<string, string> {
  const isClient = (file: string) => /^\s*["']use client["']/.test(readFileSync(file, "utf8"));
  const seen = new Map([...filesBelow("app"), ...filesBelow("components")].filter(isClient).map((file) => [file, ""]));
  for (const [file] of seen) for (const path of importsOf(file)) if (!seen.has(path)) seen.set(path, file);
  return seen;
}

describe("what the browser loads", () => {
  const files = browserFiles();

  it("is found by this test at all", () => expect(files.size).toBeGreaterThan(20));

  it.each(["lib/domain/vpc/instance-limits-table.ts", "lib/domain/vpc/inventory.ts", "lib/domain/vpc/eni-owner.ts"])(
    "leaves %s on the server",
    (file) => {
      const path = join(ROOT, file);
      expect(existsSync(path)).toBe(true);
      expect(files.get(path)).toBeUndefined();
    },
  );
});
