import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import type { Running } from "./processes";

/** Less than the product waits for an answer. */
const HELD_AT_MOST_MS = 20_000;

export interface Gate extends Running {
  /** Passes on what is held, and from now on everything at once. */
  open(): void;
}

/** Stands before an endpoint and holds its requests back: a reading lasts until a test has seen it, on a slow machine too. */
export async function startGate(endpoint: string): Promise<Gate> {
  const opening = new AbortController();
  const server = createServer(async (incoming, outgoing) => {
    await Promise.race([new Promise((settle) => setTimeout(settle, HELD_AT_MOST_MS)), aborted(opening.signal)]);
    const { method, headers, url = "/" } = incoming;
    const onward = httpRequest(new URL(url, endpoint), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.once("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    open: () => opening.abort(),
    stop: () =>
      new Promise<void>((settle) => {
        server.close(() => settle());
        server.closeAllConnections();
      }),
  };
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((settle) => {
    if (signal.aborted) settle();
    else signal.addEventListener("abort", () => settle(), { once: true });
  });
