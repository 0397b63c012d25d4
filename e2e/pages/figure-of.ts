import type { Locator } from "@playwright/test";

/** The value of one key figure, by its words. */
export const figureOf = (figures: Locator, words: RegExp): Locator =>
  figures
    .locator("div")
    .filter({ has: figures.page().locator("dt").filter({ hasText: words }) })
    .locator("dd");
