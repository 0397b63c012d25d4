/**
 * PGlite's files in a folder, forced to the disk whenever PostgreSQL asks. PGlite's layer over Node's files does not know
 * the call and its start parameters (-F) keep PostgreSQL from asking, so that a power cut could take what was committed.
 */
import { fstatSync, fsyncSync } from "node:fs";
import { access, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { NodeFS } from "@electric-sql/pglite/nodefs";

/** Comes after PGlite's own parameters and so wins. By fsync, since its C library's fdatasync does nothing. */
export const FORCING = ["fsync=on", "wal_sync_method=fsync"];

/** Windows forces no folder; its file system writes the names in it by itself. */
const FORCES_FOLDERS = process.platform !== "win32";

/**
 * Inodes of files that the disk has as they are. After a kill PostgreSQL forces every file of its folder, twice and one by
 * one; those that nothing was written to since they were forced here, side by side, need it no more.
 * @type {Set<number>}
 */
const onDisk = new Set();

/** Forces what a killed process may have left to the operating system alone, before anything is made of it. */
export async function forceAfterKill(/** @type {string} */ folder) {
  const wasKilled = await access(join(folder, "postmaster.pid")).then(
    () => true,
    () => false,
  );
  if (wasKilled) await forceFiles(folder);
}

/** @param {string} folder */
async function forceFiles(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return forceFiles(path);
      const handle = await open(path, "r+");
      try {
        await handle.sync();
        onDisk.add((await handle.stat()).ino);
      } finally {
        await handle.close();
      }
    }),
  );
}

/** @param {number} descriptor */
function force(descriptor) {
  const status = fstatSync(descriptor);
  if (status.isDirectory()) {
    if (FORCES_FOLDERS) fsyncSync(descriptor);
    return;
  }
  if (onDisk.has(status.ino)) return;
  fsyncSync(descriptor);
}

export class ForcedFiles extends NodeFS {
  /**
   * @override
   * @param {Parameters<NodeFS["init"]>[0]} database
   * @param {Parameters<NodeFS["init"]>[1]} options
   */
  async init(database, options) {
    const { emscriptenOpts } = await super.init(database, options);
    const { preRun } = emscriptenOpts;
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(preRun ?? []), addForce] } };
  }
}

/** @param {object} postgres Emscripten's module, whose types leave out its file systems */
function addForce(postgres) {
  const { NODEFS } = /** @type {{ NODEFS: NodeFiles }} */ (postgres);
  const { stream_ops, node_ops } = NODEFS;
  const { write } = stream_ops;
  stream_ops.write = (stream, ...rest) => {
    if (onDisk.size > 0) onDisk.delete(fstatSync(stream.nfd).ino);
    return write(stream, ...rest);
  };
  // Other changes of content are rare: after one, nothing is taken to be on the disk any more.
  for (const operations of [stream_ops, node_ops]) {
    const { setattr } = operations;
    operations.setattr = (target, attributes) => {
      if (attributes.size !== undefined) onDisk.clear();
      return setattr(target, attributes);
    };
  }
  stream_ops.fsync = ({ nfd }) => {
    NODEFS.tryFSOperation(() => force(nfd));
    return 0;
  };
}

/**
 * @typedef {{ size?: number }} Attributes
 * @typedef {{ nfd: number }} Stream
 * @typedef {{
 *   stream_ops: {
 *     write: (stream: Stream, ...rest: unknown[]) => number,
 *     setattr: (stream: Stream, attributes: Attributes) => void,
 *     fsync?: (stream: Stream) => number,
 *   },
 *   node_ops: { setattr: (node: object, attributes: Attributes) => void },
 *   tryFSOperation: (work: () => void) => void,
 * }} NodeFiles the part of Emscripten's NODEFS that is used; `tryFSOperation` makes Node's errors POSIX's
 */
