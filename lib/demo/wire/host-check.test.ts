import { describe, expect, it } from "vitest";
import { isAllowedHost } from "@/lib/demo/wire/host-check";

describe("the Host check", () => {
  it.each([
    { header: "127.0.0.1:4700", bound: "127.0.0.1", allowed: true },
    { header: "localhost:4700", bound: "127.0.0.1", allowed: true },
    { header: "LOCALHOST", bound: "127.0.0.1", allowed: true },
    { header: "[::1]:4700", bound: "::1", allowed: true },
    { header: "127.0.0.53", bound: "127.0.0.1", allowed: true },
    { header: "evil.example:4700", bound: "127.0.0.1", allowed: false },
    { header: "127.0.0.1.evil.example", bound: "127.0.0.1", allowed: false },
    { header: "192.0.2.7:4700", bound: "127.0.0.1", allowed: false },
    { header: undefined, bound: "127.0.0.1", allowed: false },
    { header: "", bound: "127.0.0.1", allowed: false },
    { header: "localhost:x", bound: "127.0.0.1", allowed: false },
    { header: "a b", bound: "127.0.0.1", allowed: false },
    { header: "192.0.2.7:4700", bound: "0.0.0.0", allowed: true },
    { header: "evil.example:4700", bound: "0.0.0.0", allowed: false },
    { header: "lab.internal:4700", bound: "lab.internal", allowed: true },
    { header: "evil.example", bound: "lab.internal", allowed: false },
  ])("$header on $bound: $allowed", ({ header, bound, allowed }) => {
    expect(isAllowedHost(header, bound)).toBe(allowed);
  });
});
