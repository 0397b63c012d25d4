import { everyPage } from "./every-page";
import { expect, test } from "./fixtures";
import { Shell } from "./pages/shell";

test.use({ viewport: { width: 375, height: 800 } });

test("no page is wider than a narrow screen", async ({ page, request }) => {
  for (const [name, path] of Object.entries(await everyPage(request))) {
    await page.goto(path);
    await expect(new Shell(page).heading, name).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `pixels by which the page “${name}” is too wide`).toBeLessThanOrEqual(0);
  }
});
