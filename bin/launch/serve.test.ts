import { describe, expect, it } from "vitest";
import { welcome } from "./serve.mjs";

describe("welcome", () => {
  const health = {
    status: "ok",
    version: "1.2.3",
    source: { kind: "aws", label: "profile dev, eu-central-1" },
    problem: null,
  };
  const here = { host: "127.0.0.1", port: 3000 };

  it("says where to open it and what it reads", () => {
    expect(welcome(here, health)).toMatch(/Open {4}http:\/\/127.0.0.1:3000\n {2}Source {2}AWS, read-only: profile dev/);
  });

  it("says how to see one's own account in place of the demonstration", () => {
    expect(welcome(here, { ...health, source: { kind: "demo", label: "demo" } })).toContain("AWS_PROFILE=");
  });

  it("says what is wrong and what to do", () => {
    const problem = { message: "The credentials have expired.", remedy: "Sign in again." };
    expect(welcome(here, { ...health, problem })).toMatch(
      /But {5}The credentials have expired\.\n {10}Sign in again\./,
    );
  });

  it("warns when others can reach it", () => {
    expect(welcome({ ...here, host: "0.0.0.0" }, health)).toMatch(/no sign-in/);
    expect(welcome(here, health)).not.toMatch(/no sign-in/);
  });
});
