import type { Locator, Page } from "@playwright/test";
import { DataTable } from "./data-table";

/** The shortage events: filters, incidents, the calls behind them, and what only looks like them. */
export class EventsPage {
  readonly filters: Locator;
  readonly figures: Locator;
  readonly incidents: DataTable;
  readonly callers: DataTable;
  readonly calls: DataTable;
  readonly lookAlikes: DataTable;
  readonly incident: Locator;
  readonly timeline: Locator;
  /** Of the times without a failure the chart has an empty group, which cannot be seen. */
  readonly bars: Locator;

  constructor(private readonly page: Page) {
    this.filters = page.getByRole("form", { name: "Filters" });
    this.figures = page.getByLabel("Key figures of the range");
    this.incidents = new DataTable(page, "Incidents");
    this.callers = new DataTable(page, "Who failed");
    this.calls = new DataTable(page, "Calls");
    this.lookAlikes = new DataTable(page, "Look-alikes");
    this.incident = page.getByRole("region", { name: /^Incident in/ });
    this.timeline = page.getByRole("region", { name: "Failed calls over time" });
    this.bars = this.timeline.locator("svg .recharts-bar-rectangle path");
  }

  async goto(query = ""): Promise<void> {
    await this.page.goto(`/events${query}`);
  }

  filter(name: string): Locator {
    return this.filters.getByRole("combobox", { name, exact: true });
  }

  async choose(filter: string, value: string): Promise<void> {
    await this.filter(filter).selectOption(value);
  }

  /** Opens an incident of the table. */
  async open(incidentId: string): Promise<void> {
    await this.incidents.table.locator(`a[href*="incident=${incidentId}"]`).click();
  }
}
