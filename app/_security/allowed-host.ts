const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * The host of a Host header, without port and final dot, lower case: "LocalHost:3000" → "localhost", "[::1]:80" →
 * "[::1]". Null for anything that is no host.
 */
export function parseHostHeader(header: string | null): string | null {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i.exec(header ?? "");
  return match?.[1] ? match[1].toLowerCase().replace(/\.$/, "") : null;
}

/**
 * Whether a request's Host header names this server. A page on a foreign name whose DNS answer was changed to a
 * loopback address (DNS rebinding) still sends the foreign name, so only loopback names and those that the settings
 * list are served.
 * @param allowedHosts names or addresses, with or without a port, IPv6 with or without brackets
 */
export function isAllowedHost(header: string | null, allowedHosts: readonly string[]): boolean {
  const host = parseHostHeader(header);
  if (host === null) return false;
  return LOOPBACK.test(host) || allowedHosts.some((allowed) => settingToHost(allowed) === host);
}

const settingToHost = (allowed: string): string | null =>
  parseHostHeader(/^[^[\]]*:[^[\]]*:/.test(allowed) ? `[${allowed}]` : allowed);
