import { everyPage } from "./every-page";
import { expect, test } from "./fixtures";
import { Shell } from "./pages/shell";

for (const name of ["overview", "VPC", "subnet", "subnet's table of blocks", "node", "events", "search", "not found"]) {
  test(`axe finds no fault on the page: ${name}, light and dark`, async ({ page, request, expectAccessible }) => {
    const path = (await everyPage(request))[name] ?? "";
    await page.goto(path);
    await expect(new Shell(page).heading).toBeVisible();
    await expectAccessible();
  });
}

test("axe finds no fault in the open search", async ({ page, expectAccessible }) => {
  const shell = new Shell(page);
  await page.goto("/");
  await shell.find("10.");
  await expect(shell.results.first()).toBeVisible();
  await expectAccessible();
});

for (const [what, name] of [
  ["help", "Keys"],
  ["list of calls", /^as of/],
] as const) {
  test(`axe finds no fault in the open ${what}`, async ({ page, expectAccessible }) => {
    await page.goto("/");
    await page.getByRole("button", { name }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectAccessible();
  });
}
