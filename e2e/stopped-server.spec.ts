import { expect, test } from "./fixtures";
import { DataTable } from "./pages/data-table";

test("while the server does not answer the page stays, says so, and goes on when it is back", async ({
  page,
  context,
  expectAccessible,
}) => {
  await page.goto("/");
  const { rows } = new DataTable(page, "VPCs");
  await expect(rows.first()).toBeVisible();
  const lost = page.getByRole("status").filter({ hasText: "Eniscope does not answer" });

  // At rest: a refresh that is cut off would take the page away.
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await context.setOffline(true);
  await page.keyboard.press("r");
  await expect(lost).toBeVisible();
  await expect(rows.first()).toBeVisible();
  await expectAccessible();

  await context.setOffline(false);
  // By itself: it is looked for again and again.
  await expect(lost).toBeHidden({ timeout: 15_000 });
  await expect(rows.first()).toBeVisible();
  expect(new URL(page.url()).pathname).toBe("/");
});
