import "server-only";
import { access, constants, mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { errorCodeOf } from "@/lib/history/history-failure";

/** Thrown beside what the file system itself throws. */
export class FolderError extends Error {
  constructor(
    readonly code: "ENOTDIR" | "EEXIST" | "NO_FOLDERS",
    path: string,
  ) {
    super(`${code}: ${path}`);
  }
}

/**
 * Makes the folder at an absolute path, with those above it, and rejects where this process cannot make files there.
 * Step by step from the nearest folder that is there: where a file system lets nobody make folders and says "no such
 * folder" instead (/proc), Node's own recursive mkdir tries for ever.
 */
export async function makeFolder(path: string): Promise<void> {
  const missing: string[] = [];
  let present = path;
  while (!(await isFolder(present, path))) {
    missing.unshift(present);
    present = dirname(present);
  }
  for (const each of missing) await makeOne(each, path);
  await access(path, constants.W_OK | constants.X_OK);
}

/** False: nothing is there. */
async function isFolder(path: string, wanted: string): Promise<boolean> {
  try {
    if ((await stat(path)).isDirectory()) return true;
  } catch (error) {
    if (errorCodeOf(error) === "ENOENT") return false;
    throw error;
  }
  throw new FolderError(path === wanted ? "EEXIST" : "ENOTDIR", path);
}

async function makeOne(path: string, wanted: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it since; a link that leads nowhere is there as well, and is no folder.
    if (errorCodeOf(error) === "EEXIST" && (await isFolder(path, wanted))) return;
    throw errorCodeOf(error) === "ENOENT" || errorCodeOf(error) === "EEXIST"
      ? new FolderError("NO_FOLDERS", path)
      : error;
  }
}
