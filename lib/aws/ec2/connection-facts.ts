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
}

export type ProblemText = Pick<Problem, "code" | "message" | "remedy" | "retryable" | "parameter">;

/** A recognised failure and the code that AWS, the SDK or the network gave it. */
export interface KnownProblem {
  readonly problem: ProblemText;
  readonly awsCode: string;
}
