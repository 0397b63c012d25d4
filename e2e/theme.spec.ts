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

test("a refresh that was asked for before the switch does not switch back", async ({ page }) => {
  const shell = new Shell(page);
  await page.goto("/");
  await shell.theme.selectOption("dark");
  let arrive = () => {};
  const isSwitched = new Promise<void>((settle) => {
    arrive = settle;
  });
  const isAnswered = new Promise<void>((settle) => {
    void page.route("**/*_rsc=*", async (route) => {
      const response = await route.fetch();
      settle();
      await isSwitched;
      await route.fulfill({ response });
    });
  });
  await shell.refresh();
  await isAnswered;
  await shell.theme.selectOption("light");
  const shown = await page.evaluateHandle(() => {
    const { dataset } = document.documentElement;
    const themes = [dataset.theme];
    new MutationObserver(() => themes.push(dataset.theme)).observe(document.documentElement, { attributes: true });
    return themes;
  });
  arrive();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  expect(new Set(await shown.jsonValue())).toEqual(new Set(["light"]));
});
