import { describe, expect, it } from "vitest";
import { isAllowedHost, parseHostHeader } from "./allowed-host";

describe("parseHostHeader", () => {
  it.each([
    ["localhost", "localhost"],
    ["LocalHost:3000", "localhost"],
    ["localhost.:3000", "localhost"],
    ["[::1]", "[::1]"],
    ["[::1]:8080", "[::1]"],
    ["eniscope.internal:443", "eniscope.internal"],
    ["", null],
    ["evil.example, localhost", null],
    ["localhost:3000:3000", null],
    ["localhost/path", null],
    ["user@localhost", null],
    ["[::1", null],
    ["::1", null],
    ["local host", null],
  ])("reads %j as %j", (header, host) => {
    expect(parseHostHeader(header)).toBe(host);
  });
});

describe("isAllowedHost", () => {
  it.each(["localhost", "localhost:1", "127.0.0.1:3000", "127.8.9.10", "[::1]:3000", "LOCALHOST.:80"])(
    "serves the loopback name %s without a setting",
    (header) => {
      expect(isAllowedHost(header, [])).toBe(true);
    },
  );

  it.each([
    null,
    "evil.example",
    "evil.example:3000",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "0.0.0.0",
    "169.254.169.254",
    "[::2]",
    "[::ffff:127.0.0.1]",
  ])("refuses %j, which no setting lists", (header) => {
    expect(isAllowedHost(header, ["eniscope.internal"])).toBe(false);
  });

  it.each([
    ["eniscope.internal", "eniscope.internal:8443"],
    ["Eniscope.Internal:8443", "eniscope.internal"],
    ["10.0.0.7", "10.0.0.7:3000"],
    ["fd00::7", "[fd00::7]:3000"],
    ["[fd00::7]", "[fd00::7]"],
  ])("serves the setting %s for the header %s", (setting, header) => {
    expect(isAllowedHost(header, ["other.example", setting])).toBe(true);
  });

  it("does not take an empty setting for any host", () => {
    expect(isAllowedHost("evil.example", ["", "*"])).toBe(false);
  });
});
