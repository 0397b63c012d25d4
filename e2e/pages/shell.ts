import type { Locator, Page } from "@playwright/test";

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

  ground(): Promise<string> {
    return this.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  }
}
