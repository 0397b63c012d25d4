import { expect, type Locator, type Page } from "@playwright/test";

/** Against hanging only. */
const LOOKS_WITHIN_MS = 300_000;

/** What stands around every page. */
export class Shell {
  readonly search: Locator;
  readonly results: Locator;
  readonly theme: Locator;
  readonly alert: Locator;

  constructor(readonly page: Page) {
    this.search = page.getByRole("combobox", { name: "Search" });
    this.results = page.getByRole("listbox", { name: "Found" }).getByRole("option");
    this.theme = page.getByRole("combobox", { name: "Colours" });
    this.alert = page.getByRole("main").getByRole("alert");
  }

  get heading(): Locator {
    return this.page.getByRole("heading", { level: 1 });
  }

  async find(text: string): Promise<void> {
    await this.search.fill(text);
  }

  async refresh(): Promise<void> {
    await this.page.getByRole("button", { name: "Refresh", exact: true }).click();
  }

  /**
   * Looks again until a part of the page says it. Pages that are about something else wait a moment for the shortages, and
   * on a slow machine they come with the next look.
   */
  async lookUntil(part: Locator, says: string | RegExp): Promise<void> {
    let looks = 0;
    await expect(async () => {
      if (looks++ > 0) await this.page.reload();
      await expect(part).toContainText(says, { timeout: 5_000 });
    }).toPass({ timeout: LOOKS_WITHIN_MS });
  }

  /** Pixels by which the page, at rest, is wider than its window. */
  async overflowPx(): Promise<number> {
    await this.page.waitForLoadState("networkidle");
    await expect(this.page.locator("[aria-busy=true]")).toHaveCount(0);
    return this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  }

  ground(): Promise<string> {
    return this.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  }
}
