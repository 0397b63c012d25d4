import "server-only";
import type { Problem } from "@/lib/domain/problem";

/** What messages may name of a connection; nothing here is secret. */
export interface ConnectionFacts {
  readonly profile: string | null;
  /** The endpoint's origin, where one is set in place of AWS's own. */
  readonly endpoint: string | null;
  readonly region: string | null;
  readonly hasAccessKeyId: boolean;
  readonly hasSecretAccessKey: boolean;
  readonly hasWebIdentity: boolean;
  readonly hasContainerCredentials: boolean;
}

export type ProblemText = Pick<Problem, "code" | "message" | "remedy" | "retryable" | "parameter">;

/** A recognised failure and the code that AWS, the SDK or the network gave it. */
export interface KnownProblem {
  readonly problem: ProblemText;
  readonly awsCode: string;
}

/** ` of profile x`, for after "the credentials"; empty without a profile. */
export const profileOf = ({ profile }: ConnectionFacts): string => (profile === null ? "" : ` of profile ${profile}`);

export const endpointName = ({ endpoint, region }: ConnectionFacts): string =>
  endpoint === null ? `EC2 in ${region ?? "an unknown Region"}` : `The endpoint ${endpoint}`;
