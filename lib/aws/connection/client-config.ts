import "server-only";
import { defaultProvider } from "@aws-sdk/credential-provider-node";
import type { ConnectionFacts, ServiceWords } from "@/lib/aws/connection/connection-facts";
import { badEndpoint } from "@/lib/aws/connection/network-problem";
import type { Problem } from "@/lib/domain/problem";

const CONNECT_TIMEOUT_MS = 5_000;
/** One attempt; a page of 1,000 ENIs can take seconds on a busy endpoint. */
const ANSWER_TIMEOUT_MS = 30_000;

/** A fixed account in place of the SDK's own configuration: the embedded one. */
export interface FixedAccount {
  readonly endpoint: string;
  readonly region: string;
}

/** What a client of any service is opened with. */
export interface ClientOptions {
  readonly userAgent: string;
  readonly aws: Omit<ConnectionFacts, "service" | "endpoint" | "region"> & {
    readonly endpointUrl: string | null;
    /** Somebody told the SDK how to retry; that holds. */
    readonly hasRetrySettings: boolean;
  };
  readonly fixed?: FixedAccount;
  readonly answerTimeoutMs?: number;
  /** Attempts for each request, the first one included. */
  readonly maxAttempts?: number;
}

interface Retrying {
  readonly retryMode: "standard" | "adaptive";
  /** Unless the options say otherwise. */
  readonly maxAttempts: number;
}

/** What the clients of all services have in common. */
export function sharedConfig(options: ClientOptions, { retryMode, maxAttempts }: Retrying) {
  const { userAgent, aws, fixed, answerTimeoutMs = ANSWER_TIMEOUT_MS } = options;
  return {
    customUserAgent: userAgent,
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: answerTimeoutMs,
      socketTimeout: answerTimeoutMs,
      throwOnRequestTimeout: true,
    },
    ...(aws.hasRetrySettings ? {} : { retryMode, maxAttempts: options.maxAttempts ?? maxAttempts }),
    ...(fixed
      ? {
          endpoint: fixed.endpoint,
          region: fixed.region,
          credentials: { accessKeyId: "demonstration", secretAccessKey: "demonstration" },
        }
      : // The SDK reads the shared files once for a process; renewed credentials must be seen without a restart.
        { credentialDefaultProvider: (init: object) => defaultProvider({ ...init, ignoreCache: true }) }),
  };
}

/**
 * What messages may name of a connection with these options, field by field: the options may hold more than may be
 * shown. A problem where the endpoint that is set is no http or https URL.
 */
export function connectionFactsOf({ aws, fixed }: ClientOptions, service: ServiceWords): ConnectionFacts | Problem {
  const origin = aws.endpointUrl === null ? null : originOf(aws.endpointUrl);
  if (aws.endpointUrl !== null && origin === null && !fixed) return badEndpoint(service);
  return {
    service,
    profile: fixed ? null : aws.profile,
    endpoint: fixed ? fixed.endpoint : origin,
    region: fixed?.region ?? null,
    hasAccessKeyId: aws.hasAccessKeyId,
    hasSecretAccessKey: aws.hasSecretAccessKey,
    hasWebIdentity: aws.hasWebIdentity,
    hasContainerCredentials: aws.hasContainerCredentials,
  };
}

/** The endpoint as it may be shown: without user, password and path. */
function originOf(endpointUrl: string): string | null {
  const url = URL.canParse(endpointUrl) ? new URL(endpointUrl) : null;
  return url && /^https?:$/.test(url.protocol) ? url.origin : null;
}
