import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readVectors } from "@/lib/domain/ipamd/fixtures/read-vectors";

const vectors = readVectors("named").slice(0, 12);
const linesOf = (values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join("");
const outputOf = (text: string): unknown[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "eniscope-simulate-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function command(script: string, args: readonly string[], input = "") {
  const { status, stdout, stderr } = spawnSync("node", ["bin/run.mjs", script, ...args], { encoding: "utf8", input });
  return { status, stdout, stderr };
}

describe("npm run -s simulate", () => {
  const expected = vectors.map(({ id, expected: trace }) => ({ id, expected: trace }));

  test("prints a scenario's id and trace a line, from a file and from standard input", () => {
    const fromFile = command("simulate", [fileOf("named.jsonl", linesOf(vectors))]);
    expect(fromFile.status).toBe(0);
    expect(outputOf(fromFile.stdout)).toEqual(expected);
    expect(outputOf(command("simulate", ["-"], `\n${linesOf(vectors)}\n`).stdout)).toEqual(expected);
  });

  test("draws another order with a seed, the same with the same", () => {
    const file = fileOf("seed.jsonl", linesOf(readVectors("open").slice(0, 20)));
    const [first, again] = [command("simulate", [file, "--seed", "4"]), command("simulate", [file, "--seed", "4"])];
    expect(first).toEqual(again);
    expect(first.stdout).not.toBe(command("simulate", [file]).stdout);
  });

  test("stops at a bad line with its file, number and field; the lines before it are whole", () => {
    const [first] = vectors;
    const bad = { ...first, nodes: first?.nodes.map((node) => ({ ...node, instanceType: "m9.huge" })) };
    const file = fileOf("bad.jsonl", linesOf([first, bad, first]));
    const { status, stdout, stderr } = command("simulate", [file]);
    expect(status).toBe(1);
    expect(outputOf(stdout)).toEqual(expected.slice(0, 1));
    expect(stderr).toBe(
      `simulate: ${file}, line 2, nodes[0].instanceType: "m9.huge" is no instance type that is known\n`,
    );
  });

  test("says which node finds no address at its launch", () => {
    const [first] = vectors;
    const full = { ...first, subnets: [{ id: "s0", cidr: "10.0.0.0/28", preAllocated: [[4, 11]] }] };
    const { status, stdout, stderr } = command("simulate", ["-"], linesOf([full]));
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain('line 1, nodes[0].subnet: "s0" has no address left for the node\'s primary ENI');
  });

  test.each([
    ["no JSON", "{bad\n", /line 1, scenario: is no JSON/],
    ["a line cut short", `${linesOf(vectors.slice(0, 1)).slice(0, 200)}`, /line 1, scenario: is no JSON/],
    ["a list", "[]\n", /line 1, scenario: .*expected object/],
    ["nothing", "\n\n", /holds no scenario/],
  ])("refuses %s", (_name, input, message) => {
    const { status, stdout, stderr } = command("simulate", ["-"], input);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(message);
  });

  test("refuses a file that is not there, and arguments that it does not know", () => {
    expect(command("simulate", [join(folder, "none.jsonl")])).toMatchObject({ status: 1, stdout: "" });
    for (const args of [[], ["a", "b"], ["a", "--seed"], ["a", "--seed", "x"]]) {
      expect(command("simulate", args)).toMatchObject({ status: 2, stdout: "" });
    }
  });
});

describe("npm run -s verify:ipamd", () => {
  test("is content with equal traces and names the first difference of others", () => {
    const good = fileOf("good.jsonl", linesOf(vectors));
    expect(command("verify-ipamd", [good])).toMatchObject({ status: 0, stdout: `${good}: 12 of 12 scenarios equal\n` });
    const changed = vectors.map((vector) => ({ ...vector, expected: { ...vector.expected, podsAssigned: -1 } }));
    const bad = fileOf("changed.jsonl", linesOf(changed));
    const { status, stdout, stderr } = command("verify-ipamd", [good, bad]);
    expect([status, stdout]).toEqual([1, `${good}: 12 of 12 scenarios equal\n${bad}: 0 of 12 scenarios equal\n`]);
    expect(stderr).toContain(
      "line 1 (named-01, default settings: one full ENI kept warm): podsAssigned: wanted -1, given 3",
    );
  });

  test("does not take an empty or unreadable file for verified", () => {
    expect(command("verify-ipamd", [fileOf("empty.jsonl", "")]).status).toBe(1);
    expect(command("verify-ipamd", [fileOf("plain.jsonl", '{"id":"x"}\n')]).status).toBe(1);
    expect(command("verify-ipamd", [join(folder, "none.jsonl")]).status).toBe(1);
  });
});
