import "server-only";
import { EC2Client, type EC2ClientConfig } from "@aws-sdk/client-ec2";
import { type FixedAccount, originOf, sharedConfig } from "@/lib/aws/ec2/client-config";
import type { ConnectionFacts } from "@/lib/aws/ec2/connection-facts";
import { BAD_ENDPOINT } from "@/lib/aws/ec2/network-problem";
import type { RequestBudget } from "@/lib/aws/ec2/request-budget";
import { RawAnswerProtocol } from "@/lib/aws/ec2/wire/raw-answer-protocol";
import type { Problem } from "@/lib/domain/problem";
import { EC2_APIS } from "@/lib/domain/vpc/snapshot";

const MAX_ATTEMPTS = 5;

export interface ConnectionOptions {
  readonly budget: RequestBudget;
  readonly userAgent: string;
  readonly aws: Omit<ConnectionFacts, "endpoint" | "region"> & {
    readonly endpointUrl: string | null;
    /** Somebody told the SDK how to retry; that holds. */
    readonly hasRetrySettings: boolean;
  };
  readonly fixed?: FixedAccount;
  readonly answerTimeoutMs?: number;
  /** Attempts for each request, the first one included. */
  readonly maxAttempts?: number;
}

export interface Ec2Connection {
  readonly client: EC2Client;
  readonly budget: RequestBudget;
  readonly facts: ConnectionFacts;
  /** Learnt from the endpoint's answers and kept, so that it is not asked in vain again. */
  readonly learnt: { refusesManagedResources: boolean };
}

const clientConfig = (options: ConnectionOptions): EC2ClientConfig => ({
  protocol: RawAnswerProtocol,
  ...(options.aws.hasRetrySettings ? {} : { retryMode: "adaptive", maxAttempts: options.maxAttempts ?? MAX_ATTEMPTS }),
  ...sharedConfig(options),
});

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
  const { profile, endpointUrl, hasRetrySettings: _, ...credentialFacts } = options.aws;
  const origin = endpointUrl === null ? null : originOf(endpointUrl);
  if (endpointUrl !== null && origin === null && !options.fixed) return BAD_ENDPOINT;
  const client = new EC2Client(clientConfig(options));
  meter(client, options.budget);
  // It would copy every page, only to log nothing.
  client.middlewareStack.remove("loggerMiddleware");
  return {
    client,
    budget: options.budget,
    learnt: { refusesManagedResources: false },
    facts: {
      profile: options.fixed ? null : profile,
      endpoint: options.fixed ? options.fixed.endpoint : origin,
      region: options.fixed?.region ?? null,
      ...credentialFacts,
    },
  };
}
