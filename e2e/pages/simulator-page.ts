import { expect, type Locator, type Page } from "@playwright/test";

/** The simulator: its inputs, and the panels of what they lead to. */
export class SimulatorPage {
  readonly figures: Locator;
  readonly chart: Locator;
  readonly warnings: Locator;
  readonly patch: Locator;
  readonly paste: Locator;
  readonly picker: Locator;
  /** Where today's settings come from. */
  readonly todaySource: Locator;

  constructor(readonly page: Page) {
    this.figures = page.getByLabel("The proposal in figures");
    this.chart = page.getByRole("region", { name: /^Free addresses/ });
    this.warnings = page.getByRole("region", { name: "Warnings" });
    this.patch = page.getByRole("region", { name: "The patch" });
    this.paste = page.getByLabel("The DaemonSet, its env list or the add-on’s configuration, as YAML or JSON");
    this.todaySource = page.getByText(/^Today’s settings:/);
    this.picker = page.getByRole("combobox", { name: "Simulate another VPC, subnet or cluster" });
  }

  async goto(query: string): Promise<void> {
    await this.page.goto(`/simulator?${query}`);
    await this.settled();
  }

  /** Until the figures on the screen are those of the inputs on the screen, the last of them too. */
  async settled(): Promise<void> {
    await expect(this.figures).toBeVisible();
    await expect(this.page.locator("[aria-busy=true]")).toHaveCount(0);
  }

  /** What the figures say, to compare with what a colleague sees. */
  async figureTexts(): Promise<readonly string[]> {
    await this.settled();
    await expect(this.figures).toContainText("can you go back?");
    return this.figures.locator("dd").allInnerTexts();
  }

  proposed(name: string): Locator {
    return this.setting(`${name} proposed`);
  }

  today(name: string): Locator {
    return this.setting(`${name} today`);
  }

  preset(label: string): Locator {
    return this.page.getByRole("group", { name: "Presets" }).getByRole("button", { name: label, exact: true });
  }

  field(label: string): Locator {
    return this.page.getByRole("main").getByLabel(label, { exact: true });
  }

  /** What stands under a field as being wrong with it. */
  async problemOf(field: Locator): Promise<string> {
    await expect(field).toHaveAttribute("aria-invalid", "true");
    const ids = (await field.getAttribute("aria-describedby"))?.split(" ") ?? [];
    const texts = await Promise.all(ids.map((id) => this.page.locator(`[id="${id}"]`).innerText()));
    return texts.join(" ");
  }

  async openPaste(): Promise<void> {
    await this.page.getByText("Paste your cluster’s own").click();
  }

  /** The patch.yaml as it stands on the screen. */
  get patchFile(): Locator {
    return this.patch.getByRole("region", { name: "patch.yaml" });
  }

  private setting(name: string): Locator {
    return this.page
      .getByRole("textbox", { name, exact: true })
      .or(this.page.getByRole("combobox", { name, exact: true }));
  }
}
