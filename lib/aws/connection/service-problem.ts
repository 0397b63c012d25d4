import "server-only";
import { type ConnectionFacts, endpointName, type ProblemText, profileOf } from "@/lib/aws/connection/connection-facts";

/** What the service answered in place of data. `said` is its message, cleaned. */
export interface ServiceAnswer {
  readonly api: string;
  readonly code: string;
  readonly status: number;
  readonly said: string;
  readonly facts: ConnectionFacts;
}

const DENIED = new Set(["UnauthorizedOperation", "AccessDenied", "AccessDeniedException", "UnauthorizedException"]);
const EXPIRED = new Set(["RequestExpired", "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"]);
const CLOCK = new Set(["RequestTimeTooSkewed", "RequestInTheFuture"]);
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

/** Whether a code of AWS means that the account's request budget is used up. */
export const isThrottlingCode = (code: string): boolean => THROTTLED.has(code);

/** Whether a code of AWS means that the credentials were good and have expired. */
export const isExpiryCode = (code: string): boolean => EXPIRED.has(code);

/** AWS's own words without what should not be repeated: key ids, signed text, tokens, and what only AWS can decode. */
export function cleanAwsMessage(text: string): string {
  return text
    .replace(/\s*(Encoded authorization failure message:|The Canonical String|The String-to-Sign).*/s, "")
    .replace(/\b(?:AKIA|ASIA)[A-Z0-9]{8,}\b/g, "(key id)")
    .replace(/[\w+/=-]{80,}/g, "(…)")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 400);
}

/** The Problem of an answer that is an error. */
export function serviceProblem(answer: ServiceAnswer): ProblemText {
  const { code, status, said, facts } = answer;
  // The token service refuses when a role's credentials are renewed between two calls.
  if (/\bsts:|\bsso:/i.test(said)) return roleRefused(facts);
  if (DENIED.has(code)) return denied(answer);
  if (THROTTLED.has(code) || status === 429) return throttled(answer);
  if (/scoped to a valid region|region '[^']*' is wrong/i.test(said) || code === "OptInRequired")
    return otherRegion(facts);
  if (CLOCK.has(code) || /signature (expired|not yet current)/i.test(said)) return wrongClock(facts);
  if (EXPIRED.has(code)) return expiredCredentials(facts);
  if (INVALID.has(code)) return notAccepted(answer);
  return status >= 500 ? serverError(answer) : refused(answer);
}

const denied = ({ api, facts }: ServiceAnswer): ProblemText => ({
  code: "denied",
  message: `The credentials${profileOf(facts)} may not call ${api}.`,
  remedy: `Allow the action ${facts.service.iamPrefix}:${api} on all resources in the IAM policy of the role or user.`,
  retryable: false,
});

const throttled = ({ api, facts }: ServiceAnswer): ProblemText => ({
  code: "throttled",
  message: `${facts.service.name} throttled ${api} in ${facts.region ?? "the Region"}: the account's request budget is used up.`,
  remedy: facts.service.whenThrottled,
  retryable: true,
});

const otherRegion = (facts: ConnectionFacts): ProblemText => ({
  code: "wrong-region",
  message: `${facts.service.name} does not take requests for ${facts.region ?? "this Region"} from this account.`,
  remedy:
    "Set AWS_REGION to the Region that holds the VPCs; a Region that is off by default must be enabled for the account first.",
  retryable: false,
});

const wrongClock = (facts: ConnectionFacts): ProblemText => ({
  code: "invalid-credentials",
  message: `${facts.service.name} refused the request's signature because of its time.`,
  remedy: "Set this machine's clock; it is more than a few minutes off.",
  retryable: false,
});

export function expiredCredentials(facts: ConnectionFacts): ProblemText {
  const renew = facts.profile === null ? "aws sso login" : `aws sso login --profile ${facts.profile}`;
  return {
    code: "expired-credentials",
    message: `The credentials${profileOf(facts)} have expired.`,
    remedy: `Renew them (with IAM Identity Center: ${renew}). Credentials in environment variables need a restart of Eniscope.`,
    retryable: false,
  };
}

const notAccepted = ({ code, facts }: ServiceAnswer): ProblemText => ({
  code: "invalid-credentials",
  message: `AWS does not accept the credentials${profileOf(facts)} (${code}).`,
  remedy: `Check access key and secret, and that ${facts.region ?? "the Region"} is enabled for the account.`,
  retryable: false,
});

export const roleRefused = (facts: ConnectionFacts): ProblemText => ({
  code: "invalid-credentials",
  message: `AWS did not hand out the role's credentials${profileOf(facts)}.`,
  remedy:
    "Check the role's name and that its trust policy admits these credentials (`aws sts get-caller-identity` shows whose they are).",
  retryable: false,
});

const serverError = ({ api, status, facts }: ServiceAnswer): ProblemText => ({
  code: "endpoint-unreachable",
  message: `${endpointName(facts)} answered ${api} with HTTP ${status}.`,
  remedy: "Wait for the next collection; look at the AWS Health Dashboard, or at the proxy in between, if it stays so.",
  retryable: true,
});

const refused = ({ api, code, facts }: ServiceAnswer): ProblemText => ({
  code: "malformed-answer",
  message: `${endpointName(facts)} did not accept ${api} (${code}).`,
  remedy:
    facts.endpoint === null
      ? "Wait for the next collection."
      : `Check that the endpoint serves this API of ${facts.service.name}.`,
  retryable: false,
});
