import "server-only";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";

export interface CaptureFile {
  /** As it is named to a person: relative to the folder that was opened. */
  readonly name: string;
  readonly path: string;
  readonly size: number;
  readonly modifiedAt: number;
}

/** More files than a capture ever has: somebody named the wrong folder. */
export const MOST_FILES = 10_000;

async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

/** The files at a path, a file or a folder with its folders, in the order of their names; hidden ones are left out. */
export async function findCaptureFiles(path: string): Promise<CaptureFile[]> {
  const root = await stat(path);
  const describe = async (file: string, name: string): Promise<CaptureFile | null> => {
    const { size, mtimeMs, isFile } = await statOrNothing(file);
    return isFile ? { name, path: file, size, modifiedAt: mtimeMs } : null;
  };
  if (!root.isDirectory())
    return [await describe(path, path.split(/[\\/]/).at(-1) ?? path)].filter((file) => file !== null);
  const files: CaptureFile[] = [];
  for await (const file of filesBelow(path)) {
    const described = await describe(file, relative(path, file));
    if (described) files.push(described);
    if (files.length > MOST_FILES) break;
  }
  return files;
}

/** A file can go away between the listing and the look at it. */
async function statOrNothing(path: string): Promise<{ size: number; mtimeMs: number; isFile: boolean }> {
  try {
    const stats = await stat(path);
    return { size: stats.size, mtimeMs: stats.mtimeMs, isFile: stats.isFile() };
  } catch {
    return { size: 0, mtimeMs: 0, isFile: false };
  }
}

const CHUNK_BYTES = 1 << 20;

/** The decoder for a file whose first bytes are a mark of UTF-16 (as PowerShell's `>` writes it); null for UTF-8. */
function decoderOf(first: Buffer): TextDecoder | null {
  if (first[0] === 0xff && first[1] === 0xfe) return new TextDecoder("utf-16le");
  if (first[0] === 0xfe && first[1] === 0xff) return new TextDecoder("utf-16be");
  return null;
}

const hasUtf8Mark = (first: Buffer): boolean => first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf;

/** The file's content as UTF-8 without a byte order mark, piece by piece. */
export async function* utf8Of(path: string): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | null = null;
  let isFirst = true;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
    if (isFirst) decoder = decoderOf(chunk);
    const bytes = isFirst && hasUtf8Mark(chunk) ? chunk.subarray(3) : chunk;
    isFirst = false;
    yield decoder === null ? bytes : Buffer.from(decoder.decode(bytes, { stream: true }), "utf8");
  }
}
