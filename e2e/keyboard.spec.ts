import { vpc, vpcs } from "./api-client";
import { expect, test } from "./fixtures";
import { DataTable } from "./pages/data-table";
import { Shell } from "./pages/shell";

test("from the overview to a subnet and back by keyboard alone", async ({ page, request }) => {
  const target = (await vpcs(request)).find(({ subnetCount }) => (subnetCount ?? 0) > 2);
  const shell = new Shell(page);
  await page.goto("/");
  await expect(shell.heading).toHaveText("VPCs");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();

  await new DataTable(page, "VPCs").table.locator(`a[href="/vpcs/${target?.id}"]`).first().focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/vpcs/${target?.id}`);

  const cells = page.locator("[data-cell]");
  await expect(cells).toHaveCount((await vpc(request, target?.id ?? "")).subnets.length);
  await page.locator("[data-cell][tabindex='0']").focus();
  const focused = page.locator("[data-cell]:focus");
  const first = (await focused.getAttribute("data-cell")) ?? "";
  await page.keyboard.press("ArrowRight");
  await expect(focused).not.toHaveAttribute("data-cell", first);
  const second = await focused.getAttribute("data-cell");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/subnets/${second}`));

  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(`/vpcs/${target?.id}`);
});

test("the help lists the keys, and Escape closes it", async ({ page }) => {
  await page.goto("/");
  await expect(new Shell(page).heading).toBeVisible();
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keys" });
  await expect(help).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
});
