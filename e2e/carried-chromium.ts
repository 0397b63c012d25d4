import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Against hanging only: a cold disk takes its time for 200 MB. */
export const STARTS_WITHIN_MS = 120_000;

const CACHE = join(import.meta.dirname, "..", "node_modules", ".cache", "eniscope-chromium");
/** Written last: it stands for the whole. */
const FONTS_FILE = join(CACHE, "fonts", "eniscope.conf");

/** Told that it runs in AWS Lambda, the package also unpacks the shared libraries that a minimal system lacks. */
const UNPACK = `import chromium from "@sparticuz/chromium"; console.log(await chromium.executablePath());`;
const LAMBDA = { AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" };

/** The package's own configuration names folders of AWS Lambda. Without any font a page's first text is a crash. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir></fontconfig>
`;

interface Carried {
  readonly executablePath: string;
  readonly env: Record<string, string>;
}

/**
 * The Chromium that the package @sparticuz/chromium carries, unpacked once into node_modules/.cache, with its own font,
 * and its own libraries (nss, nspr, expat) where the system has none. Null on machines that it is not made for.
 */
export function carriedChromium(): Carried | null {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  if (!existsSync(FONTS_FILE)) unpack();
  const executablePath = join(CACHE, "chromium");
  const fonts = { FONTCONFIG_FILE: FONTS_FILE };
  const bare = spawnSync(executablePath, ["--version"], { timeout: STARTS_WITHIN_MS });
  return { executablePath, env: bare.status === 0 ? fonts : { ...fonts, LD_LIBRARY_PATH: libraryFolder() } };
}

const libraryFolder = () => [join(CACHE, "al2023", "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");

/** Unpacks beside and moves into place, so that a broken-off attempt leaves nothing that looks whole. */
function unpack(): void {
  mkdirSync(join(CACHE, ".."), { recursive: true });
  const folder = mkdtempSync(`${CACHE}-`);
  const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", UNPACK], {
    cwd: join(import.meta.dirname, ".."),
    env: { ...process.env, ...LAMBDA, TMPDIR: folder },
    encoding: "utf8",
  });
  if (status !== 0) {
    rmSync(folder, { recursive: true });
    throw new Error(`The Chromium in @sparticuz/chromium could not be unpacked: ${stderr}`);
  }
  writeFileSync(join(folder, "fonts", "eniscope.conf"), FONTS);
  rmSync(CACHE, { recursive: true, force: true });
  renameSync(folder, CACHE);
}
