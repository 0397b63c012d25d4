import { createServer } from "node:net";
import { LaunchFailure } from "./launch-failure.mjs";
import { urlOf } from "./settings.mjs";

/**
 * The address as asked, with a free port in place of port 0; fails with what to do when nobody can listen there.
 * @param {import("./settings.mjs").Address} address
 * @returns {Promise<import("./settings.mjs").Address>}
 */
export async function freeAddress(address) {
  try {
    return { ...address, port: await listenOnce(address) };
  } catch (error) {
    throw new LaunchFailure(await listenAdvice(/** @type {NodeJS.ErrnoException} */ (error), address));
  }
}

/**
 * @param {import("./settings.mjs").Address} address
 * @returns {Promise<number>} the port on which a server could listen, free again
 */
function listenOnce({ host, port }) {
  return new Promise((settle, fail) => {
    const server = createServer();
    server.once("error", fail);
    server.listen({ host, port }, () => {
      const bound = server.address();
      server.close(() => settle(typeof bound === "object" && bound ? bound.port : port));
    });
  });
}

/**
 * @param {NodeJS.ErrnoException} error
 * @param {import("./settings.mjs").Address} address
 */
async function listenAdvice(error, address) {
  const { host, port } = address;
  switch (error.code) {
    case "EADDRINUSE":
      if (await isEniscope(address)) return `Eniscope already runs at ${urlOf(address)}. Open it, or stop it first.`;
      return `Port ${port} on ${host} is taken by another program. Stop it, or choose another port: PORT=${port + 1} npm start`;
    case "EACCES":
      return `Port ${port} needs the rights of an administrator. Choose one from 1024 upwards: PORT=3000 npm start`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `HOST is "${host}", which is no address of this machine. Leave it out for 127.0.0.1, or give one of its own.`;
    default:
      return `The server cannot listen on ${urlOf(address)}: ${error.message}`;
  }
}

/** @param {import("./settings.mjs").Address} address */
async function isEniscope(address) {
  try {
    const answer = await fetch(`${urlOf(address)}/api/health`, { signal: AbortSignal.timeout(1000) });
    const health = await answer.json();
    return typeof health.version === "string" && Array.isArray(health.apis);
  } catch {
    return false;
  }
}
