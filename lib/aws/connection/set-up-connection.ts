import "server-only";
import { type ApiProblem, CredentialsTimeout, toRegionProblem, toSetupProblem } from "@/lib/aws/connection/aws-problem";
import type { ConnectionFacts } from "@/lib/aws/connection/connection-facts";
import { profileState } from "@/lib/aws/connection/shared-profile";

/** A sign-in service that hangs, or a credential process that waits for somebody to type. */
const SETUP_TIMEOUT_MS = 60_000;

function rejectAfter(ms: number): Promise<never> {
  const signal = AbortSignal.timeout(ms);
  return new Promise((_, reject) =>
    signal.addEventListener("abort", () => reject(new CredentialsTimeout()), { once: true }),
  );
}

interface Connection {
  readonly client: {
    readonly config: { readonly credentials: () => Promise<unknown>; readonly region: () => Promise<string> };
  };
  readonly facts: ConnectionFacts;
}

/** Finds credentials and Region before anything is sent: what is wrong with them concerns every API alike. */
export async function setUpConnection<Opened extends Connection>(connection: Opened): Promise<Opened | ApiProblem> {
  const { client, facts } = connection;
  const state = await profileState(facts.profile ?? "default");
  try {
    await Promise.race([client.config.credentials(), rejectAfter(SETUP_TIMEOUT_MS)]);
  } catch (error) {
    return toSetupProblem(error, facts, state);
  }
  try {
    return { ...connection, facts: { ...facts, region: await client.config.region() } };
  } catch (error) {
    return toRegionProblem(error, facts);
  }
}
