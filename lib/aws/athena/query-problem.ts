import "server-only";
import type { ApiProblem } from "@/lib/aws/connection/aws-problem";
import { type ConnectionFacts, profileOf } from "@/lib/aws/connection/connection-facts";
import { cleanAwsMessage } from "@/lib/aws/connection/service-problem";

export interface QueryProblem {
  readonly problem: ApiProblem;
  readonly iamAction: string;
}

const START_ACTION = "athena:StartQueryExecution";

/** Why a query did not succeed, or could not be started, from what Athena says of it; null where it says nothing known. */
export function queryProblem(said: string, code: string, facts: ConnectionFacts): QueryProblem | null {
  const message = cleanAwsMessage(said);
  const withSaid = (problem: Omit<ApiProblem, "awsCode" | "awsMessage">, iamAction = START_ACTION): QueryProblem => ({
    problem: { ...problem, message: `${problem.message} Athena says: ${message}`, awsCode: code, awsMessage: message },
    iamAction,
  });
  const action = deniedAction(said);
  if (action !== null) {
    return withSaid(
      {
        code: "denied",
        message: `The credentials${profileOf(facts)} may not do all that the query needs.`,
        remedy: `Allow the action ${action} in the IAM policy of the role or user (with Lake Formation: grant SELECT on the table).`,
        retryable: false,
      },
      action,
    );
  }
  if (/output (bucket|location)|NoSuchBucket|bucket does not exist/i.test(said)) {
    return withSaid({
      code: "invalid-setting",
      message: "Athena has no place for the query's results.",
      remedy:
        "Set ENISCOPE_TRAIL_RESULTS to s3://BUCKET/PREFIX/ of an existing bucket in this Region, or give the workgroup a location of its own.",
      retryable: true,
      parameter: "ENISCOPE_TRAIL_RESULTS",
    });
  }
  if (/WorkGroup\b.*\b(not found|disabled)|workgroup .*(does not exist|is not found)/i.test(said)) {
    return withSaid({
      code: "invalid-setting",
      message: "Athena's workgroup cannot be used.",
      remedy: "Set ENISCOPE_TRAIL_WORKGROUP to a workgroup that exists in this Region and is enabled.",
      retryable: true,
      parameter: "ENISCOPE_TRAIL_WORKGROUP",
    });
  }
  if (/(TABLE|SCHEMA|CATALOG|COLUMN)_NOT_FOUND|does not exist|cannot be resolved|TYPE_MISMATCH/i.test(said)) {
    return withSaid({
      code: "invalid-setting",
      message: "The trail's table is not there, or has other columns than a trail's table has.",
      remedy:
        "Set ENISCOPE_TRAIL_TABLE to DATABASE.TABLE; docs/organization-trail.md has the statement that makes the table, with its partitions account, region and timestamp.",
      retryable: true,
      parameter: "ENISCOPE_TRAIL_TABLE",
    });
  }
  return null;
}

/** The action that is named as missing, where a denial names one; else what reading a table needs most likely. */
function deniedAction(said: string): string | null {
  const isDenied =
    /access ?denied|permission denied|not authorized|insufficient (permissions|lake formation)|forbidden/i.test(said);
  if (!isDenied) return null;
  const named = /\b(athena|glue|s3|lakeformation|kms):[A-Z]\w+/.exec(said)?.[0];
  if (named) return named;
  if (/lake formation/i.test(said)) return "lakeformation:GetDataAccess";
  return /s3/i.test(said) ? "s3:GetObject" : "glue:GetTable";
}

/** A query that failed for a reason that nobody here knows. */
export const failedQuery = (said: string, code: string, isRetryable: boolean): QueryProblem => ({
  problem: {
    code: "malformed-answer",
    message: `Athena did not finish the query: ${cleanAwsMessage(said) || "it gives no reason"}.`.replace(/\.\.$/, "."),
    remedy: "It is tried again by itself. The query and its reason stand in Athena's console under Recent queries.",
    retryable: isRetryable,
    awsCode: code,
    awsMessage: cleanAwsMessage(said),
  },
  iamAction: START_ACTION,
});
