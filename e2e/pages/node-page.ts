import type { Locator, Page } from "@playwright/test";

/** An instance: its ENIs as a rack of slots. */
export class NodePage {
  readonly rack: Locator;
  readonly figures: Locator;

  constructor(page: Page) {
    this.rack = page.getByRole("grid", { name: /^ENIs of/ });
    this.figures = page.getByLabel("Key figures of the node");
  }

  /** The rows of attached ENIs and of device places without one. */
  get enis(): Locator {
    return this.rack.getByRole("row");
  }

  slots(eni: Locator): Locator {
    return eni.locator("[data-place]");
  }
}
