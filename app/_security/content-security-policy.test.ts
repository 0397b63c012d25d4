import { describe, expect, it } from "vitest";
import { contentSecurityPolicy } from "./content-security-policy";

const directives = (isDevelopment: boolean) =>
  new Map(
    contentSecurityPolicy({ nonce: "bm9uY2U=", isDevelopment })
      .split("; ")
      .map((directive) => {
        const [name = "", ...sources] = directive.split(" ");
        return [name, sources] as const;
      }),
  );

describe("contentSecurityPolicy in production", () => {
  const policy = directives(false);

  it("runs inline scripts and style sheets by nonce only", () => {
    expect(policy.get("script-src")).toEqual(["'self'", "'nonce-bm9uY2U='", "'strict-dynamic'"]);
    expect(policy.get("style-src")).toEqual(["'self'", "'nonce-bm9uY2U='"]);
  });

  it("allows unsafe-inline in style attributes and nowhere else, and eval nowhere", () => {
    const unsafe = [...policy].filter(([, sources]) => sources.some((source) => source.startsWith("'unsafe-")));
    expect(unsafe.map(([name]) => name)).toEqual(["style-src-attr"]);
  });

  it.each(["object-src", "base-uri", "frame-ancestors"])("closes %s", (name) => {
    expect(policy.get(name)).toEqual(["'none'"]);
  });

  it("names no foreign origin and no wildcard", () => {
    for (const [, sources] of policy) for (const source of sources) expect(source).toMatch(/^('.+'|data:)$/);
  });
});

it("loosens scripts and sockets for the development server", () => {
  const policy = directives(true);
  expect(policy.get("script-src")).toContain("'unsafe-eval'");
  expect(policy.get("connect-src")).toContain("ws:");
});
