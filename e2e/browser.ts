import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type LaunchOptions } from "@playwright/test";
import { carriedChromium, STARTS_WITHIN_MS } from "./carried-chromium";

/** Enough for a container without sandbox, GPU and network; the carried browser crashes with its package's own list. */
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const SYSTEM_COMMANDS = ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser", "chrome"];
const SYSTEM_PATHS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

interface Candidate {
  readonly executablePath: string;
  readonly env?: Record<string, string>;
}

type Place = "named" | "playwright" | "system" | "carried";

/** Where a Chromium may come from, in the order in which they are tried. */
const PLACES: Readonly<Record<Place, () => Candidate | null | Promise<Candidate | null>>> = {
  named: () => (process.env.PLAYWRIGHT_CHROMIUM ? { executablePath: process.env.PLAYWRIGHT_CHROMIUM } : null),
  playwright: () => found(chromium.executablePath()),
  system: () =>
    found(...SYSTEM_PATHS, ...SYSTEM_COMMANDS.flatMap((name) => pathFolders().map((folder) => join(folder, name)))),
  carried: carriedChromium,
};

const pathFolders = () => (process.env.PATH ?? "").split(delimiter).filter(Boolean);

function found(...paths: string[]): Candidate | null {
  const executablePath = paths.find((path) => existsSync(path));
  return executablePath ? { executablePath } : null;
}

/** Whether it starts here: a browser may be there without the libraries that it needs. */
const starts = ({ executablePath, env }: Candidate): boolean =>
  spawnSync(executablePath, ["--version"], { env: { ...process.env, ...env }, timeout: STARTS_WITHIN_MS }).status === 0;

/**
 * How to launch a Chromium on this machine: the one that PLAYWRIGHT_CHROMIUM names, else Playwright's own download, else
 * an installed Chrome or Chromium, else the one carried in node_modules. ENISCOPE_TEST_BROWSER=playwright|system|carried
 * leaves one place only.
 */
export async function launchOptions(): Promise<LaunchOptions> {
  // Workers load the configuration again; what the first process found is handed down to them.
  const known = process.env.ENISCOPE_TEST_LAUNCH;
  if (known) return JSON.parse(known);
  const candidate = await firstThatStarts();
  const options = {
    args: ARGS,
    executablePath: candidate.executablePath,
    ...(candidate.env && { env: { ...definedEnvironment(), ...candidate.env } }),
  };
  process.env.ENISCOPE_TEST_LAUNCH = JSON.stringify(options);
  return options;
}

async function firstThatStarts(): Promise<Candidate> {
  const only = process.env.ENISCOPE_TEST_BROWSER;
  for (const [place, find] of Object.entries(PLACES)) {
    if (only && place !== only) continue;
    const candidate = await find();
    if (candidate && starts(candidate)) return candidate;
    if (candidate && place === "named")
      throw new Error(`PLAYWRIGHT_CHROMIUM=${candidate.executablePath} does not start.`);
  }
  throw new Error(
    "No Chromium starts on this machine. Install one (npx playwright install chromium, or your system's package), or name one by PLAYWRIGHT_CHROMIUM=path.",
  );
}

const definedEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
