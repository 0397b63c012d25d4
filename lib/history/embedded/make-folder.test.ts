import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFolder } from "@/lib/history/embedded/make-folder";

let root = "";
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "eniscope-folder-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("the folder of the history", () => {
  it("is made with those above it, for this user alone", async () => {
    const path = join(root, "a", "b", "c");
    await makeFolder(path);
    for (const each of [path, join(root, "a")]) expect(statSync(each).mode & 0o777).toBe(0o700);
    await makeFolder(path);
  });

  it("is made by several who begin together", async () => {
    const path = join(root, "together", "b", "c");
    await Promise.all(Array.from({ length: 8 }, () => makeFolder(path)));
    expect(statSync(path).isDirectory()).toBe(true);
  });

  it("is refused where a file is in its place or above it", async () => {
    writeFileSync(join(root, "file"), "");
    await expect(makeFolder(join(root, "file"))).rejects.toMatchObject({ code: "EEXIST" });
    await expect(makeFolder(join(root, "file", "a"))).rejects.toMatchObject({ code: "ENOTDIR" });
  });

  it("is refused where a link leads nowhere", async () => {
    symlinkSync(join(root, "nowhere"), join(root, "link"));
    await expect(makeFolder(join(root, "link", "a"))).rejects.toMatchObject({ code: "NO_FOLDERS" });
  });

  it.skipIf(!existsSync("/proc/self"))("is refused where nobody can make folders, and not tried for ever", async () => {
    await expect(makeFolder("/proc/nope")).rejects.toMatchObject({ code: expect.stringMatching(/NO_FOLDERS|EACCES/) });
    await expect(makeFolder("/proc/nope/history")).rejects.toThrow();
  });

  // Root may write everywhere.
  it.skipIf(process.getuid?.() === 0)("is refused where this process may not write", async () => {
    const path = join(root, "closed");
    await makeFolder(path);
    chmodSync(path, 0o500);
    await expect(makeFolder(path)).rejects.toMatchObject({ code: "EACCES" });
    await expect(makeFolder(join(path, "a"))).rejects.toMatchObject({ code: "EACCES" });
  });
});
