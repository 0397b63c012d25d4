import { cpus } from "node:os";
import { BENCH_PARTS, isBenchPart, runBench } from "@/bench/run";

const USAGE = `Usage: npm run -s bench -- [PART …]

Measures and prints the figures as JSON. Parts: ${BENCH_PARTS.join(", ")}; without any, all of them.`;

async function run(args: readonly string[]): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    console.log(USAGE);
    return 0;
  }
  const unknown = args.find((name) => !isBenchPart(name));
  if (unknown !== undefined) {
    console.error(`There is no part "${unknown}".\n${USAGE}`);
    return 2;
  }
  const parts = args.length > 0 ? args.filter(isBenchPart) : BENCH_PARTS;
  const results = await runBench(parts);
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? null, cores: cpus().length };
  console.log(JSON.stringify({ machine, ...results }, null, 2));
  return Object.values(results).some((result) => typeof result === "object" && result !== null && "error" in result)
    ? 1
    : 0;
}

process.exitCode = await run(process.argv.slice(2));
