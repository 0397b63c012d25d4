import { storeOpen } from "./api-client";
import { expect, test } from "./fixtures";
import { DataTable } from "./pages/data-table";
import { Shell } from "./pages/shell";

test("while the server does not answer the page stays, says so, and goes on when it is back", async ({
  page,
  context,
  request,
  product,
  expectAccessible,
}) => {
  // A refresh that is cut off would take the page away: none is to come by itself, be it for a newer snapshot or the shortages.
  await context.addCookies([{ name: "eniscope-refresh", value: "300", url: product.url }]);
  await storeOpen(request);
  await request.post("/api/refresh");
  await page.goto("/");
  const { rows } = new DataTable(page, "VPCs");
  await new Shell(page).lookUntil(rows.first(), /calls fail|failed/);
  const lost = page.getByRole("status").filter({ hasText: "Eniscope does not answer" });

  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await context.setOffline(true);
  await page.keyboard.press("r");
  await expect(lost).toBeVisible();
  await expect(rows.first()).toBeVisible();
  await expectAccessible();

  await context.setOffline(false);
  // By itself: it is looked for again and again.
  await expect(lost).toBeHidden();
  await expect(rows.first()).toBeVisible();
  expect(new URL(page.url()).pathname).toBe("/");
});
