import type { Locator, Page } from "@playwright/test";

/** The simulator page's part that has the embedded account really do what is proposed. */
export class DemoPanel {
  readonly panel: Locator;
  readonly apply: Locator;
  readonly revert: Locator;
  readonly stop: Locator;
  readonly samples: Locator;
  /** How far the account is from the prediction; there once it has been followed to the end. */
  readonly verdict: Locator;
  /** The same of free blocks. */
  readonly blockVerdict: Locator;

  constructor(private readonly page: Page) {
    this.panel = page.getByRole("region", { name: "Apply to the demo" });
    this.apply = this.panel.getByRole("button", { name: "Apply to the demo" });
    this.revert = this.panel.getByRole("button", { name: "Revert the demo" });
    this.stop = this.panel.getByRole("button", { name: "Stop" });
    this.samples = this.panel.getByRole("progressbar", { name: "Samples read back from the account" });
    this.verdict = this.panel.getByRole("status").getByText(/address(es)? apart/);
    this.blockVerdict = this.panel.getByRole("status").getByText(/blocks? apart/);
  }

  async goto(cluster: string, inputs = ""): Promise<void> {
    await this.page.goto(`/simulator?cluster=${cluster}${inputs}`);
  }

  async propose(preset: string): Promise<void> {
    await this.page.getByRole("group", { name: "Presets" }).getByRole("button", { name: preset }).click();
  }

  legend(): Locator {
    return this.panel.getByRole("list", { name: "Legend" });
  }
}
