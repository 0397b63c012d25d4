import "server-only";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { readLeniently } from "@/lib/aws/cloudtrail/lenient-answer";
import type { LookupPace } from "@/lib/aws/cloudtrail/lookup-pace";
import { type ClientOptions, connectionFactsOf, sharedConfig } from "@/lib/aws/connection/client-config";
import type { ConnectionFacts, ServiceWords } from "@/lib/aws/connection/connection-facts";
import { isThrottlingCode } from "@/lib/aws/connection/service-problem";
import type { Problem } from "@/lib/domain/problem";

const MAX_ATTEMPTS = 4;

const CLOUDTRAIL_WORDS: ServiceWords = {
  name: "CloudTrail",
  iamPrefix: "cloudtrail",
  endpointVariable: "AWS_ENDPOINT_URL_CLOUDTRAIL",
  whenThrottled:
    "It is tried again by itself. CloudTrail allows two lookups a second for the account and Region, to all who ask: another tool or an open Event history in the console may use them up.",
};

export interface TrailConnectionOptions extends ClientOptions {
  readonly pace: LookupPace;
}

export interface TrailConnection {
  readonly client: CloudTrailClient;
  readonly pace: LookupPace;
  readonly facts: ConnectionFacts;
}

/** Every attempt waits for its turn, so the middleware stands inside the SDK's retry loop; its answer sets the pace. */
function meter(client: CloudTrailClient, pace: LookupPace): void {
  client.middlewareStack.add(
    (next) => async (request) => {
      const answered = await pace.take();
      try {
        const answer = await next(request);
        pace.succeeded();
        return answer;
      } catch (error) {
        if (error instanceof Error && isThrottlingCode(error.name)) pace.throttled();
        throw error;
      } finally {
        answered();
      }
    },
    { step: "finalizeRequest", priority: "low", name: "lookupPace", override: true },
  );
}

/** Opens CloudTrail of the account that the SDK's own conventions name, or of a fixed one. Nothing is sent yet; throws nothing. */
export function openTrailConnection(options: TrailConnectionOptions): TrailConnection | Problem {
  const facts = connectionFactsOf(options, CLOUDTRAIL_WORDS);
  if (!("service" in facts)) return facts;
  const client = new CloudTrailClient(sharedConfig(options, { retryMode: "standard", maxAttempts: MAX_ATTEMPTS }));
  meter(client, options.pace);
  readLeniently(client);
  // It would copy every page, only to log nothing.
  client.middlewareStack.remove("loggerMiddleware");
  return { client, pace: options.pace, facts };
}
