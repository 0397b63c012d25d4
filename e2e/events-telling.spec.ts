import type { Page } from "@playwright/test";
import { Client } from "pg";
import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { findPostgres, startPostgres } from "@/lib/history/fixtures/postgres-server";
import { read } from "./api-client";
import { expect, test as over } from "./fixtures";
import { EventsPage } from "./pages/events-page";
import { Shell } from "./pages/shell";
import { FROZEN_DEMO, startProduct } from "./processes";

const postgres = findPostgres();

interface Store {
  readonly url: string;
  /** Nothing is told of what failed until `letGo`, as if there were a very great deal of it. */
  hold(): Promise<void>;
  letGo(): Promise<void>;
}

const test = over.extend<object, { store: Store }>({
  store: [
    async ({ browserName: _ }, use) => {
      if ("missing" in postgres) return use({ url: "", hold: async () => {}, letGo: async () => {} });
      const server = await startPostgres(postgres.folder);
      await server.makeDatabase("history");
      const url = server.urlOf("history");
      const client = new Client({ connectionString: url });
      await client.connect();
      await use({
        url,
        hold: async () => {
          await client.query("begin");
          await client.query("lock table eniscope.trail_finding in access exclusive mode");
        },
        letGo: async () => {
          await client.query("commit");
        },
      });
      await client.end();
      await server.remove();
    },
    { scope: "worker" },
  ],
  product: [
    async ({ store }, use) => {
      const product = await startProduct({ ...FROZEN_DEMO, DATABASE_URL: store.url });
      await use(product);
      await product.stop();
    },
    { scope: "worker" },
  ],
});

test.skip("missing" in postgres, "missing" in postgres ? postgres.missing : "");
test.describe.configure({ mode: "serial" });

const telling = (page: Page) => page.getByRole("status").filter({ hasText: /is being told$/ });

test("what takes long to tell does not keep the page back: title, filters and how far it is read come first", async ({
  page,
  request,
  store,
  expectAccessible,
}) => {
  const events = async () => (await read(request, "/api/events", ENDPOINTS.getEvents.answer)).data;
  await expect.poll(async () => (await events()).reading.isComplete, { timeout: 120_000 }).toBe(true);
  const { incidents } = await events();
  expect(incidents.length).toBeGreaterThan(0);

  const eventsPage = new EventsPage(page);
  const heading = new Shell(page).heading;
  await store.hold();
  const answer = await page.goto("/events?kind=capacity", { waitUntil: "commit" });
  expect(answer?.status()).toBe(200);
  await expect(heading).toHaveText("Shortage events");
  await expect(telling(page)).toBeVisible();
  await expect(eventsPage.filter("Kind")).toHaveValue("capacity");
  await expect(eventsPage.filter("Kind").locator("option:checked")).toHaveText("capacity");
  await expect(page.getByRole("main")).toContainText(/24\u00a0h read completely/);

  // Another question meanwhile: what is chosen counts at once, and the page says again what it is at.
  await expect(async () => {
    await eventsPage.choose("Range", "3d");
    await expect(page).toHaveURL(/range=3d/, { timeout: 1_000 });
  }).toPass();
  await expect(telling(page)).toContainText("3\u00a0d");
  const before = [await heading.boundingBox(), await eventsPage.filters.boundingBox()];
  await expectAccessible();
  await store.letGo();
  await expect(eventsPage.incidents.rows.first()).toBeVisible();
  await expect(telling(page)).toHaveCount(0);
  await expect(eventsPage.filter("Range")).toHaveValue("3d");
  expect([await heading.boundingBox(), await eventsPage.filters.boundingBox()]).toEqual(before);
});

test("what was told stays while it is told again", async ({ page, store }) => {
  const eventsPage = new EventsPage(page);
  await eventsPage.goto();
  const first = eventsPage.incidents.rows.first();
  await expect(first).toBeVisible();
  await store.hold();
  await new Shell(page).refresh();
  const again = page.getByRole("status").filter({ hasText: "told again" });
  await expect(again).toBeAttached();
  await expect(first).toBeVisible();
  await store.letGo();
  await expect(again).toHaveCount(0);
  await expect(first).toBeVisible();
});

test("without script the page says what to do, and then has everything", async ({ browser, product, store }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: product.url });
  const page = await context.newPage();
  const eventsPage = new EventsPage(page);
  await store.hold();
  await page.goto("/events?kind=fragmentation", { waitUntil: "commit" });
  await expect(page.getByText("without script, load the page again in a moment")).toBeVisible();
  await store.letGo();
  await expect(async () => {
    await page.reload();
    await expect(eventsPage.timeline).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await context.close();
});
