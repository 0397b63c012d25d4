import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sourceDigest } from "./sources.mjs";

describe("sourceDigest", () => {
  let root: string;
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "eniscope-sources-"));
    write("app/page.tsx", "one");
    write("lib/domain/a.ts", "two");
    write("package.json", "{}");
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it("stays when nothing that is built changes", () => {
    const before = sourceDigest(root);
    write("README.md", "words");
    write("lib/domain/a.test.ts", "a test");
    write("lib/demo/fixtures/answer.json", "{}");
    expect(sourceDigest(root)).toBe(before);
  });

  it.each([
    ["a changed file", () => write("lib/domain/a.ts", "2wo")],
    ["a new file", () => write("app/new/page.tsx", "")],
    ["a renamed file", () => renameSync(join(root, "lib/domain/a.ts"), join(root, "lib/domain/b.ts"))],
    [
      "text that moved from one file to the next",
      () => {
        write("app/page.tsx", "on");
        write("lib/domain/a.ts", "etwo");
      },
    ],
    ["another lock", () => write("package-lock.json", "{}")],
  ])("changes with %s", (_, change) => {
    const before = sourceDigest(root);
    change();
    expect(sourceDigest(root)).not.toBe(before);
  });
});
