import { everyPage } from "./every-page";
import { expect, test } from "./fixtures";
import { Shell } from "./pages/shell";
import { SimulatorPage } from "./pages/simulator-page";

test.use({ viewport: { width: 375, height: 800 } });

test("no page is wider than a narrow screen", async ({ page, request }) => {
  const shell = new Shell(page);
  for (const [name, path] of Object.entries(await everyPage(request))) {
    await page.goto(path);
    await expect(shell.heading, name).toBeVisible();
    if (name === "simulator") await new SimulatorPage(page).settled();
    expect(await shell.overflowPx(), `pixels by which the page “${name}” is too wide`).toBeLessThanOrEqual(0);
  }
});
