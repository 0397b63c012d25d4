import "server-only";
import type { ConnectionFacts, KnownProblem, ProblemText, ServiceWords } from "@/lib/aws/connection/connection-facts";

const NOT_FOUND = new Set(["ENOTFOUND", "EAI_NODATA", "EAI_NONAME"]);
const TLS = /^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_|ERR_SSL_|EPROTO$|HOSTNAME_MISMATCH$)/;

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the connection was cut",
  EPIPE: "the connection was cut",
  ERR_STREAM_PREMATURE_CLOSE: "the connection was cut",
  EHOSTUNREACH: "no route leads there",
  ENETUNREACH: "no route leads there",
  EAI_AGAIN: "the name server does not answer",
  ETIMEDOUT: "it did not answer in time",
  ABORT_ERR: "it did not answer in time",
};

/** The error's own code, or that of what caused it: Node wraps the failures of several addresses into one. */
function codeOf(error: unknown, depth = 0): string | null {
  if (typeof error !== "object" || error === null || depth > 5) return null;
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0], depth + 1);
  return "cause" in error ? codeOf(error.cause, depth + 1) : null;
}

/** What could not be reached: the service itself, or what hands out credentials. */
export type Destination = "service" | "sign-in";

function placeOf(facts: ConnectionFacts, to: Destination): string {
  if (to === "sign-in") return "AWS's sign-in service";
  const { name } = facts.service;
  return facts.endpoint ?? (facts.region === null ? name : `${name} in ${facts.region}`);
}

const unreachable = (facts: ConnectionFacts, to: Destination, reason: string): ProblemText => ({
  code: "endpoint-unreachable",
  message: `${placeOf(facts, to)} cannot be reached: ${reason}.`,
  remedy:
    to === "sign-in" || facts.endpoint === null
      ? "Check this machine's network, its proxy and the VPC endpoints, if there are any."
      : "Start the service at AWS_ENDPOINT_URL, or set the variable to where it runs.",
  retryable: true,
});

function nameNotFound(facts: ConnectionFacts, to: Destination): ProblemText {
  if (to === "service" && facts.endpoint !== null) return unreachable(facts, to, "its name is unknown");
  return {
    code: "wrong-region",
    message: `There is no AWS endpoint for the Region ${facts.region ?? "(none)"}, or its name cannot be looked up from here.`,
    remedy:
      "Check AWS_REGION (or the profile's region) for a spelling mistake such as eu-wset-1, then the name server.",
    retryable: true,
  };
}

const untrusted = (facts: ConnectionFacts, to: Destination, code: string): ProblemText => ({
  code: "endpoint-unreachable",
  message: `No secure connection to ${placeOf(facts, to)} could be made (${code}).`,
  remedy: "If a proxy opens TLS on the way, name its certificate authority in NODE_EXTRA_CA_CERTS and start again.",
  retryable: false,
});

/** A failure on the way to the endpoint or in naming it; null for any other error. */
export function networkProblem(
  error: unknown,
  facts: ConnectionFacts,
  to: Destination = "service",
): KnownProblem | null {
  const text = error instanceof Error ? error.message : "";
  if (/region is missing/i.test(text)) return { problem: NO_REGION, awsCode: "RegionMissing" };
  if (/region not accepted|valid hostname component|invalid region/i.test(text)) {
    return { problem: BAD_REGION, awsCode: "RegionNotAccepted" };
  }
  const code = codeOf(error) ?? timeoutCodeOf(error);
  const problem = code === null ? null : problemOfCode(code, facts, to);
  return problem === null || code === null ? null : { problem, awsCode: code };
}

/** Timeouts and aborted calls that bear no code of their own. */
function timeoutCodeOf(error: unknown): string | null {
  return error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError") ? "ETIMEDOUT" : null;
}

function problemOfCode(code: string, facts: ConnectionFacts, to: Destination): ProblemText | null {
  if (code === "ERR_INVALID_URL" || code === "ERR_INVALID_PROTOCOL") return badEndpoint(facts.service);
  if (NOT_FOUND.has(code)) return nameNotFound(facts, to);
  if (TLS.test(code)) return untrusted(facts, to, code);
  const reason = code.startsWith("HPE_") ? "what answers there is no web server" : REASONS[code];
  return reason === undefined ? null : unreachable(facts, to, reason);
}

const NO_REGION: ProblemText = {
  code: "wrong-region",
  message: "No Region is set.",
  remedy: "Set AWS_REGION, or `region` in the profile, to the Region that holds the VPCs, for example eu-west-1.",
  retryable: false,
};

const BAD_REGION: ProblemText = {
  code: "wrong-region",
  message: "What is set as the Region cannot be a Region's name.",
  remedy: "Set AWS_REGION, or `region` in the profile, to a Region's code, for example eu-west-1.",
  retryable: false,
};

/** AWS_ENDPOINT_URL or the service's own variable holds no http or https URL. */
export const badEndpoint = ({ name, endpointVariable }: ServiceWords): ProblemText => ({
  code: "invalid-setting",
  message: `AWS_ENDPOINT_URL or ${endpointVariable} holds no URL that ${name} could be reached at.`,
  remedy: "Set it to a URL with its scheme, for example http://127.0.0.1:4566, or unset it for AWS's own endpoint.",
  retryable: false,
  parameter: "AWS_ENDPOINT_URL",
});
