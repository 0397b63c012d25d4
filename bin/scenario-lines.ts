import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { type ParsedScenario, parseScenario } from "@/lib/domain/ipamd/parse-scenario";
import { lookUpInstanceLimits } from "@/lib/domain/vpc/instance-limits";

/** A line of a scenario file: its number (from 1), the parsed JSON, and the scenario or why it is none. */
export interface ScenarioLine {
  readonly number: number;
  readonly value: unknown;
  readonly parsed: ParsedScenario;
}

/** Reads scenarios one line at a time, so that a file may be larger than memory; `-` is standard input. Empty lines are passed over. */
export async function* readScenarioLines(file: string): AsyncGenerator<ScenarioLine> {
  const input = file === "-" ? process.stdin : createReadStream(file);
  // Without this, a file that cannot be read ends the lines in silence on some versions of Node.
  const failure = new Promise<never>((_, reject) => input.once("error", reject));
  failure.catch(() => {});
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();
  for (let number = 1; ; number++) {
    const line = await Promise.race([lines.next(), failure]);
    if (line.done) return;
    if (line.value.trim() !== "") yield { number, ...parseLine(line.value) };
  }
}

function parseLine(text: string): Omit<ScenarioLine, "number"> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const message = `is no JSON: ${error instanceof Error ? error.message : String(error)}`;
    return { value: null, parsed: { ok: false, problem: { path: "scenario", message } } };
  }
  return { value, parsed: parseScenario(value, lookUpInstanceLimits) };
}
