import { describe, expect, it } from "vitest";
import { problemDetailsSchema } from "@/lib/domain/api/problem-details";
import { PROBLEM_CODES, type Problem } from "@/lib/domain/problem";
import { responseToProblem, responseWhileCollecting, statusOf } from "./problem-response";

const problem = (fields: Partial<Problem> = {}): Problem => ({
  code: "denied",
  message: "AWS denied ec2:DescribeVpcs.",
  remedy: "Grant ec2:DescribeVpcs.",
  retryable: false,
  ...fields,
});

describe("responseToProblem", () => {
  it.each(PROBLEM_CODES)("answers %s with an error status and a body of the schema", async (code) => {
    const response = responseToProblem(problem({ code }));
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.get("cache-control")).toBe("no-store");
    const details = problemDetailsSchema.strict().parse(await response.json());
    expect(details).toMatchObject({ code, status: response.status, remedy: "Grant ec2:DescribeVpcs." });
  });

  it("blames the reader for bad parameters, unknown ids and what cannot be now only", () => {
    const blamed = PROBLEM_CODES.filter((code) => statusOf(code) < 500);
    expect(blamed).toEqual(["invalid-parameter", "not-found", "conflict"]);
  });

  it("never tells the cause", async () => {
    const cause = new Error("connect ECONNREFUSED 10.1.2.3:443 at /home/someone/.aws/credentials");
    const text = await responseToProblem(problem({ code: "internal", cause })).text();
    expect(text).not.toMatch(/ECONNREFUSED|10\.1\.2\.3|\.aws|stack|cause/);
  });

  it("names the parameter at fault", async () => {
    const response = responseToProblem(problem({ code: "invalid-parameter", parameter: "limit" }));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ parameter: "limit" });
  });

  it("says when to come back only if that can help", () => {
    expect(responseToProblem(problem({ retryable: true })).headers.has("retry-after")).toBe(true);
    expect(responseToProblem(problem({ retryable: false })).headers.has("retry-after")).toBe(false);
  });
});

describe("responseWhileCollecting", () => {
  it("is a 503 to retry, with how far the collection has come", async () => {
    const api = { api: "DescribeVpcs", status: "reading", pageCount: 2, itemCount: 2000 } as const;
    const response = responseWhileCollecting({ startedAt: 1_700_000_000_000, apis: [api] });
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("1");
    const details = problemDetailsSchema.strict().parse(await response.json());
    expect(details).toMatchObject({ code: "collecting", progress: { apis: [api] } });
  });
});
