import "server-only";
import type { ConnectionFacts, KnownProblem } from "@/lib/aws/connection/connection-facts";
import type { ProfileState } from "@/lib/aws/connection/shared-profile";
import type { ProblemCode } from "@/lib/domain/problem";

const CHAIN_ERRORS = new Set(["CredentialsProviderError", "TokenProviderError", "ProviderError"]);

/** Nothing on this machine points at AWS. */
export const NO_CREDENTIALS = "NoCredentials";

const ELSE_DEMO = "To look at the demonstration account in the meantime, set ENISCOPE_SOURCE=demo.";

const known = (awsCode: string, code: ProblemCode, message: string, remedy: string): KnownProblem => ({
  awsCode,
  problem: { code, message, remedy: `${remedy} ${ELSE_DEMO}`, retryable: false },
});

const profileWord = ({ profile }: ConnectionFacts): string =>
  profile === null ? "The default profile" : `The profile ${profile}`;

const forProfile = (command: string, { profile }: ConnectionFacts): string =>
  `\`${command}${profile === null ? "" : ` --profile ${profile}`}\``;

/**
 * A failure of the credential chain; null for any other error. The chain's own words are only tested, never repeated:
 * those of a credential process or of a broken file can hold a secret. `state` is that of the profile in use.
 */
export function credentialProblem(error: unknown, facts: ConnectionFacts, state: ProfileState): KnownProblem | null {
  // The metadata service that is not there fails as a network does; it was only the last thing to try.
  if (!isSetUp(facts, state)) return nothingFound(facts, state);
  if (isMissingFile(error)) return missingToken();
  if (!(error instanceof Error) || !CHAIN_ERRORS.has(error.name)) return null;
  const text = error.message;
  if (/expired|refresh|login|not found or is invalid/i.test(text) && /sso|token/i.test(text)) return signedOut(facts);
  if (/multi-factor|mfa/i.test(text)) return asksForCode(facts);
  return /could not (load|resolve) credentials|metadata service access disabled/i.test(text)
    ? nothingFound(facts, state)
    : unusable(facts);
}

/** Whether anything but the machine's own role could give credentials. */
const isSetUp = (facts: ConnectionFacts, state: ProfileState): boolean =>
  state === "configured" ||
  facts.profile !== null ||
  facts.hasAccessKeyId ||
  facts.hasSecretAccessKey ||
  facts.hasContainerCredentials ||
  facts.hasWebIdentity;

/** The chain came to its end; the reason lies in what was set up for it. */
function nothingFound(facts: ConnectionFacts, state: ProfileState): KnownProblem {
  if (facts.hasAccessKeyId !== facts.hasSecretAccessKey) return halfKeyPair(facts);
  if (state === "configured") return unusable(facts);
  if (facts.profile !== null) return profileWithout(facts, state);
  if (facts.hasContainerCredentials || facts.hasWebIdentity) return roleWithout();
  return known(
    NO_CREDENTIALS,
    "no-credentials",
    "No AWS credentials were found in the environment, the shared files, or a role of this machine or container.",
    "Set AWS_PROFILE or the access key variables, or give this machine or container a role.",
  );
}

function halfKeyPair({ hasAccessKeyId }: ConnectionFacts): KnownProblem {
  const [set, missing] = hasAccessKeyId
    ? ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]
    : ["AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"];
  return known("HalfKeyPair", "no-credentials", `${set} is set, but ${missing} is not.`, "Set both, or neither.");
}

const profileWithout = (facts: ConnectionFacts, state: ProfileState): KnownProblem =>
  known(
    "ProfileWithoutCredentials",
    "no-credentials",
    `${profileWord(facts)} ${state === "absent" ? "is not in the shared AWS files" : "names no way to credentials"}.`,
    "Compare AWS_PROFILE with `aws configure list-profiles`; AWS_CONFIG_FILE says where the files are if they lie elsewhere.",
  );

const roleWithout = (): KnownProblem =>
  known(
    "RoleWithoutCredentials",
    "no-credentials",
    "The role of this container or service account gave no credentials.",
    "Check the task's or the service account's role, and AWS_ROLE_ARN beside AWS_WEB_IDENTITY_TOKEN_FILE.",
  );

const signedOut = (facts: ConnectionFacts): KnownProblem =>
  known(
    "SsoSessionExpired",
    "expired-credentials",
    `${profileWord(facts)} needs a new sign-in: its IAM Identity Center session has expired or was never started.`,
    `Run ${forProfile("aws sso login", facts)}, then refresh.`,
  );

const asksForCode = (facts: ConnectionFacts): KnownProblem =>
  known(
    "MfaRequired",
    "invalid-credentials",
    `${profileWord(facts)} asks for a multi-factor code, which a server cannot type.`,
    "Start a session with `aws sts get-session-token` or `aws sso login`, and name a profile of that session.",
  );

const unusable = (facts: ConnectionFacts): KnownProblem =>
  known(
    "CredentialsUnusable",
    "invalid-credentials",
    `${profileWord(facts)} is set up for AWS, but gave no credentials.`,
    `Run ${forProfile("aws sts get-caller-identity", facts)}: it shows the reason.`,
  );

const isMissingFile = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "EACCES");

const missingToken = (): KnownProblem =>
  known(
    "TokenFileMissing",
    "no-credentials",
    "The file that AWS_WEB_IDENTITY_TOKEN_FILE names cannot be read.",
    "Check the path, and that the service account's token is mounted there.",
  );
