import { type NextRequest, NextResponse } from "next/server";
import { isAllowedHost } from "@/app/_security/allowed-host";
import { contentSecurityPolicy } from "@/app/_security/content-security-policy";
import { type Refusal, refusalOf } from "@/app/_security/refused-request";
import { problemResponse } from "@/app/api/_http/problem-response";
import { readSettings } from "@/lib/inventory/environment";

// The build puts the value in; it is no setting.
// biome-ignore lint/style/noProcessEnv: a constant of the build
const isDevelopment = process.env.NODE_ENV === "development";

const POLICY = "Content-Security-Policy";

/** Before every page and route: refuses what no reader of this server asks, and gives each answer its nonce. */
export function proxy(request: NextRequest): Response {
  const { pathname } = request.nextUrl;
  const refusal = refusalOf({
    method: request.method,
    path: pathname,
    headers: request.headers,
    isHostAllowed: isAllowedHost(request.headers.get("host"), allowedHosts()),
  });
  if (refusal) return pathname.startsWith("/api/") ? asProblem(refusal) : asText(refusal);
  if (pathname.startsWith("/api/")) return NextResponse.next();
  return withNonce(request);
}

/** Bad settings have their own page; until they are mended only loopback names are served. */
function allowedHosts(): readonly string[] {
  const outcome = readSettings();
  return outcome.kind === "valid" ? [...outcome.settings.allowedHosts, outcome.settings.host] : [];
}

/** Next reads the nonce from the request's policy and puts it on its own scripts; pages find it in x-nonce. */
function withNonce(request: NextRequest): Response {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy({ nonce, isDevelopment });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set(POLICY, policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set(POLICY, policy);
  return response;
}

const asProblem = ({ status, code, message, remedy, allow }: Refusal): Response =>
  problemResponse({ status, code, detail: message, remedy }, allow ? { Allow: allow } : {});

const asText = ({ status, message, remedy, allow }: Refusal): Response =>
  new Response(`${message}\n${remedy}\n`, {
    status,
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "Cache-Control": "no-store",
      [POLICY]: "default-src 'none'; frame-ancestors 'none'",
      ...(allow && { Allow: allow }),
    },
  });

// Files of the build hold nobody's data and cannot change anything.
export const config = { matcher: "/((?!_next/static/).*)" };
