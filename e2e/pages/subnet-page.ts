import type { Locator, Page } from "@playwright/test";
import { DataTable } from "./data-table";

/** Addresses of one row of the map, a /28. */
const ROW_LENGTH = 16;

/** A subnet: its map, what is pinned on it, and the tables of who holds what. */
export class SubnetPage {
  readonly map: Locator;
  readonly pinned: Locator;
  readonly nodes: DataTable;

  constructor(private readonly page: Page) {
    this.map = page.getByRole("application", { name: /^Address map of/ });
    this.pinned = page.getByRole("region", { name: "Pinned address" });
    this.nodes = new DataTable(page, "Nodes that hold addresses of this subnet");
  }

  async goto(subnetId: string, query = ""): Promise<void> {
    await this.page.goto(`/subnets/${subnetId}${query}`);
  }

  /** Pins an address of the first sixteen rows by keyboard alone. */
  async pinByKeys(offset: number): Promise<void> {
    await this.map.focus();
    for (let row = 0; row < Math.floor(offset / ROW_LENGTH); row += 1) await this.page.keyboard.press("ArrowDown");
    for (let column = 0; column < offset % ROW_LENGTH; column += 1) await this.page.keyboard.press("ArrowRight");
    await this.page.keyboard.press("Enter");
  }
}
