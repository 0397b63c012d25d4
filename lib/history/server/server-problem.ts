import "server-only";
import type { Problem } from "@/lib/domain/problem";
import { errorCodeOf, messageOf } from "@/lib/history/history-failure";

/** What messages may name of a DATABASE_URL: everything but the password. */
export interface ServerFacts {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly hasPassword: boolean;
}

/** The oldest major version that the PostgreSQL project still mended when this was written. */
export const OLDEST_MAJOR = 13;

type Text = Pick<Problem, "message" | "remedy" | "retryable"> & { readonly code?: Problem["code"] };

export const INVALID_URL: Problem = {
  code: "history-unusable",
  message: "DATABASE_URL is not the URL of a PostgreSQL database.",
  remedy:
    "Set DATABASE_URL to postgres://USER:PASSWORD@HOST:PORT/DATABASE (special characters of the password %-encoded), or unset it to keep the history in a folder (ENISCOPE_DATA).",
  retryable: false,
  parameter: "DATABASE_URL",
};

/** Null for a server that is new enough; `versionNumber` is PostgreSQL's `server_version_num`, such as 150004. */
export function tooOldServer(versionNumber: number, facts: ServerFacts): Problem | null {
  const major = Math.floor(versionNumber / 10_000);
  if (major >= OLDEST_MAJOR) return null;
  return {
    code: "history-unusable",
    message: `PostgreSQL at ${placeOf(facts)} is version ${major}; the history needs ${OLDEST_MAJOR} or newer.`,
    remedy: "Point DATABASE_URL at a newer server, or unset it to keep the history in a folder (ENISCOPE_DATA).",
    retryable: true,
    parameter: "DATABASE_URL",
  };
}

/** Whether the connection was lost, so that the same question on a new one may be answered. */
export function isConnectionLoss(error: unknown): boolean {
  const code = errorCodeOf(error) ?? "";
  return (
    /^(08|57P0[123])/.test(code) ||
    ["ECONNRESET", "EPIPE", "ETIMEDOUT"].includes(code) ||
    /^Connection terminated|^Client has encountered a connection error/.test(messageOf(error))
  );
}

/** What went wrong with the server, in words that never hold the password. */
export function serverProblem(error: unknown, facts: ServerFacts): Problem {
  const text = textOf(error, facts);
  return { code: "history-unreachable", parameter: "DATABASE_URL", cause: error, ...text };
}

const placeOf = ({ host, port }: ServerFacts): string => (host.startsWith("/") ? host : `${host}:${port}`);

function textOf(error: unknown, facts: ServerFacts): Text {
  const place = placeOf(facts);
  const code = errorCodeOf(error) ?? "";
  const message = messageOf(error);
  const found = byCode(code, facts, place);
  if (found) return found;
  if (/^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_)/.test(code) || /SSL/.test(message))
    return {
      message: `The TLS connection to PostgreSQL at ${place} was not made: ${message}.`,
      remedy: "Check sslmode in DATABASE_URL, and name the server's certificate authority in NODE_EXTRA_CA_CERTS.",
      retryable: true,
    };
  if (/password must be a string|no password/i.test(message)) return refused(facts, place);
  if (isConnectionLoss(error) || /timeout/i.test(message))
    return {
      message: `The connection to PostgreSQL at ${place} was lost or never answered.`,
      remedy: "Check that the server runs and can be reached from here; Eniscope connects again by itself.",
      retryable: true,
    };
  return {
    code: "history-unusable",
    message: `PostgreSQL at ${place} refused a statement of the history: ${message}${code ? ` (${code})` : ""}.`,
    remedy: "Everything but the history works without it; the server's log may say more.",
    retryable: true,
  };
}

const refused = ({ user, hasPassword }: ServerFacts, place: string): Text => ({
  message: `PostgreSQL at ${place} did not let the user ${user} in${hasPassword ? "" : "; DATABASE_URL has no password"}.`,
  remedy: "Check user and password in DATABASE_URL (special characters %-encoded) and the server's pg_hba.conf.",
  retryable: true,
});

function byCode(code: string, facts: ServerFacts, place: string): Text | null {
  switch (code) {
    case "ECONNREFUSED":
    case "ENOENT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return {
        message: `Nothing answers as PostgreSQL at ${place}.`,
        remedy: "Start the server, or correct host and port in DATABASE_URL; Eniscope tries again by itself.",
        retryable: true,
      };
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return {
        message: `The host ${facts.host} in DATABASE_URL is not known here.`,
        remedy: "Correct the host in DATABASE_URL, or see to it that its name resolves.",
        retryable: true,
      };
    case "28P01":
    case "28000":
      return refused(facts, place);
    case "3D000":
      return {
        message: `PostgreSQL at ${place} has no database ${facts.database}.`,
        remedy: `Make it (createdb ${facts.database}), or name another one in DATABASE_URL.`,
        retryable: true,
      };
    case "42501":
      return {
        message: `The user ${facts.user} may not make or use the schema eniscope in the database ${facts.database}.`,
        remedy: `Let an administrator run: create schema eniscope authorization "${facts.user}";`,
        retryable: true,
      };
    case "53300":
      return {
        message: `PostgreSQL at ${place} has no connection left.`,
        remedy: "Raise max_connections or close other clients; Eniscope needs up to 4 a process.",
        retryable: true,
      };
    case "57P03":
      return {
        message: `PostgreSQL at ${place} is starting up or shutting down.`,
        remedy: "Wait a moment; Eniscope tries again by itself.",
        retryable: true,
      };
    case "25006":
      return {
        message: `PostgreSQL at ${place} is read-only (a standby).`,
        remedy: "Point DATABASE_URL at the primary.",
        retryable: true,
      };
    case "53100":
      return { message: `The disk of PostgreSQL at ${place} is full.`, remedy: "Make room there.", retryable: true };
    default:
      return null;
  }
}
