import { readFileSync } from "node:fs";
import { patchCommand } from "@/bin/patch-command";

// A reader that has seen enough (head, less) closes the pipe; that is no fault of the patch.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

process.exitCode = patchCommand(process.argv.slice(2), {
  readText: (path) => readFileSync(path === "-" ? 0 : path, "utf8"),
  writeOut: (text) => process.stdout.write(text),
  writeError: (line) => console.error(line),
});
