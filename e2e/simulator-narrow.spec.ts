import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { SimulatorPage } from "./pages/simulator-page";

const QUERY = "cluster=astronomer-dev&we=0&wi=2&mi=10";

const bar = (page: Page): Locator => page.getByRole("region", { name: "The result at a glance" });
const fold = (page: Page, title: string): Locator =>
  page.getByRole("main").getByRole("button", { name: title, exact: true });

/** Pixels of the focused element's height that lie under the bar; 0 or less: none. */
const hiddenByBar = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const focused = document.activeElement;
    const sticky = document.querySelector("[aria-label='The result at a glance']");
    if (!focused || !sticky || focused === document.body || sticky.contains(focused)) return 0;
    const [over, under] = [sticky.getBoundingClientRect(), focused.getBoundingClientRect()];
    return Math.min(over.bottom, under.bottom) - Math.max(over.top, under.top);
  });

const sidewaysBy = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

for (const width of [390, 768]) {
  test.describe(`at ${width} pixels`, () => {
    test.use({ viewport: { width, height: 800 } });

    test("what a knob changes is in view while it is turned, and said once", async ({ page }) => {
      const simulator = new SimulatorPage(page);
      await simulator.goto(QUERY);
      const knob = simulator.proposed("MINIMUM_IP_TARGET");
      await knob.focus();
      await expect(bar(page)).toBeInViewport({ ratio: 1 });
      const before = await bar(page).innerText();
      await knob.press("Shift+ArrowUp");
      await expect(knob).toHaveValue("20");
      await simulator.settled();
      await expect(bar(page)).not.toHaveText(before, { useInnerText: true });
      const [free = "", fewest = "", atOnce = ""] = await simulator.figureTexts();
      await expect(bar(page)).toContainText(`${free} free in the end`);
      await expect(bar(page)).toContainText(`${fewest} fewest`);
      await expect(bar(page)).toContainText(`${atOnce} at once`);
      await expect(knob).toBeInViewport({ ratio: 1 });
      await expect(bar(page)).toBeInViewport({ ratio: 1 });
      await expect(page.getByRole("status", { name: "Result of the run" })).toContainText(
        `${free} addresses free in the end`,
      );
      expect(await bar(page).evaluate((element) => element.closest("[aria-live], [role=status]"))).toBeNull();
      await expect(bar(page).locator("[aria-live], [role=status], [role=alert]")).toHaveCount(0);
    });

    test("no control that Tab reaches lies under the bar, forwards or backwards", async ({ page }) => {
      const simulator = new SimulatorPage(page);
      await simulator.goto(QUERY);
      await page.getByRole("main").focus();
      const last = simulator.chart.getByRole("slider");
      const isThere = () => last.evaluate((element) => element === document.activeElement);
      let steps = 0;
      for (; steps < 150 && !(await isThere()); steps++) {
        await page.keyboard.press("Tab");
        expect(await hiddenByBar(page), `pixels under the bar after ${steps + 1} steps`).toBeLessThanOrEqual(0);
      }
      expect(await isThere()).toBe(true);
      for (; steps > 0; steps--) {
        await page.keyboard.press("Shift+Tab");
        expect(await hiddenByBar(page), `pixels under the bar, ${steps - 1} steps from the start`).toBeLessThanOrEqual(
          0,
        );
      }
    });

    test("sections fold by keyboard, and say then what is set in them", async ({ page, expectAccessible }) => {
      const simulator = new SimulatorPage(page);
      await simulator.goto(QUERY);
      const settings = fold(page, "Settings");
      await expect(settings).toHaveAttribute("aria-expanded", "true");
      await settings.press("Enter");
      await expect(settings).toHaveAttribute("aria-expanded", "false");
      await expect(simulator.proposed("MINIMUM_IP_TARGET")).toBeHidden();
      await expect(page.getByRole("region", { name: "Settings", exact: true })).toContainText("MINIMUM_IP_TARGET 10");
      for (const title of ["Pods and load", "Rollout and run"]) {
        if ((await fold(page, title).getAttribute("aria-expanded")) === "true") await fold(page, title).press("Enter");
        await expect(fold(page, title)).toHaveAttribute("aria-expanded", "false");
      }
      await expectAccessible();
      expect(await sidewaysBy(page)).toBeLessThanOrEqual(0);
      await fold(page, "Rollout and run").press("Space");
      await expect(simulator.field("Seed")).toBeVisible();
    });

    test("a link with a fault in a folded section opens it, and it stays open once it is mended", async ({ page }) => {
      const simulator = new SimulatorPage(page);
      await page.goto(`/simulator?${QUERY}&minutes=0&burst=many,2,30,900`);
      await expect(bar(page)).toContainText("cannot be run");
      await expect(simulator.field("Look at")).toBeVisible();
      await page.getByRole("group", { name: "Burst" }).getByLabel("pods", { exact: true }).fill("20");
      await simulator.field("Look at").fill("60");
      await simulator.settled();
      await expect(simulator.field("Look at")).toBeFocused();
      await expect(bar(page)).not.toContainText("cannot be run");
    });

    test("the bar leads to the inputs and the results, clear of it", async ({ page }) => {
      const simulator = new SimulatorPage(page);
      await simulator.goto(QUERY);
      await bar(page).getByRole("link", { name: "Results" }).click();
      await expect(simulator.figures).toBeInViewport({ ratio: 1 });
      await bar(page).getByRole("link", { name: "Inputs" }).click();
      const heading = page.getByRole("main").getByRole("heading", { name: "Settings", exact: true });
      await expect(heading).toBeInViewport({ ratio: 1 });
      const [under, top] = [await bar(page).boundingBox(), await heading.boundingBox()];
      expect(top?.y ?? 0).toBeGreaterThanOrEqual((under?.y ?? 0) + (under?.height ?? 0));
    });
  });
}

test("beside each other, inputs and results need no bar, and nothing is folded", async ({ page }) => {
  const simulator = new SimulatorPage(page);
  await simulator.goto(QUERY);
  await expect(bar(page)).toBeHidden();
  await expect(fold(page, "Settings")).toBeHidden();
  for (const label of ["Pods", "Seed"]) await expect(simulator.field(label)).toBeVisible();
});

test.describe("in a window as low as a page zoomed to 400 %", () => {
  test.use({ viewport: { width: 320, height: 256 } });

  test("the bar does not take the room of the inputs", async ({ page }) => {
    const simulator = new SimulatorPage(page);
    await simulator.goto(QUERY);
    await simulator.proposed("MINIMUM_IP_TARGET").focus();
    await expect(bar(page)).not.toBeInViewport();
    expect(await sidewaysBy(page)).toBeLessThanOrEqual(0);
  });
});
