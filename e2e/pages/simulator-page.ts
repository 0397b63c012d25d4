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

  /**
   * What the figures say, to compare with what a colleague sees. Read in one go: a page that refreshes itself runs its nodes
   * anew, and has figures that are still to come while it does.
   */
  async figureTexts(): Promise<readonly string[]> {
    let texts: readonly string[] | null = null;
    const read = async () => {
      texts = await this.figures.evaluate((figures) => {
        const isWhole = figures.textContent?.includes("can you go back?") ?? false;
        if (!isWhole || document.querySelector("[aria-busy=true]") !== null) return null;
        return [...figures.querySelectorAll("dd")].map((figure) => figure.innerText);
      });
      return texts;
    };
    await expect.poll(read, { message: "the figures at rest" }).not.toBeNull();
    return texts ?? [];
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
  async expectProblem(field: Locator, says: RegExp): Promise<void> {
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription(says);
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
