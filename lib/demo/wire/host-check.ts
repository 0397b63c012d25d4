import { isIP } from "node:net";

const LOOPBACK_NAMES = new Set(["localhost", "127.0.0.1", "::1"]);

const isLoopbackName = (host: string): boolean => LOOPBACK_NAMES.has(host) || /^127(\.\d{1,3}){3}$/.test(host);

/** The name of a Host header, without port and brackets; null when there is none or it is malformed. */
function hostNameOf(header: string | undefined): string | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+))(?::\d{1,5})?$/i.exec(header ?? "");
  return match ? (match[1] ?? match[2] ?? "").toLowerCase() : null;
}

/**
 * Whether a request may be answered, by its Host header: a web page whose own name was pointed at this machine (DNS
 * rebinding) sends that name. Bound to loopback, only loopback names pass; bound elsewhere on purpose, also the bound name and
 * plain addresses, which rebinding cannot forge.
 */
export function isAllowedHost(header: string | undefined, boundHost: string): boolean {
  const name = hostNameOf(header);
  if (name === null) return false;
  if (isLoopbackName(name)) return true;
  return !isLoopbackName(boundHost) && (name === boundHost.toLowerCase() || isIP(name) !== 0);
}
