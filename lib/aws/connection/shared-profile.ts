import "server-only";
import { loadSharedConfigFiles } from "@smithy/core/config";

/** What the shared AWS files say of a profile: nothing, no way to credentials, or one that may work or not. */
export type ProfileState = "absent" | "without-credentials" | "configured";

const WAYS_TO_CREDENTIALS = [
  "aws_access_key_id",
  "credential_process",
  "credential_source",
  "login_session",
  "role_arn",
  "source_profile",
  "sso_account_id",
  "sso_session",
  "sso_start_url",
  "web_identity_token_file",
];

/** Looks a profile up in the shared AWS files as they are now. */
export async function profileState(profile: string): Promise<ProfileState> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const members = { ...configFile[profile], ...credentialsFile[profile] };
  if (WAYS_TO_CREDENTIALS.some((member) => members[member] !== undefined)) return "configured";
  return profile in configFile || profile in credentialsFile ? "without-credentials" : "absent";
}
