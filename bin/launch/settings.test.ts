import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { assertCaptureExists, isLoopback, listenAddress, serverEnvironment, urlOf } from "./settings.mjs";

describe("settings of the launcher", () => {
  it("listens on the loopback address by default", () => {
    expect(listenAddress({})).toEqual({ host: "127.0.0.1", port: 3000 });
    expect(listenAddress({ PORT: "", HOST: " " })).toEqual({ host: "127.0.0.1", port: 3000 });
    expect(listenAddress({ PORT: "0", HOST: "::1" })).toEqual({ host: "::1", port: 0 });
  });

  it.each(["abc", "-1", "65536", "3000.5", "0x50"])("refuses PORT=%s", (PORT) => {
    expect(() => listenAddress({ PORT })).toThrow(`PORT is "${PORT}"`);
  });

  it.each([
    [{ host: "127.0.0.1", port: 3000 }, "http://127.0.0.1:3000"],
    [{ host: "::1", port: 80 }, "http://[::1]:80"],
  ])("%j is opened at %s", (address, url) => {
    expect(urlOf(address)).toBe(url);
  });

  it.each([
    ["127.0.0.1", true],
    ["localhost", true],
    ["::1", true],
    ["0.0.0.0", false],
    ["10.0.0.1", false],
    ["localhost.example", false],
  ])("%s is loopback: %s", (host, loopback) => {
    expect(isLoopback(host)).toBe(loopback);
  });

  it("means a relative capture from where the command was typed", () => {
    const address = { host: "127.0.0.1", port: 1 };
    const env = serverEnvironment({ ENISCOPE_SOURCE: "file:./capture" }, address, "/home/someone");
    expect(env.ENISCOPE_SOURCE).toBe("file:/home/someone/capture");
    expect(serverEnvironment({ ENISCOPE_SOURCE: "demo" }, address, "/home").ENISCOPE_SOURCE).toBe("demo");
  });

  it("keeps the history in the checkout, and where a relative folder was typed", () => {
    const folderOf = (env: Record<string, string>) =>
      serverEnvironment(env, { host: "127.0.0.1", port: 1 }, "/home/someone").ENISCOPE_DATA;
    expect(folderOf({})).toBe(resolve(import.meta.dirname, "../../.eniscope"));
    expect(folderOf({ ENISCOPE_DATA: "seen" })).toBe("/home/someone/seen");
    expect(folderOf({ ENISCOPE_DATA: "/var/lib/eniscope" })).toBe("/var/lib/eniscope");
  });

  it("names a capture that does not exist before anything is built", () => {
    expect(() => assertCaptureExists({ ENISCOPE_SOURCE: "file:nowhere" }, "/home")).toThrow("/home/nowhere");
    expect(() => assertCaptureExists({ ENISCOPE_SOURCE: `file:${import.meta.filename}` }, "/")).not.toThrow();
    expect(() => assertCaptureExists({}, "/")).not.toThrow();
  });
});
