import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { findPostgres, startPostgres } from "@/lib/history/fixtures/postgres-server";
import { expect, test as over } from "./fixtures";
import { behindEndpoint, FROZEN_DEMO, type Running, startAccount, startLauncher, startProduct } from "./processes";

/** Processes of its own, since each test ends them. */
const test = over.extend<{ folder: string; untilEnd: (running: Running) => void }>({
  folder: async ({ browserName: _ }, use) => {
    const folder = mkdtempSync(join(tmpdir(), "eniscope-end-"));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  untilEnd: async ({ browserName: _ }, use) => {
    const all: Running[] = [];
    await use((running) => all.push(running));
    for (const running of all) await running.stop();
  },
});

/** DBState in PostgreSQL's catalog/pg_control.h, the word after the system's identifier and two versions. */
const STATES = ["starting", "shut down", "shut down in recovery", "shutting down", "recovering", "archive", "open"];
const databaseState = (folder: string) =>
  STATES[readFileSync(join(folder, "history", "global", "pg_control")).readUInt32LE(16)];

/** PostgreSQL recovers what was not shut down. */
function expectClosed(folder: string) {
  expect(databaseState(folder)).toBe("shut down");
  expect(existsSync(join(folder, "history", "postmaster.pid"))).toBe(false);
  expect(readdirSync(folder).filter((name) => name.startsWith("lock-"))).toEqual([]);
}

async function ask(url: string, query: string) {
  const answer = await fetch(`${url}/api/events?${query}`);
  return answer.ok ? ENDPOINTS.getEvents.answer.parse(await answer.json()).data : null;
}

/** What the store has of a range, and that it is the store that has it. */
async function toldBy(url: string, query: string) {
  const events = await ask(url, query);
  if (events === null) return null;
  const { reading, callCount, incidents } = events;
  return { store: reading.store, callCount, incidents: incidents.map(({ id, callCount: calls }) => [id, calls]) };
}

const untilEvents = (
  url: string,
  query: string,
  isSo: (events: NonNullable<Awaited<ReturnType<typeof ask>>>) => boolean,
) =>
  expect
    .poll(
      async () => {
        const events = await ask(url, query);
        return events !== null && isSo(events);
      },
      { timeout: 120_000 },
    )
    .toBe(true);

test("a signal closes the history, a kill does not, and neither takes anything from it", async ({
  folder,
  untilEnd,
}) => {
  const account = await startAccount("--speed", "0", "--nodes", "20");
  const trail = await startAccount("--speed", "0", "--nodes", "20");
  untilEnd(account);
  untilEnd(trail);
  const settings = {
    ...behindEndpoint(account.url),
    AWS_ENDPOINT_URL_CLOUDTRAIL: trail.url,
    ENISCOPE_DATA: folder,
  };
  const now = Date.now();
  const range = `from=${new Date(now - 2 * 3_600_000).toISOString()}&to=${new Date(now - 1_800_000).toISOString()}`;
  const start = async () => {
    const product = await startProduct(settings);
    untilEnd(product);
    return product;
  };

  const first = await start();
  await untilEvents(first.url, range, ({ reading, callCount }) => reading.isComplete && callCount > 0);
  const before = await toldBy(first.url, range);
  expect(databaseState(folder)).toBe("open");
  expect(await first.end("SIGTERM")).toBe(143);
  expectClosed(folder);

  // From here on CloudTrail is away: what is told is what was kept.
  await trail.stop();
  const untilTold = ({ url }: Running) => expect.poll(() => toldBy(url, range), { timeout: 120_000 }).toEqual(before);
  const second = await start();
  await untilTold(second);
  expect(await second.end("SIGKILL")).toBe(null);
  expect(databaseState(folder)).toBe("open");

  const third = await start();
  await untilTold(third);
  expect(await third.end("SIGINT")).toBe(130);
  expectClosed(folder);

  const fourth = await start();
  await untilTold(fourth);
  expect(await fourth.end("SIGHUP")).toBe(129);
  expectClosed(folder);
});

test("Ctrl-C ends npm start with code 0, the history closed", async ({ folder, untilEnd }) => {
  const launcher = await startLauncher({ ...FROZEN_DEMO, ENISCOPE_DATA: folder });
  untilEnd(launcher);
  await untilEvents(launcher.url, "range=1h", ({ reading }) => reading.store.status === "open");
  expect(await launcher.end("SIGINT")).toBe(0);
  expect(launcher.output()).toContain("Stopped.");
  expectClosed(folder);
});

const postgres = findPostgres();

test.describe("on a PostgreSQL server", () => {
  test.skip("missing" in postgres, "missing" in postgres ? postgres.missing : "");

  test("a process that ends gives its turn to read back", async ({ untilEnd }) => {
    if ("missing" in postgres) return;
    const server = await startPostgres(postgres.folder);
    const client = new Client({ connectionString: server.urlOf("history") });
    try {
      await server.makeDatabase("history");
      await client.connect();
      const product = await startProduct({ ...FROZEN_DEMO, DATABASE_URL: server.urlOf("history") });
      untilEnd(product);
      await untilEvents(product.url, "range=1h", ({ reading }) => reading.covered.length > 0);
      const held = async () => {
        const { rows } = await client.query(
          "select count(*)::int as held from eniscope.reading_turn where until_ms >= extract(epoch from clock_timestamp()) * 1000",
        );
        return rows[0]?.held;
      };
      expect(await held()).toBe(1);
      expect(await product.end("SIGTERM")).toBe(143);
      expect(await held()).toBe(0);
    } finally {
      await client.end();
      await server.remove();
    }
  });
});
