import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { vpcs } from "./api-client";
import { test as base, expect } from "./fixtures";
import { FROZEN_DEMO } from "./processes";

interface SilentServer {
  readonly port: number;
  /** Ends what was accepted, and accepts no more. */
  close(): Promise<void>;
}

/** Takes connections and says nothing: a database server that still recovers, or a disk that hangs under one. */
async function silentServer(): Promise<SilentServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).once("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = async () => {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { port: (server.address() as AddressInfo).port, close };
}

const test = base.extend<object, { database: SilentServer }>({
  database: [
    async ({ browserName: _ }, use) => {
      const server = await silentServer();
      await use(server);
      await server.close();
    },
    { scope: "worker" },
  ],
  settings: [
    async ({ database }, use) =>
      use({ ...FROZEN_DEMO, DATABASE_URL: `postgres://eniscope@127.0.0.1:${database.port}/eniscope` }),
    { scope: "worker" },
  ],
});

test("a page that was drawn while the store was being opened tells by itself what came of it", async ({
  page,
  context,
  request,
  baseURL,
  database,
}) => {
  await vpcs(request);
  // Nothing else may refresh the page.
  await context.addCookies([{ name: "eniscope-refresh", value: "0", url: baseURL ?? "" }]);
  const drawn = await page.goto("/events");
  expect(await drawn?.text()).toContain("the store of events is being opened");
  await database.close();
  const main = page.getByRole("main");
  await expect(main).toContainText(`PostgreSQL at 127.0.0.1:${database.port}`, { timeout: 60_000 });
  await expect(main).not.toContainText("being opened");
});
