import { test as base, expect } from "./fixtures";
import { DataTable } from "./pages/data-table";
import { behindEndpoint, startAccount, startProduct } from "./processes";

/** An account whose answers take their time: the first page is asked for before there is anything to show. */
const test = base.extend({
  baseURL: async ({ browserName: _ }, use) => {
    const account = await startAccount("--latency", "1500", "--speed", "0");
    const product = await startProduct(behindEndpoint(account.url));
    await use(product.url);
    await product.stop();
    await account.stop();
  },
});

test("the first reading shows how far it is, then the page, on a slow server too", async ({ page }) => {
  // Longer than the pause between two looks at how far the reading is.
  await page.route("**/*_rsc=*", async (route) => {
    await new Promise((settle) => setTimeout(settle, 2_000));
    await route.continue();
  });
  await page.goto("/");
  await expect(page.getByRole("region", { name: "Reading the account" })).toContainText("DescribeNetworkInterfaces");
  await expect(new DataTable(page, "VPCs").rows.first()).toBeVisible({ timeout: 60_000 });
});
