/**
 * The paths that change something, all of it in this process: one starts a collection, the others move the embedded
 * demonstration account.
 */
export const CHANGING_PATHS: readonly string[] = [
  "/api/refresh",
  "/api/demo/begin",
  "/api/demo/follow",
  "/api/demo/end",
];

export interface Refusal {
  readonly status: 403 | 405;
  readonly code: "host-not-allowed" | "cross-site" | "method-not-allowed";
  readonly message: string;
  readonly remedy: string;
  readonly allow?: string;
}

interface RequestFacts {
  readonly method: string;
  readonly path: string;
  readonly headers: { get(name: string): string | null };
  readonly isHostAllowed: boolean;
}

const READING = ["GET", "HEAD"];

/** Why a request is not served, before any page or route sees it; null when it is. */
export function refusalOf({ method, path, headers, isHostAllowed }: RequestFacts): Refusal | null {
  if (!isHostAllowed) {
    return {
      status: 403,
      code: "host-not-allowed",
      message: "This server does not answer under the host name of the request.",
      remedy:
        "Open it as http://127.0.0.1 with its port, or add the name to ENISCOPE_ALLOWED_HOSTS and start it again.",
    };
  }
  const methods = CHANGING_PATHS.includes(path) ? ["POST"] : READING;
  if (!methods.includes(method)) {
    return {
      status: 405,
      code: "method-not-allowed",
      message: `This address takes ${methods.join(" and ")} only.`,
      remedy: "Eniscope reads; see /api/openapi.json for what can be asked.",
      allow: methods.join(", "),
    };
  }
  return method === "POST" && isCrossSite(headers) ? CROSS_SITE : null;
}

const CROSS_SITE: Refusal = {
  status: 403,
  code: "cross-site",
  message: "The request was sent by a page of another site.",
  remedy: "Send it from Eniscope's own pages, or from a program that is no browser.",
};

/** Browsers send Origin with every POST and say by Sec-Fetch-Site whose page sent it; other programs send neither. */
function isCrossSite(headers: RequestFacts["headers"]): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return true;
  const origin = headers.get("origin");
  if (origin === null) return false;
  return !URL.canParse(origin) || new URL(origin).host !== headers.get("host")?.toLowerCase();
}
