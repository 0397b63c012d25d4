import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { readScenarioLines } from "@/bin/scenario-lines";
import { traceScenario } from "@/lib/domain/ipamd/trace";

const USAGE = `Usage: npm run -s verify:ipamd -- FILE.jsonl …

Runs scenarios that carry the real code's trace as "expected" and compares every record, call count and wait. FILE "-"
is standard input. Exit status 0 where all are equal, 1 at any difference or unreadable line.`;

/** Differences that are shown; further ones are only counted. */
const SHOWN = 5;

const expectation = z.object({ expected: z.record(z.string(), z.unknown()), title: z.string().optional() });

/** The first place where two values differ, as a path with both values; null where they are equal. */
function firstDifference(wanted: unknown, given: unknown, path: string): string | null {
  if (isDeepStrictEqual(wanted, given)) return null;
  if (isObject(wanted) && isObject(given)) {
    for (const key of new Set([...Object.keys(wanted), ...Object.keys(given)])) {
      const found = firstDifference(wanted[key], given[key], path === "" ? key : `${path}.${key}`);
      if (found !== null) return found;
    }
  }
  return `${path}: wanted ${JSON.stringify(wanted)}, given ${JSON.stringify(given)}`;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

async function verifyFile(file: string): Promise<{ readonly total: number; readonly equal: number }> {
  let total = 0;
  let equal = 0;
  for await (const { number, value, parsed } of readScenarioLines(file)) {
    total++;
    const where = `${file}, line ${number}`;
    const expected = expectation.safeParse(value);
    if (!parsed.ok) {
      console.error(`${where}, ${parsed.problem.path}: ${parsed.problem.message}`);
    } else if (!expected.success) {
      console.error(`${where} (${parsed.scenario.id}): has no "expected" to compare with`);
    } else {
      const trace: unknown = JSON.parse(JSON.stringify(traceScenario(parsed.scenario)));
      const difference = firstDifference(expected.data.expected, trace, "");
      if (difference === null) equal++;
      else if (total - equal <= SHOWN) {
        console.error(
          `${where} (${parsed.scenario.id}${expected.data.title ? `, ${expected.data.title}` : ""}): ${difference}`,
        );
      }
    }
  }
  console.log(`${file}: ${equal} of ${total} scenarios equal`);
  return { total, equal };
}

async function run(files: readonly string[]): Promise<number> {
  if (files.length === 0 || files.includes("--help") || files.includes("-h")) {
    console.log(USAGE);
    return files.length === 0 ? 2 : 0;
  }
  let allEqual = true;
  for (const file of files) {
    const { total, equal } = await verifyFile(file);
    if (total === 0) console.error(`${file} holds no scenario.`);
    allEqual &&= total > 0 && equal === total;
  }
  return allEqual ? 0 : 1;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Error && "code" in error)) throw error;
  console.error(`verify:ipamd: ${error.message}`);
  process.exitCode = 1;
}
