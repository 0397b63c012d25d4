import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { inCheckout } from "./checkout.mjs";
import { LaunchFailure } from "./launch-failure.mjs";

/**
 * @typedef {{ host: string, port: number }} Address
 * @typedef {Readonly<Record<string, string | undefined>>} Environment
 */

/**
 * Where to listen: HOST and PORT, by default 127.0.0.1 and 3000. Port 0 stands for any free one.
 * @param {Environment} env
 * @returns {Address}
 */
export function listenAddress(env) {
  const text = env.PORT?.trim() || "3000";
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) {
    throw new LaunchFailure(`PORT is "${text}": give a number from 0 to 65535, for example PORT=3001 npm start.`);
  }
  return { host: env.HOST?.trim() || "127.0.0.1", port };
}

/** @param {string} host */
export const isLoopback = (host) => /^(?:127(?:\.\d{1,3}){3}|localhost|::1)$/.test(host);

/** @param {Address} address */
export const urlOf = ({ host, port }) => `http://${host.includes(":") ? `[${host}]` : host}:${port}`;

/**
 * The path of ENISCOPE_SOURCE=file:PATH, absolute; null when the source is another.
 * @param {Environment} env
 * @param {string} typedFrom the folder from which a relative path is meant
 */
function capturePath(env, typedFrom) {
  const source = env.ENISCOPE_SOURCE?.trim() ?? "";
  return source.startsWith("file:") ? resolve(typedFrom, source.slice("file:".length)) : null;
}

/**
 * @param {Environment} env
 * @param {string} typedFrom
 */
export function assertCaptureExists(env, typedFrom) {
  const path = capturePath(env, typedFrom);
  if (path !== null && !existsSync(path)) {
    throw new LaunchFailure(
      `ENISCOPE_SOURCE names ${path}, which does not exist. Give the file or folder of a capture.`,
    );
  }
}

/**
 * The folder of the history, absolute: by default in the checkout, wherever the command was typed.
 * @param {Environment} env
 * @param {string} typedFrom
 */
const historyFolder = (env, typedFrom) =>
  env.ENISCOPE_DATA ? resolve(typedFrom, env.ENISCOPE_DATA) : inCheckout(".eniscope");

/**
 * The server's environment. The server runs in a folder of its own, so a relative path is made absolute first.
 * @param {Environment} env
 * @param {Address} address
 * @param {string} typedFrom
 * @returns {NodeJS.ProcessEnv}
 */
export function serverEnvironment(env, address, typedFrom) {
  const capture = capturePath(env, typedFrom);
  return {
    ...env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    // About releases of the SDK to come; this one is pinned, and whoever starts a dashboard cannot act on it.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    HOST: address.host,
    HOSTNAME: address.host,
    PORT: String(address.port),
    ENISCOPE_DATA: historyFolder(env, typedFrom),
    ...(capture !== null && { ENISCOPE_SOURCE: `file:${capture}` }),
  };
}
