import "server-only";
import type { ConnectionFacts, KnownProblem, ProblemText } from "@/lib/aws/ec2/connection-facts";

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
};

/** The error's own code, or that of what caused it: Node wraps the failures of several addresses into one. */
function codeOf(error: unknown, depth = 0): string | null {
  if (typeof error !== "object" || error === null || depth > 5) return null;
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0], depth + 1);
  return "cause" in error ? codeOf(error.cause, depth + 1) : null;
}

function placeOf({ endpoint, region }: ConnectionFacts): string {
  return endpoint ?? (region === null ? "EC2" : `EC2 in ${region}`);
}

const checkEndpoint = ({ endpoint }: ConnectionFacts): string =>
  endpoint === null
    ? "Check this machine's network, its proxy and the VPC endpoint for EC2, if there is one."
    : "Start the service at AWS_ENDPOINT_URL, or set the variable to where it runs.";

const unreachable = (facts: ConnectionFacts, reason: string): ProblemText => ({
  code: "endpoint-unreachable",
  message: `${placeOf(facts)} cannot be reached: ${reason}.`,
  remedy: checkEndpoint(facts),
  retryable: true,
});

function nameNotFound(facts: ConnectionFacts): ProblemText {
  if (facts.endpoint !== null) return unreachable(facts, "its name is unknown");
  return {
    code: "wrong-region",
    message: `There is no EC2 endpoint for the Region ${facts.region ?? "(none)"}, or its name cannot be looked up from here.`,
    remedy:
      "Check AWS_REGION (or the profile's region) for a spelling mistake such as eu-wset-1, then the name server.",
    retryable: true,
  };
}

const untrusted = (facts: ConnectionFacts, code: string): ProblemText => ({
  code: "endpoint-unreachable",
  message: `No secure connection to ${placeOf(facts)} could be made (${code}).`,
  remedy: "If a proxy opens TLS on the way, name its certificate authority in NODE_EXTRA_CA_CERTS and start again.",
  retryable: false,
});

/** A failure on the way to the endpoint or in naming it; null for any other error. */
export function networkProblem(error: unknown, facts: ConnectionFacts): KnownProblem | null {
  const text = error instanceof Error ? error.message : "";
  const name = error instanceof Error ? error.name : "";
  if (/region is missing/i.test(text)) return { problem: noRegion(), awsCode: "RegionMissing" };
  if (/region not accepted|valid hostname component|invalid region/i.test(text)) {
    return { problem: badRegion(facts), awsCode: "RegionNotAccepted" };
  }
  const code = codeOf(error);
  if (code === "ERR_INVALID_URL" || code === "ERR_INVALID_PROTOCOL" || /invalid url/i.test(text)) {
    return { problem: badEndpoint(), awsCode: "InvalidEndpoint" };
  }
  if (code !== null && NOT_FOUND.has(code)) return { problem: nameNotFound(facts), awsCode: code };
  if (code !== null && TLS.test(code)) return { problem: untrusted(facts, code), awsCode: code };
  if (code?.startsWith("HPE_"))
    return { problem: unreachable(facts, "what answers there is no web server"), awsCode: code };
  if (name === "TimeoutError" && (code === null || !(code in REASONS))) {
    return { problem: unreachable(facts, "it did not answer in time"), awsCode: "Timeout" };
  }
  const reason = code === null ? undefined : REASONS[code];
  if (reason !== undefined) return { problem: unreachable(facts, reason), awsCode: code ?? "" };
  if (name === "AbortError" || code === "ABORT_ERR") {
    return { problem: unreachable(facts, "it did not answer in time"), awsCode: "Timeout" };
  }
  return null;
}

const noRegion = (): ProblemText => ({
  code: "wrong-region",
  message: "No Region is set.",
  remedy: "Set AWS_REGION, or `region` in the profile, to the Region that holds the VPCs, for example eu-west-1.",
  retryable: false,
});

const badRegion = ({ region }: ConnectionFacts): ProblemText => ({
  code: "wrong-region",
  message: `${region ?? "The Region"} cannot be the name of a Region.`,
  remedy: "Set AWS_REGION to a Region's code, for example eu-west-1.",
  retryable: false,
});

/** AWS_ENDPOINT_URL or AWS_ENDPOINT_URL_EC2 holds no http or https URL. */
export const badEndpoint = (): ProblemText => ({
  code: "invalid-setting",
  message: "AWS_ENDPOINT_URL or AWS_ENDPOINT_URL_EC2 holds no URL that EC2 could be reached at.",
  remedy: "Set it to a URL with its scheme, for example http://127.0.0.1:4566, or unset it for AWS's own endpoint.",
  retryable: false,
  parameter: "AWS_ENDPOINT_URL",
});
