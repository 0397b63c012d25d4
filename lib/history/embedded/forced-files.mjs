/**
 * PGlite's files in a folder, forced to the disk whenever PostgreSQL asks. PGlite's layer over Node's files does not know
 * the call and its start parameters (-F) keep PostgreSQL from asking, so that a power cut could take what was committed.
 */
import { fstatSync, fsyncSync } from "node:fs";
import { NodeFS } from "@electric-sql/pglite/nodefs";

/** Comes after PGlite's own parameters and so wins. By fsync, since its C library's fdatasync does nothing. */
export const FORCING = ["fsync=on", "wal_sync_method=fsync"];

/** Windows forces no folder; its file system writes the names in it by itself. */
const FORCES_FOLDERS = process.platform !== "win32";

/** @param {number} descriptor */
function force(descriptor) {
  if (FORCES_FOLDERS || !fstatSync(descriptor).isDirectory()) fsyncSync(descriptor);
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
  NODEFS.stream_ops.fsync = ({ nfd }) => {
    NODEFS.tryFSOperation(() => force(nfd));
    return 0;
  };
}

/**
 * @typedef {{
 *   stream_ops: { fsync?: (stream: { nfd: number }) => number },
 *   tryFSOperation: (work: () => void) => void,
 * }} NodeFiles the part of Emscripten's NODEFS that is used; `tryFSOperation` makes Node's errors POSIX's
 */
