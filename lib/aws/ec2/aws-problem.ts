import "server-only";
import type { ConnectionFacts, ProblemText } from "@/lib/aws/ec2/connection-facts";
import { credentialProblem } from "@/lib/aws/ec2/credential-problem";
import { networkProblem } from "@/lib/aws/ec2/network-problem";
import { MalformedAnswer } from "@/lib/aws/ec2/wire/xml-reader";
import type { Problem } from "@/lib/domain/problem";
import { type Ec2Api, iamActionOf } from "@/lib/domain/vpc/snapshot";

/** A Problem together with the code that AWS or the network gave it. */
export interface ApiProblem extends Problem {
  readonly awsCode: string;
  /** What AWS said, cleaned; empty when it said nothing. */
  readonly awsMessage: string;
}

const DENIED = new Set(["UnauthorizedOperation", "AccessDenied", "AccessDeniedException", "UnauthorizedException"]);
const EXPIRED = new Set(["RequestExpired", "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"]);
const INVALID = new Set([
  "AuthFailure",
  "InvalidClientTokenId",
  "SignatureDoesNotMatch",
  "UnrecognizedClientException",
  "InvalidAccessKeyId",
  "InvalidSignatureException",
  "InvalidSecurity",
  "MissingAuthenticationToken",
  "MissingSecurityHeader",
  "IncompleteSignature",
  "NotSignedUp",
  "Blocked",
]);
const CLOCK = new Set(["RequestTimeTooSkewed", "RequestInTheFuture"]);
// The codes that the SDK retries as throttling (@smithy/core 3.41.0, service-error-classification).
const THROTTLED = new Set([
  "BandwidthLimitExceeded",
  "EC2ThrottledException",
  "LimitExceededException",
  "PriorRequestNotComplete",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "SlowDown",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
  "TransactionInProgressException",
]);

interface ServiceError extends Error {
  readonly $metadata: { readonly httpStatusCode?: number };
}

const isServiceError = (error: unknown): error is ServiceError =>
  error instanceof Error && "$fault" in error && "$metadata" in error;

/** AWS's own words without what should not be repeated: key ids, and the encoded part that only AWS can read. */
export function cleanAwsMessage(text: string): string {
  return text
    .replace(/\s*Encoded authorization failure message:.*/s, "")
    .replace(/\b(?:AKIA|ASIA)[A-Z0-9]{8,}\b/g, "(key id)")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 400);
}

const describeProfile = ({ profile }: ConnectionFacts): string => (profile === null ? "" : ` of profile ${profile}`);

/** Some refusals come from the token service, when a role's credentials are renewed between two calls. */
const isFromTokenService = (said: string): boolean => /\bsts:|\bsso:/i.test(said);

function serviceProblem(api: Ec2Api, code: string, status: number, facts: ConnectionFacts, said: string): ProblemText {
  const region = facts.region ?? "the Region";
  if (DENIED.has(code)) {
    return {
      code: "denied",
      message: `The credentials${describeProfile(facts)} may not call ${api}.`,
      remedy: `Allow the action ${iamActionOf(api)} on all resources in the IAM policy of the role or user.`,
      retryable: false,
    };
  }
  if (THROTTLED.has(code) || status === 429) {
    return {
      code: "throttled",
      message: `EC2 throttled ${api} in ${region}: the account's request budget is used up.`,
      remedy:
        "Wait for the next collection. If it stays so, lower ENISCOPE_EC2_REQUESTS_PER_S or raise ENISCOPE_MAX_AGE_S.",
      retryable: true,
    };
  }
  if (/scoped to a valid region|region '[^']*' is wrong/i.test(said) || code === "OptInRequired") {
    return {
      code: "wrong-region",
      message: `EC2 does not take requests for ${region} from this account.`,
      remedy:
        "Set AWS_REGION to the Region that holds the VPCs; a Region that is off by default must be enabled for the account first.",
      retryable: false,
    };
  }
  if (CLOCK.has(code) || /signature (expired|not yet current)/i.test(said)) {
    return {
      code: "invalid-credentials",
      message: "EC2 refused the request's signature because of its time.",
      remedy: "Set this machine's clock; it is more than a few minutes off.",
      retryable: false,
    };
  }
  if (EXPIRED.has(code)) return expired(facts);
  if (INVALID.has(code)) {
    return {
      code: "invalid-credentials",
      message: `AWS does not accept the credentials${describeProfile(facts)} (${code}).`,
      remedy: `Check access key and secret, and that ${region} is enabled for the account.`,
      retryable: false,
    };
  }
  if (status >= 500) {
    return {
      code: "endpoint-unreachable",
      message: `${describeEndpoint(facts)} answered ${api} with HTTP ${status}.`,
      remedy:
        "Wait for the next collection; look at the AWS Health Dashboard, or at the proxy in between, if it stays so.",
      retryable: true,
    };
  }
  return {
    code: "malformed-answer",
    message: `${describeEndpoint(facts)} did not accept ${api} (${code}).`,
    remedy:
      facts.endpoint === null ? "Wait for the next collection." : "Check that the endpoint serves this API of EC2.",
    retryable: false,
  };
}

const describeEndpoint = ({ endpoint, region }: ConnectionFacts): string =>
  endpoint === null ? `EC2 in ${region ?? "an unknown Region"}` : `The endpoint ${endpoint}`;

function malformedProblem(api: Ec2Api, facts: ConnectionFacts): ProblemText {
  return {
    code: "malformed-answer",
    message: `${describeEndpoint(facts)} sent an answer to ${api} that is incomplete or no answer of EC2.`,
    remedy:
      facts.endpoint === null
        ? "Wait for the next collection; a proxy that cuts or replaces answers is the usual cause."
        : "Check that AWS_ENDPOINT_URL names an EC2 endpoint and that nothing in between changes its answers.",
    retryable: true,
  };
}

/** The SDK could not make sense of the answer, or our reader could not. */
const isMalformed = (error: unknown): error is Error =>
  error instanceof MalformedAnswer ||
  (error instanceof Error &&
    (/XML parse error|Deserialization error/.test(error.message) || "$responseBodyText" in error));

/** Anything that a call of the SDK threw, as a Problem. Of what is not known, nothing but that it happened is told. */
export function toApiProblem(error: unknown, api: Ec2Api, facts: ConnectionFacts): ApiProblem {
  if (isMalformed(error)) return withCode(malformedProblem(api, facts), "MalformedAnswer", detailOf(error));
  if (isServiceError(error)) {
    const said = cleanAwsMessage(error.message);
    const status = error.$metadata.httpStatusCode ?? 0;
    if (isFromTokenService(said)) return withCode(roleRefused(facts), error.name, said);
    return withCode(serviceProblem(api, error.name, status, facts, said), error.name, said === "Unknown" ? "" : said);
  }
  const known = credentialProblem(error, facts) ?? networkProblem(error, facts);
  return known ? withCode(known.problem, known.awsCode, "") : unknownProblem(`${api} failed`, error);
}

/** Nobody handed over credentials in time. */
export class CredentialsTimeout extends Error {}

/** Anything that looking for credentials or a Region threw, before any call of EC2. */
export function toSetupProblem(error: unknown, facts: ConnectionFacts): ApiProblem {
  if (error instanceof CredentialsTimeout) return withCode(credentialsLate(facts), "Timeout", "");
  if (isServiceError(error)) {
    const problem = EXPIRED.has(error.name) ? expired(facts) : roleRefused(facts);
    return withCode(problem, error.name, cleanAwsMessage(error.message));
  }
  const known =
    credentialProblem(error, facts) ?? networkProblem(error, { ...facts, endpoint: "AWS's sign-in service" });
  return known
    ? withCode(known.problem, known.awsCode, "")
    : unknownProblem("Looking for AWS credentials failed", error);
}

const unknownProblem = (what: string, cause: unknown): ApiProblem => ({
  code: "internal",
  message: `${what} for a reason that Eniscope does not know.`,
  remedy: "The server's log has the details.",
  retryable: true,
  awsCode: "Unknown",
  awsMessage: "",
  cause,
});

const credentialsLate = (facts: ConnectionFacts): ProblemText => ({
  code: "no-credentials",
  message: `The AWS credentials${describeProfile(facts)} did not come within a minute.`,
  remedy:
    "A credential process that waits for input cannot be used by a server; otherwise check the way to AWS's sign-in service.",
  retryable: true,
});

const roleRefused = (facts: ConnectionFacts): ProblemText => ({
  code: "invalid-credentials",
  message: `AWS did not hand out the role's credentials${describeProfile(facts)}.`,
  remedy:
    "Check the role's name and that its trust policy admits these credentials (`aws sts get-caller-identity` shows whose they are).",
  retryable: false,
});

function expired(facts: ConnectionFacts): ProblemText {
  const renew = facts.profile === null ? "aws sso login" : `aws sso login --profile ${facts.profile}`;
  return {
    code: "expired-credentials",
    message: `The credentials${describeProfile(facts)} have expired.`,
    remedy: `Renew them (with IAM Identity Center: ${renew}). Credentials in environment variables need a restart of Eniscope.`,
    retryable: false,
  };
}

const withCode = (problem: ProblemText, awsCode: string, awsMessage: string): ApiProblem => ({
  ...problem,
  awsCode,
  awsMessage,
});

/** Our reader's own words say where the answer breaks; the SDK's may quote the answer and stay out. */
const detailOf = (error: Error): string => (error instanceof MalformedAnswer ? error.message : "");
