import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { freeAddress } from "./port.mjs";

describe("freeAddress", () => {
  const listening = async (answer: string) => {
    const server = createServer((_, response) => response.end(answer));
    await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
    return { port: (server.address() as AddressInfo).port, server };
  };

  it("finds a port in the place of port 0", async () => {
    expect((await freeAddress({ host: "127.0.0.1", port: 0 })).port).toBeGreaterThan(0);
  });

  it("names a taken port and another to try", async () => {
    const { port, server } = await listening("hello");
    await expect(freeAddress({ host: "127.0.0.1", port })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken by another program. Stop it, or choose another port: PORT=${port + 1} npm start`,
    );
    server.close();
  });

  it("knows when Eniscope itself has the port", async () => {
    const { port, server } = await listening('{"version":"0.1.0","apis":[]}');
    await expect(freeAddress({ host: "127.0.0.1", port })).rejects.toThrow(`already runs at http://127.0.0.1:${port}`);
    server.close();
  });

  it("names a HOST that is not this machine's", async () => {
    await expect(freeAddress({ host: "192.0.2.1", port: 0 })).rejects.toThrow(/HOST is "192.0.2.1"/);
  });
});
