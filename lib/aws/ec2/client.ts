import "server-only";
import { EC2Client } from "@aws-sdk/client-ec2";
import { type ClientOptions, connectionFactsOf, sharedConfig } from "@/lib/aws/connection/client-config";
import type { ConnectionFacts, ServiceWords } from "@/lib/aws/connection/connection-facts";
import type { RequestBudget } from "@/lib/aws/ec2/request-budget";
import { RawAnswerProtocol } from "@/lib/aws/ec2/wire/raw-answer-protocol";
import type { Problem } from "@/lib/domain/problem";
import { EC2_APIS } from "@/lib/domain/vpc/snapshot";

const MAX_ATTEMPTS = 5;

export const EC2_WORDS: ServiceWords = {
  name: "EC2",
  iamPrefix: "ec2",
  endpointVariable: "AWS_ENDPOINT_URL_EC2",
  whenThrottled:
    "Wait for the next collection. If it stays so, lower ENISCOPE_EC2_REQUESTS_PER_S or raise ENISCOPE_MAX_AGE_S.",
};

export interface ConnectionOptions extends ClientOptions {
  readonly budget: RequestBudget;
}

export interface Ec2Connection {
  readonly client: EC2Client;
  readonly budget: RequestBudget;
  readonly facts: ConnectionFacts;
  /** Learnt from the endpoint's answers and kept, so that it is not asked in vain again. */
  readonly learnt: { refusesManagedResources: boolean };
}

/** Every attempt waits for its turn and is counted, so the middleware stands inside the SDK's retry loop, after signing. */
function meter(client: EC2Client, budget: RequestBudget): void {
  client.middlewareStack.add(
    (next, context) => async (request) => {
      const api = EC2_APIS.find((each) => `${each}Command` === context.commandName);
      if (api) await budget.take(api);
      return next(request);
    },
    { step: "finalizeRequest", priority: "low", name: "requestBudget", override: true },
  );
}

/** Opens the account that the SDK's own conventions name, or a fixed one. Nothing is sent yet; throws nothing. */
export function openConnection(options: ConnectionOptions): Ec2Connection | Problem {
  const facts = connectionFactsOf(options, EC2_WORDS);
  if (!("service" in facts)) return facts;
  const retrying = { retryMode: "adaptive", maxAttempts: MAX_ATTEMPTS } as const;
  const client = new EC2Client({ protocol: RawAnswerProtocol, ...sharedConfig(options, retrying) });
  meter(client, options.budget);
  // It would copy every page, only to log nothing.
  client.middlewareStack.remove("loggerMiddleware");
  return { client, budget: options.budget, learnt: { refusesManagedResources: false }, facts };
}
