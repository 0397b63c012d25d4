import { once } from "node:events";
import { readScenarioLines } from "@/bin/scenario-lines";
import { init, nodesNotLaunched } from "@/lib/domain/ipamd/fleet";
import type { Scenario } from "@/lib/domain/ipamd/scenario";
import type { ScenarioProblem } from "@/lib/domain/ipamd/scenario-problem";
import { type Trace, traceToEnd } from "@/lib/domain/ipamd/trace";
import { ascendingOrder, seededOrder } from "@/lib/domain/ipamd/visit-order";

const USAGE = `Usage: npm run -s simulate -- FILE.jsonl [--seed N]

Runs the VPC CNI's address pool (ipamd v1.23.1) over scenarios, one JSON object a line, and prints for each one line
{"id": …, "expected": {records, calls, waits, initFailures, podsAssigned}}. FILE "-" is standard input.
ENIs and addresses are visited in ascending order, or with --seed in an order drawn from N, as the real process does.
Stops at the first line that is no scenario: exit status 1, and the line and field on standard error.`;

class BadScenario extends Error {}

const badScenario = (file: string, line: number, { path, message }: ScenarioProblem): BadScenario =>
  new BadScenario(`${file === "-" ? "standard input" : file}, line ${line}, ${path}: ${message}`);

function simulate(scenario: Scenario, seed: number | null): Trace | ScenarioProblem {
  const fleet = init(scenario, seed === null ? ascendingOrder() : seededOrder(seed));
  const trace = traceToEnd(fleet);
  const [node] = nodesNotLaunched(fleet);
  if (node === undefined) return trace;
  const message = `"${scenario.nodes[node]?.subnet}" has no address left for the node's primary ENI`;
  return { path: `nodes[${node}].subnet`, message };
}

interface Options {
  readonly file: string;
  readonly seed: number | null;
}

/** Null where the arguments are not of the form that the usage shows. */
function parseOptions(args: readonly string[]): Options | null {
  const [file, flag, seed, ...rest] = args;
  if (file === undefined || rest.length > 0) return null;
  if (flag === undefined) return { file, seed: null };
  return flag === "--seed" && seed !== undefined && /^\d{1,9}$/.test(seed) ? { file, seed: Number(seed) } : null;
}

async function run(args: readonly string[]): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    console.log(USAGE);
    return 0;
  }
  const options = parseOptions(args);
  if (options === null) {
    console.error(USAGE);
    return 2;
  }
  const { file, seed } = options;
  let count = 0;
  for await (const { number, parsed } of readScenarioLines(file)) {
    if (!parsed.ok) throw badScenario(file, number, parsed.problem);
    const result = simulate(parsed.scenario, seed);
    if ("path" in result) throw badScenario(file, number, result);
    const line = `${JSON.stringify({ id: parsed.scenario.id, expected: result })}\n`;
    if (!process.stdout.write(line)) await once(process.stdout, "drain");
    count++;
  }
  if (count === 0) throw new BadScenario(`${file === "-" ? "standard input" : file} holds no scenario.`);
  return 0;
}

const isFileError = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && "code" in error;

// A reader that has seen enough (head, less) closes the pipe; that is no fault of the simulation.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof BadScenario) && !isFileError(error)) throw error;
  console.error(`simulate: ${error.message}`);
  process.exitCode = 1;
}
