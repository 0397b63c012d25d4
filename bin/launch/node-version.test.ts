import { describe, expect, it } from "vitest";
import { nodeVersionProblem, TESTS_NEED_MINOR } from "./node-version.mjs";

describe("nodeVersionProblem", () => {
  it.each(["20.9.0", "20.20.2", "21.0.0", "22.1.0", "24.21.0", "100.0.0"])("accepts %s", (version) => {
    expect(nodeVersionProblem(version)).toBeNull();
  });

  it.each(["20.8.1", "18.20.8", "16.20.2", "9.11.2", "0.10.48"])("refuses %s and names it", (version) => {
    expect(nodeVersionProblem(version)).toContain(`Node 20.9 or newer is needed, this is ${version}.`);
  });

  it("asks for as much as the tests' tools do, where it is for them", () => {
    expect(nodeVersionProblem("20.12.2", TESTS_NEED_MINOR)).toContain("Node 20.13 or newer is needed");
    for (const version of ["20.13.0", "22.0.0"]) expect(nodeVersionProblem(version, TESTS_NEED_MINOR)).toBeNull();
  });
});
