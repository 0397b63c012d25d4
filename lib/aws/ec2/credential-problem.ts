import "server-only";
import type { ConnectionFacts, KnownProblem, ProblemText } from "@/lib/aws/ec2/connection-facts";
import type { Problem } from "@/lib/domain/problem";

const CHAIN_ERRORS = new Set(["CredentialsProviderError", "TokenProviderError", "ProviderError"]);
const STS_EXPIRED = new Set(["ExpiredTokenException", "ExpiredToken", "RequestExpired"]);

const ELSE_DEMO = "To look at the demonstration account in the meantime, set ENISCOPE_SOURCE=demo.";

const signIn = ({ profile }: ConnectionFacts): string =>
  profile === null ? "aws sso login" : `aws sso login --profile ${profile}`;

function none(facts: ConnectionFacts): ProblemText {
  if (facts.hasAccessKeyId !== facts.hasSecretAccessKey) {
    const [set, missing] = facts.hasAccessKeyId
      ? ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]
      : ["AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"];
    return problem("no-credentials", `${set} is set, but ${missing} is not.`, `Set both, or neither. ${ELSE_DEMO}`);
  }
  return problem(
    "no-credentials",
    "No AWS credentials were found in the environment, the shared files, or a role of this machine or container.",
    `Set AWS_PROFILE or the access key variables, or give this machine or container a role. ${ELSE_DEMO}`,
  );
}

const problem = (code: Problem["code"], message: string, remedy: string): ProblemText => ({
  code,
  message,
  remedy,
  retryable: false,
});

const profileWord = ({ profile }: ConnectionFacts): string =>
  profile === null ? "The default profile" : `The profile ${profile}`;

/**
 * A failure of the credential chain; null for any other error. The chain's own words are only tested, never repeated:
 * those of a credential process or of a broken file can hold a secret.
 */
export function credentialProblem(error: unknown, facts: ConnectionFacts): KnownProblem | null {
  if (!(error instanceof Error)) return null;
  const text = error.message;
  if (!CHAIN_ERRORS.has(error.name)) return null;
  const known = (awsCode: string, found: ProblemText): KnownProblem => ({ problem: found, awsCode });
  if (/expired|refresh|sso login|not found or is invalid/i.test(text) && /sso|token/i.test(text)) {
    return known(
      "SsoSessionExpired",
      problem(
        "expired-credentials",
        `${profileWord(facts)} needs a new sign-in: its IAM Identity Center session has expired or was never started.`,
        `Run \`${signIn(facts)}\`, then refresh. ${ELSE_DEMO}`,
      ),
    );
  }
  if (/could not load credentials from any|metadata service access disabled|could not load credentials/i.test(text)) {
    return known("NoCredentials", none(facts));
  }
  if (/multi-factor|mfa/i.test(text)) {
    return known(
      "MfaRequired",
      problem(
        "invalid-credentials",
        `${profileWord(facts)} asks for a multi-factor code, which a server cannot type.`,
        `Take a session with \`aws sts get-session-token\` or \`aws sso login\` and use a profile of that session. ${ELSE_DEMO}`,
      ),
    );
  }
  if (
    /could not resolve credentials using profile|could not be found in shared|profile .* (was|could) not/i.test(text)
  ) {
    return known(
      "ProfileWithoutCredentials",
      problem(
        "no-credentials",
        `${profileWord(facts)} is not in the shared AWS files, or names no credentials.`,
        `Check AWS_PROFILE against \`aws configure list-profiles\`, and AWS_CONFIG_FILE if the files lie elsewhere. ${ELSE_DEMO}`,
      ),
    );
  }
  return known(
    STS_EXPIRED.has(error.name) ? "Expired" : "CredentialsUnusable",
    problem(
      "invalid-credentials",
      `${facts.profile === null ? "AWS credentials are configured" : profileWord(facts)}, but using them failed.`,
      `Run \`aws sts get-caller-identity${facts.profile === null ? "" : ` --profile ${facts.profile}`}\`: it shows the reason. ${ELSE_DEMO}`,
    ),
  );
}
