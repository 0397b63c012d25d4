import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { DataTable } from "./data-table";

/** The panels of the simulator that a proposal ends in: its files, the comparison, the recommendation. */
export class ProposalPanels {
  readonly patch: Locator;
  readonly compare: Locator;
  readonly recommend: Locator;
  readonly compared: DataTable;
  readonly tried: DataTable;

  constructor(readonly page: Page) {
    this.patch = page.getByRole("region", { name: "The patch", exact: true });
    this.compare = page.getByRole("region", { name: "Proposals compared", exact: true });
    this.recommend = page.getByRole("region", { name: "Recommendation", exact: true });
    this.compared = new DataTable(page, "Proposals compared");
    this.tried = new DataTable(page, "Settings tried");
  }

  /** Opens the simulator on a cluster with further parameters of the link. */
  async open(cluster: string, parameters: Readonly<Record<string, string>>): Promise<void> {
    await this.page.goto(`/simulator?${new URLSearchParams({ cluster, ...parameters })}`);
  }

  tab(name: string): Locator {
    return this.patch.getByRole("tab", { name });
  }

  file(name: string): Locator {
    return this.patch.getByRole("region", { name, exact: true });
  }

  /** Presses download and reads the file that the browser saves. */
  async download(name: string): Promise<{ readonly name: string; readonly text: string }> {
    const saved = this.page.waitForEvent("download");
    await this.patch.getByRole("button", { name: `Download ${name}` }).click();
    const download = await saved;
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
  }

  /** The first figure of a compared proposal's row: the addresses held. */
  heldBy(proposal: string): Locator {
    return this.compared.row(proposal).getByRole("cell").first();
  }

  get choices(): Locator {
    return this.tried.table.getByRole("button", { name: /^Propose / });
  }
}
