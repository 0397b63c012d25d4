import "server-only";
import { AthenaClient } from "@aws-sdk/client-athena";
import type { ConnectionOptions } from "@/lib/aws/ec2/client";
import { originOf, sharedConfig } from "@/lib/aws/ec2/client-config";
import type { ConnectionFacts, ServiceWords } from "@/lib/aws/ec2/connection-facts";
import { badEndpoint } from "@/lib/aws/ec2/network-problem";
import type { Problem } from "@/lib/domain/problem";

const MAX_ATTEMPTS = 4;

export const ATHENA_WORDS: ServiceWords = {
  name: "Athena",
  iamPrefix: "athena",
  endpointVariable: "AWS_ENDPOINT_URL_ATHENA",
  whenThrottled: "It is tried again by itself. Athena limits the calls and the queries that run at once in an account.",
};

export interface AthenaConnection {
  readonly client: AthenaClient;
  readonly facts: ConnectionFacts;
}

export interface AthenaConnectionOptions extends Omit<ConnectionOptions, "budget"> {
  /** Told of every request that is sent, retries included. */
  readonly onRequest: () => void;
}

/** Opens Athena of the account that the SDK's own conventions name. Nothing is sent yet; throws nothing. */
export function openAthenaConnection(options: AthenaConnectionOptions): AthenaConnection | Problem {
  const { profile, endpointUrl, hasRetrySettings, ...credentialFacts } = options.aws;
  const origin = endpointUrl === null ? null : originOf(endpointUrl);
  if (endpointUrl !== null && origin === null && !options.fixed) return badEndpoint(ATHENA_WORDS);
  const client = new AthenaClient({
    ...(hasRetrySettings ? {} : { retryMode: "standard", maxAttempts: options.maxAttempts ?? MAX_ATTEMPTS }),
    ...sharedConfig(options),
  });
  client.middlewareStack.add(
    (next) => (request) => {
      options.onRequest();
      return next(request);
    },
    { step: "finalizeRequest", priority: "low", name: "requestCount", override: true },
  );
  client.middlewareStack.remove("loggerMiddleware");
  return {
    client,
    facts: {
      service: ATHENA_WORDS,
      profile: options.fixed ? null : profile,
      endpoint: options.fixed ? options.fixed.endpoint : origin,
      region: options.fixed?.region ?? null,
      ...credentialFacts,
    },
  };
}
