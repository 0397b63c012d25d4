import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";

/** The table of every list: filter, sort, exports. */
export class DataTable {
  readonly table: Locator;

  constructor(
    private readonly page: Page,
    private readonly label: string,
  ) {
    this.table = page.getByRole("table", { name: label, exact: true });
  }

  get rows(): Locator {
    return this.table.getByRole("row").filter({ has: this.page.getByRole("rowheader") });
  }

  row(text: string): Locator {
    return this.rows.filter({ hasText: text });
  }

  get filterBox(): Locator {
    return this.page.getByRole("searchbox", { name: `Filter ${this.label}` });
  }

  async filter(text: string): Promise<void> {
    await this.filterBox.fill(text);
  }

  async sortBy(header: string): Promise<void> {
    await this.header(header).getByRole("button").click();
  }

  header(name: string): Locator {
    return this.table.getByRole("columnheader", { name, exact: true });
  }

  /** Presses an export and reads the file that the browser saves. */
  async export(kind: "CSV" | "JSON"): Promise<{ readonly name: string; readonly text: string }> {
    const saved = this.page.waitForEvent("download");
    await this.page.getByRole("button", { name: `Export the rows shown of ${this.label} as ${kind}` }).click();
    const download = await saved;
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
  }
}
