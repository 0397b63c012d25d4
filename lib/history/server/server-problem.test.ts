import { describe, expect, it } from "vitest";
import { isConnectionLoss, serverProblem, tooOldServer } from "@/lib/history/server/server-problem";

const FACTS = { host: "db.example", port: 5432, database: "history", user: "ada", hasPassword: true };
const failed = (code: string, message = "as the server says") => Object.assign(new Error(message), { code });

describe("serverProblem", () => {
  it.each([
    ["53300", "history-unreachable", "PostgreSQL at db.example:5432 has no connection left."],
    ["57P03", "history-unreachable", "PostgreSQL at db.example:5432 is starting up or shutting down."],
    ["25006", "history-unreachable", "PostgreSQL at db.example:5432 is read-only (a standby)."],
    ["53100", "history-unreachable", "The disk of PostgreSQL at db.example:5432 is full."],
    ["57P01", "history-unreachable", "The connection to PostgreSQL at db.example:5432 was lost or never answered."],
    [
      "ECONNRESET",
      "history-unreachable",
      "The connection to PostgreSQL at db.example:5432 was lost or never answered.",
    ],
    [
      "SELF_SIGNED_CERT_IN_CHAIN",
      "history-unreachable",
      "The TLS connection to PostgreSQL at db.example:5432 was not made: as the server says.",
    ],
    [
      "42P01",
      "history-unusable",
      "PostgreSQL at db.example:5432 refused a statement of the history: as the server says (42P01).",
    ],
  ])("says what %s means", (code, problemCode, message) => {
    expect(serverProblem(failed(code), FACTS)).toMatchObject({ code: problemCode, message, parameter: "DATABASE_URL" });
  });

  it("says so of a server that takes the connection and never answers", () => {
    const error = new Error("timeout exceeded when trying to connect");
    expect(serverProblem(error, FACTS).message).toMatch(/was lost or never answered\.$/);
  });
});

describe("isConnectionLoss", () => {
  it.each([
    [failed("57P01"), true],
    [failed("08006"), true],
    [failed("EPIPE"), true],
    [new Error("Connection terminated unexpectedly"), true],
    [failed("ECONNREFUSED"), false],
    [failed("23505"), false],
    ["text", false],
  ])("%s: %s", (error, expected) => {
    expect(isConnectionLoss(error)).toBe(expected);
  });
});

describe("tooOldServer", () => {
  it.each([
    [90_624, 9],
    [120_018, 12],
  ])("refuses %d", (number, major) => {
    expect(tooOldServer(number, FACTS)?.message).toBe(
      `PostgreSQL at db.example:5432 is version ${major}; the history needs 13 or newer.`,
    );
  });

  it.each([130_000, 150_018, 180_006])("takes %d", (number) => {
    expect(tooOldServer(number, FACTS)).toBeNull();
  });
});
