import "server-only";
import type { Problem } from "@/lib/domain/problem";

/** How messages speak of the service that was called. */
export interface ServiceWords {
  readonly name: string;
  /** Of its IAM actions. */
  readonly iamPrefix: string;
  /** The SDK's variable for an endpoint of this service alone. */
  readonly endpointVariable: string;
  readonly whenThrottled: string;
}

/** What messages may name of a connection; nothing here is secret. */
export interface ConnectionFacts {
  readonly service: ServiceWords;
  readonly profile: string | null;
  /** The endpoint's origin, where one is set in place of AWS's own. */
  readonly endpoint: string | null;
  readonly region: string | null;
  readonly hasAccessKeyId: boolean;
  readonly hasSecretAccessKey: boolean;
  readonly hasWebIdentity: boolean;
  readonly hasContainerCredentials: boolean;
}

/** A Problem but for its cause. */
export type ProblemText = Pick<Problem, "code" | "message" | "remedy" | "retryable" | "parameter">;

/** A recognised failure and the code that AWS, the SDK or the network gave it. */
export interface KnownProblem {
  readonly problem: ProblemText;
  readonly awsCode: string;
}

/** ` of profile x`, for after "the credentials"; empty without a profile. */
export const profileOf = ({ profile }: ConnectionFacts): string => (profile === null ? "" : ` of profile ${profile}`);

/** For the beginning of a sentence: `EC2 in eu-west-1`, `The endpoint http://…`. */
export const endpointName = (facts: ConnectionFacts): string =>
  facts.endpoint === null
    ? `${facts.service.name} in ${facts.region ?? "an unknown Region"}`
    : `The endpoint ${facts.endpoint}`;
