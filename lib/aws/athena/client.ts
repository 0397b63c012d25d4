import "server-only";
import { AthenaClient } from "@aws-sdk/client-athena";
import { type ClientOptions, connectionFactsOf, sharedConfig } from "@/lib/aws/connection/client-config";
import type { ConnectionFacts, ServiceWords } from "@/lib/aws/connection/connection-facts";
import type { Problem } from "@/lib/domain/problem";

const MAX_ATTEMPTS = 4;

const ATHENA_WORDS: ServiceWords = {
  name: "Athena",
  iamPrefix: "athena",
  endpointVariable: "AWS_ENDPOINT_URL_ATHENA",
  whenThrottled: "It is tried again by itself. Athena limits the calls and the queries that run at once in an account.",
};

export interface AthenaConnection {
  readonly client: AthenaClient;
  readonly facts: ConnectionFacts;
}

export interface AthenaConnectionOptions extends ClientOptions {
  /** Told of every request that is sent, retries included. */
  readonly onRequest: () => void;
}

/** Opens Athena of the account that the SDK's own conventions name. Nothing is sent yet; throws nothing. */
export function openAthenaConnection(options: AthenaConnectionOptions): AthenaConnection | Problem {
  const facts = connectionFactsOf(options, ATHENA_WORDS);
  if (!("service" in facts)) return facts;
  const client = new AthenaClient(sharedConfig(options, { retryMode: "standard", maxAttempts: MAX_ATTEMPTS }));
  client.middlewareStack.add(
    (next) => (request) => {
      options.onRequest();
      return next(request);
    },
    { step: "finalizeRequest", priority: "low", name: "requestCount", override: true },
  );
  // It would copy every page, only to log nothing.
  client.middlewareStack.remove("loggerMiddleware");
  return { client, facts };
}
