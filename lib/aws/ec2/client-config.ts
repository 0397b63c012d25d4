import "server-only";
import { defaultProvider } from "@aws-sdk/credential-provider-node";

const CONNECT_TIMEOUT_MS = 5_000;
/** One attempt; a page of 1,000 ENIs can take seconds on a busy endpoint. */
const ANSWER_TIMEOUT_MS = 30_000;

/** A fixed account in place of the SDK's own configuration: the embedded one. */
export interface FixedAccount {
  readonly endpoint: string;
  readonly region: string;
}

interface SharedOptions {
  readonly userAgent: string;
  readonly fixed?: FixedAccount | undefined;
  readonly answerTimeoutMs?: number | undefined;
}

/** What the clients of all services have in common. */
export function sharedConfig({ userAgent, fixed, answerTimeoutMs = ANSWER_TIMEOUT_MS }: SharedOptions) {
  return {
    customUserAgent: userAgent,
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: answerTimeoutMs,
      socketTimeout: answerTimeoutMs,
      throwOnRequestTimeout: true,
    },
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

/** The endpoint as it may be shown: without user, password and path. */
export function originOf(endpointUrl: string): string | null {
  const url = URL.canParse(endpointUrl) ? new URL(endpointUrl) : null;
  return url && /^https?:$/.test(url.protocol) ? url.origin : null;
}
