import { describe, expect, it } from "vitest";
import { toApiProblem, toSetupProblem } from "@/lib/aws/connection/aws-problem";
import type { ConnectionFacts } from "@/lib/aws/connection/connection-facts";
import { EC2_WORDS } from "@/lib/aws/ec2/client";
import { readScripted } from "@/lib/aws/ec2/fixtures/read-scripted";
import { refusal } from "@/lib/aws/ec2/fixtures/scripted-endpoint";
import type { ProblemCode } from "@/lib/domain/problem";

const FACTS: ConnectionFacts = {
  service: EC2_WORDS,
  profile: "dev",
  endpoint: null,
  region: "eu-wset-1",
  hasAccessKeyId: false,
  hasSecretAccessKey: false,
  hasWebIdentity: false,
  hasContainerCredentials: false,
};

const withCode = (code: string, name = "Error") => Object.assign(new Error("connect failed"), { code, name });

describe("errors of the network", () => {
  it.each<[string, unknown, ProblemCode, string]>([
    ["a name that is not found", withCode("ENOTFOUND"), "wrong-region", "eu-wset-1"],
    ["a name server that is down", withCode("EAI_AGAIN"), "endpoint-unreachable", "name server"],
    ["a refused connection", withCode("ECONNREFUSED"), "endpoint-unreachable", "nothing listens"],
    [
      "a refusal at every address",
      Object.assign(new AggregateError([withCode("ECONNREFUSED")]), { code: undefined }),
      "endpoint-unreachable",
      "nothing listens",
    ],
    ["no route", withCode("EHOSTUNREACH"), "endpoint-unreachable", "no route"],
    ["a timeout", withCode("ETIMEDOUT", "TimeoutError"), "endpoint-unreachable", "in time"],
    [
      "a timeout without a code",
      Object.assign(new Error("x"), { name: "TimeoutError" }),
      "endpoint-unreachable",
      "in time",
    ],
    [
      "an unknown certificate authority",
      withCode("SELF_SIGNED_CERT_IN_CHAIN"),
      "endpoint-unreachable",
      "CERT_IN_CHAIN",
    ],
    ["an expired certificate", withCode("CERT_HAS_EXPIRED"), "endpoint-unreachable", "CERT_HAS_EXPIRED"],
    ["what is no web server", withCode("HPE_INVALID_CONSTANT"), "endpoint-unreachable", "no web server"],
    [
      "a cause within",
      Object.assign(new Error("x"), { cause: withCode("ECONNRESET") }),
      "endpoint-unreachable",
      "was cut",
    ],
  ])("%s", (_name, error, code, words) => {
    const problem = toApiProblem(error, "DescribeVpcs", FACTS);
    expect(problem).toMatchObject({ code, message: expect.stringContaining(words) });
    expect(problem.remedy).not.toBe("");
  });

  it("names the sign-in service where credentials were looked for", () => {
    expect(toSetupProblem(withCode("ECONNREFUSED"), FACTS, "configured").message).toContain("sign-in service");
  });
});

describe("an error that nobody knows", () => {
  it("is told without its words, which stay in the cause", () => {
    const error = new Error("secret detail");
    const problem = toApiProblem(error, "DescribeVpcs", FACTS);
    expect(problem).toMatchObject({ code: "internal", cause: error });
    expect(`${problem.message} ${problem.remedy} ${problem.awsMessage}`).not.toContain("secret detail");
  });

  it.each([
    ["a text", "boom"],
    ["nothing", undefined],
    ["a number", 7],
  ])("may be %s", (_name, thrown) => {
    expect(toApiProblem(thrown, "DescribeVpcs", FACTS).code).toBe("internal");
  });
});

describe("refusals of EC2, over the wire", () => {
  it.each<[string, string, ProblemCode]>([
    ["RequestExpired", "Request has expired.", "expired-credentials"],
    ["ExpiredToken", "The provided token has expired.", "expired-credentials"],
    ["AuthFailure", "AWS was not able to validate the provided access credentials", "invalid-credentials"],
    ["InvalidClientTokenId", "The security token included in the request is invalid.", "invalid-credentials"],
    ["SignatureDoesNotMatch", "The request signature we calculated does not match.", "invalid-credentials"],
    ["SignatureDoesNotMatch", "Credential should be scoped to a valid region.", "wrong-region"],
    ["SignatureDoesNotMatch", "Signature expired: 20260101T000000Z is now earlier than", "invalid-credentials"],
    ["OptInRequired", "You are not subscribed to this service.", "wrong-region"],
    ["UnauthorizedOperation", "You are not authorized to perform this operation.", "denied"],
    ["AccessDenied", "User: arn:aws:sts::1:x is not authorized to perform: sts:AssumeRole", "invalid-credentials"],
    ["InvalidAction", "The action DescribeVpcs is not valid for this web service.", "malformed-answer"],
  ])("%s (%s) is %s", async (awsCode, message, code) => {
    const { results } = await readScripted(
      { DescribeVpcs: () => refusal(awsCode.startsWith("Unauth") ? 403 : 400, awsCode, message) },
      { maxAttempts: 1 },
    );
    const { problem, outcome } = results.DescribeVpcs;
    expect(problem).toMatchObject({ code, awsCode });
    expect(outcome).toMatchObject({ code: awsCode, message: expect.stringContaining(message.slice(0, 40)) });
  });

  it("never repeats key ids, tokens or signed text", async () => {
    const token = "FwoGZXIvYXdzEBYaD".repeat(8);
    const { results } = await readScripted(
      {
        DescribeVpcs: () =>
          refusal(
            403,
            "SignatureDoesNotMatch",
            `Key AKIAIOSFODNN7EXAMPLE with ${token} is wrong.\n\nThe Canonical String for this request should have been 'POST x-amz-security-token:abc'`,
          ),
      },
      { maxAttempts: 1 },
    );
    const shown = JSON.stringify(results.DescribeVpcs.outcome);
    expect(shown).toContain("is wrong.");
    expect(shown).not.toMatch(/AKIAIOSF|FwoGZXIv|security-token/);
  });
});
