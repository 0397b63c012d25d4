import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { MUTATIONS, type Mutation } from "@/bench/ipamd-mutations";

const USAGE = `Usage: npm run -s mutate:ipamd -- [PART OF A RULE'S NAME]

Breaks one rule of the pool model at a time, in a copy, and says which of the project's vectors notice. Prints the table
of lib/domain/ipamd/fixtures/README.md; exit status 1 where a broken rule goes unnoticed.`;

/** A model that is broken may never end. */
const TIMEOUT_MS = 60_000;

const RUNNER = `
import { isDeepStrictEqual } from "node:util";
import { readVectors } from "@/lib/domain/ipamd/fixtures/read-vectors";
import { traceScenario } from "@/lib/domain/ipamd/trace";
for (const vector of [...readVectors("named"), ...readVectors("open")]) {
  let trace = null;
  try {
    trace = JSON.parse(JSON.stringify(traceScenario(vector)));
  } catch {}
  if (!isDeepStrictEqual(trace, vector.expected)) console.log(vector.id);
}
`;

/** Vectors that notice, or null where the broken model did not end. */
type Caught = readonly string[] | null;

class Workshop {
  private readonly folder = mkdtempSync(join(tmpdir(), "eniscope-mutations-"));
  private readonly tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

  constructor() {
    cpSync("lib/domain", join(this.folder, "lib/domain"), { recursive: true });
    const compilerOptions = {
      module: "esnext",
      moduleResolution: "bundler",
      target: "ES2022",
      paths: { "@/*": ["./*"] },
    };
    writeFileSync(join(this.folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
    writeFileSync(join(this.folder, "package.json"), JSON.stringify({ type: "module" }));
    writeFileSync(join(this.folder, "run.ts"), RUNNER);
  }

  try({ file, from, to }: Mutation): Caught {
    const path = join(this.folder, "lib/domain/ipamd", file);
    const source = readFileSync(path, "utf8");
    writeFileSync(
      path,
      source.replace(from, () => to),
    );
    const caught = this.run();
    writeFileSync(path, source);
    return caught;
  }

  run(): Caught {
    const env = { ...process.env, TSX_TSCONFIG_PATH: join(this.folder, "tsconfig.json") };
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", this.tsx, "run.ts"], {
      cwd: this.folder,
      env,
      encoding: "utf8",
      timeout: TIMEOUT_MS,
    });
    if (status === null) return null;
    if (status !== 0) throw new Error(`the copy does not run: ${stderr}`);
    return stdout.split("\n").filter((id) => id !== "");
  }

  close(): void {
    rmSync(this.folder, { recursive: true });
  }
}

function describeCaught(caught: Caught): string {
  if (caught === null) return "all: it never ends";
  if (caught.length === 0) return "none";
  const more = caught.length > 4 ? " …" : "";
  return `${caught.length}: ${caught.slice(0, 4).join(", ")}${more}`;
}

function mutate(mutations: readonly Mutation[]): number {
  const workshop = new Workshop();
  try {
    if (workshop.run()?.length !== 0) throw new Error("the model is not equal to the vectors to begin with");
    console.log("| the broken model … | noticed by |\n|---|---|");
    let unnoticed = 0;
    for (const mutation of mutations) {
      const caught = workshop.try(mutation);
      if (caught?.length === 0) unnoticed++;
      console.log(`| ${mutation.rule} | ${describeCaught(caught)} |`);
    }
    return unnoticed;
  } finally {
    workshop.close();
  }
}

const [name = "", ...rest] = process.argv.slice(2);
const chosen = MUTATIONS.filter(({ rule }) => rule.includes(name));
if (rest.length > 0 || name.startsWith("-") || chosen.length === 0) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  process.exitCode = mutate(chosen) > 0 ? 1 : 0;
}
