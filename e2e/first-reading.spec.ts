import { test as base, expect } from "./fixtures";
import { type Gate, startGate } from "./gate";
import { DataTable } from "./pages/data-table";
import { Shell } from "./pages/shell";
import { behindEndpoint, type Running, startAccount, startProduct } from "./processes";

/** An account whose answers take their time: the first page is asked for before there is anything to show. */
const test = base.extend<{ gate: Gate; start: () => Promise<string> }>({
  gate: async ({ browserName: _ }, use) => {
    const account = await startAccount("--speed", "0");
    const gate = await startGate(account.url);
    await use(gate);
    await gate.stop();
    await account.stop();
  },
  /** Starts the product; not before the browser is there, since the reading begins with it. */
  start: async ({ gate, page }, use) => {
    const started: Running[] = [];
    await use(async () => {
      started.push(await startProduct(behindEndpoint(gate.url), { hasRead: false }));
      return started[0]?.url ?? "";
    });
    // The page refreshes itself, and would complain of a server that is gone.
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.close();
    await Promise.all(started.map((product) => product.stop()));
  },
  baseURL: undefined,
});

test("the first reading shows how far it is, then the page, on a slow server too", async ({ page, gate, start }) => {
  // Longer than the pause between two looks at how far the reading is.
  await page.route("**/*_rsc=*", async (route) => {
    await new Promise((settle) => setTimeout(settle, 2_000));
    await route.continue();
  });
  await page.goto(await start(), { waitUntil: "commit" });
  await expect(page.getByRole("region", { name: "Reading the account" })).toContainText("DescribeNetworkInterfaces");
  gate.open();
  await expect(new DataTable(page, "VPCs").rows.first()).toBeVisible();
});

test("a search that comes before the first reading has ended is answered when it has", async ({
  page,
  gate,
  start,
}) => {
  await page.goto(await start());
  const shell = new Shell(page);
  const refused = page.waitForResponse(/\/api\/search\?/);
  await shell.find("10.");
  expect((await refused).status()).toBe(503);
  gate.open();
  await expect(shell.results.nth(1)).toBeVisible();
});
