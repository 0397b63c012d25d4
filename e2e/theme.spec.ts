import { expect, test } from "./fixtures";
import { Shell } from "./pages/shell";

test("light and dark follow the system", async ({ page }) => {
  const shell = new Shell(page);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/");
  const light = await shell.ground();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => shell.ground()).not.toBe(light);
});

test("the switch overrules the system, and stays after a reload", async ({ page }) => {
  const shell = new Shell(page);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/");
  const light = await shell.ground();
  await shell.theme.selectOption("dark");
  await expect.poll(() => shell.ground()).not.toBe(light);
  const dark = await shell.ground();
  await page.reload();
  expect(await shell.ground()).toBe(dark);
  await shell.theme.selectOption("system");
  await expect.poll(() => shell.ground()).toBe(light);
});
