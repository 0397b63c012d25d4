import { describe, expect, it } from "vitest";
import { CHANGING_PATHS, refusalOf } from "./refused-request";

const refusal = (method: string, path: string, headers: Record<string, string> = {}, isHostAllowed = true) =>
  refusalOf({ method, path, headers: new Headers({ host: "localhost:3000", ...headers }), isHostAllowed });

describe("refusalOf", () => {
  it.each([
    ["GET", "/"],
    ["HEAD", "/subnets/subnet-0a"],
    ["GET", "/api/vpcs"],
    ...CHANGING_PATHS.map((path): [string, string] => ["POST", path]),
    ["GET", "/api/demo"],
  ])("serves %s %s", (method, path) => {
    expect(refusal(method, path)).toBeNull();
  });

  it.each([
    ["POST", "/"],
    ["POST", "/api/vpcs"],
    ["PUT", "/api/vpcs"],
    ["DELETE", "/api/vpcs/vpc-0a"],
    ["OPTIONS", "/api/vpcs"],
    ...CHANGING_PATHS.map((path): [string, string] => ["GET", path]),
    ["POST", "/api/demo"],
    ["POST", "/api/refresh/"],
  ])("refuses %s %s and says what is allowed", (method, path) => {
    expect(refusal(method, path)).toMatchObject({
      status: 405,
      allow: CHANGING_PATHS.includes(path) ? "POST" : "GET, HEAD",
    });
  });

  it("refuses a foreign host before anything else", () => {
    expect(refusal("DELETE", "/", {}, false)).toMatchObject({ status: 403, code: "host-not-allowed" });
  });

  it.each([
    ["another origin", { origin: "http://evil.example" }],
    ["another port", { origin: "http://localhost:4000" }],
    ["an opaque origin", { origin: "null" }],
    ["another site's page", { "sec-fetch-site": "cross-site" }],
    ["a page of a neighbour", { "sec-fetch-site": "same-site", origin: "http://localhost:3000" }],
  ])("refuses to change anything for %s", (_, headers) => {
    for (const path of CHANGING_PATHS) {
      expect(refusal("POST", path, headers)).toMatchObject({ status: 403, code: "cross-site" });
    }
  });

  it.each([
    ["its own page", { origin: "http://localhost:3000", "sec-fetch-site": "same-origin" }],
    ["a program without a browser's headers", {}],
  ])("refreshes for %s", (_, headers) => {
    expect(refusal("POST", "/api/refresh", headers)).toBeNull();
  });

  it("does not hold a foreign page's link against a reader", () => {
    expect(refusal("GET", "/", { "sec-fetch-site": "cross-site", origin: "http://wiki.example" })).toBeNull();
  });
});
