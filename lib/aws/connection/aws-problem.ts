import "server-only";
import { type ConnectionFacts, endpointName, type ProblemText, profileOf } from "@/lib/aws/connection/connection-facts";
import { credentialProblem } from "@/lib/aws/connection/credential-problem";
import { MalformedAnswer } from "@/lib/aws/connection/malformed-answer";
import { networkProblem } from "@/lib/aws/connection/network-problem";
import {
  cleanAwsMessage,
  expiredCredentials,
  isExpiryCode,
  roleRefused,
  serviceProblem,
} from "@/lib/aws/connection/service-problem";
import type { ProfileState } from "@/lib/aws/connection/shared-profile";
import type { Problem } from "@/lib/domain/problem";

/** A Problem together with the code that AWS or the network gave it. */
export interface ApiProblem extends Problem {
  readonly awsCode: string;
  /** What AWS said, cleaned; empty when it said nothing. */
  readonly awsMessage: string;
}

/** Nobody handed over credentials in time. */
export class CredentialsTimeout extends Error {}

interface ServiceError extends Error {
  readonly $metadata: { readonly httpStatusCode?: number };
}

const isServiceError = (error: unknown): error is ServiceError =>
  error instanceof Error && "$fault" in error && "$metadata" in error;

/** The SDK could not make sense of the answer. Its words may quote the answer and are not repeated. */
const isUnparsable = (error: unknown): boolean =>
  error instanceof Error &&
  (/XML parse error|Deserialization error/.test(error.message) || "$responseBodyText" in error);

/** Anything that a call of the SDK threw, as a Problem in the words of the facts' service. Of what is not known, nothing but that it happened is told. */
export function toApiProblem(error: unknown, api: string, facts: ConnectionFacts): ApiProblem {
  if (error instanceof MalformedAnswer) return withCode(malformed(api, facts), error.name);
  if (isServiceError(error)) {
    const said = cleanAwsMessage(error.message);
    const status = error.$metadata.httpStatusCode ?? 0;
    const problem = serviceProblem({ api, code: error.name, status, said, facts });
    return withCode(problem, error.name, said === "Unknown" ? "" : said);
  }
  const known = credentialProblem(error, facts, "configured") ?? networkProblem(error, facts);
  if (known) return withCode(known.problem, known.awsCode);
  return isUnparsable(error)
    ? withCode(malformed(api, facts), "MalformedAnswer")
    : unknownProblem(`${api} failed`, error);
}

/** Anything that looking for credentials threw, before any call of EC2. */
export function toSetupProblem(error: unknown, facts: ConnectionFacts, profile: ProfileState): ApiProblem {
  if (error instanceof CredentialsTimeout) return withCode(credentialsLate(facts), "Timeout");
  if (isServiceError(error)) {
    const problem = isExpiryCode(error.name) ? expiredCredentials(facts) : roleRefused(facts);
    return withCode(problem, error.name, cleanAwsMessage(error.message));
  }
  const known = credentialProblem(error, facts, profile) ?? networkProblem(error, facts, "sign-in");
  return known ? withCode(known.problem, known.awsCode) : unknownProblem("Looking for AWS credentials failed", error);
}

/** Anything that looking for the Region threw. */
export function toRegionProblem(error: unknown, facts: ConnectionFacts): ApiProblem {
  const known = networkProblem(error, facts);
  return known ? withCode(known.problem, known.awsCode) : unknownProblem("Looking for the AWS Region failed", error);
}

const withCode = (problem: ProblemText, awsCode: string, awsMessage = ""): ApiProblem => ({
  ...problem,
  awsCode,
  awsMessage,
});

const malformed = (api: string, facts: ConnectionFacts): ProblemText => ({
  code: "malformed-answer",
  message: `${endpointName(facts)} sent an answer to ${api} that is incomplete or no answer of ${facts.service.name}.`,
  remedy:
    facts.endpoint === null
      ? "Wait for the next collection; a proxy that cuts or replaces answers is the usual cause."
      : `Check that AWS_ENDPOINT_URL names an endpoint of ${facts.service.name} and that nothing in between changes its answers.`,
  retryable: true,
});

const credentialsLate = (facts: ConnectionFacts): ProblemText => ({
  code: "no-credentials",
  message: `The AWS credentials${profileOf(facts)} did not come within a minute.`,
  remedy:
    "A credential process that waits for input cannot be used by a server; otherwise check the way to AWS's sign-in service.",
  retryable: true,
});

const unknownProblem = (what: string, cause: unknown): ApiProblem => ({
  code: "internal",
  message: `${what} for a reason that Eniscope does not know.`,
  remedy: "The server's log has the details.",
  retryable: true,
  awsCode: "Unknown",
  awsMessage: "",
  cause,
});
