import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { FROZEN_DEMO, type ProductSettings, type Running, startProduct } from "./processes";
import { awaitScripts } from "./taken-over";

interface Fixtures {
  /** What the page complained about: errors on its console, uncaught errors, breaches of its security policy. */
  readonly complaints: string[];
  /** Fails with every accessibility fault that axe finds on the page as it stands, in light and in dark. */
  readonly expectAccessible: () => Promise<void>;
}

interface WorkerFixtures {
  readonly settings: ProductSettings;
  readonly product: Running;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  settings: [FROZEN_DEMO, { scope: "worker", option: true }],

  product: [
    async ({ settings }, use) => {
      const product = await startProduct(settings);
      await use(product);
      await product.stop();
    },
    { scope: "worker" },
  ],

  baseURL: async ({ product }, use) => use(product.url),

  complaints: async ({ browserName: _ }, use) => use([]),

  page: async ({ page, complaints }, use) => {
    await collectComplaints(page, complaints);
    awaitScripts(page);
    await use(page);
    expect(complaints, "what the page complained about").toEqual([]);
  },

  expectAccessible: async ({ page }, use) => {
    await use(async () => {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        const faults = (await violationsAtRest(page)).map(({ id, help, nodes }) => ({
          id,
          help,
          where: nodes.map(({ html }) => html),
        }));
        expect(faults, `axe's faults on ${page.url()}, ${colorScheme}`).toEqual([]);
      }
      await page.emulateMedia({ colorScheme: null });
    });
  },
});

export { expect };

/** While the page waits for something a part of it may be dimmed, for a moment and on purpose: it is looked at again then. */
async function violationsAtRest(page: Page) {
  for (;;) {
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    const seen = await page.evaluateHandle(() => {
      const isBusy = () => document.querySelector("[aria-busy=true]") !== null;
      const looked = { isBusy: isBusy() };
      new MutationObserver(() => {
        looked.isBusy ||= isBusy();
      }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-busy"] });
      return looked;
    });
    const { violations } = await new AxeBuilder({ page }).analyze();
    if (violations.length === 0 || !(await seen.evaluate(({ isBusy }) => isBusy))) return violations;
  }
}

async function collectComplaints(page: Page, complaints: string[]): Promise<void> {
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    // The browser reports each answer with an error status in this way; specs that mean one assert its status.
    if (message.text().startsWith("Failed to load resource")) return;
    complaints.push(`console: ${message.text()}`);
  });
  await page.exposeFunction("tellBreach", (breach: string) => complaints.push(breach));
  await page.addInitScript(() => {
    document.addEventListener(
      "securitypolicyviolation",
      ({ violatedDirective, blockedURI, sourceFile, lineNumber }) => {
        const tell = (window as unknown as { tellBreach: (breach: string) => void }).tellBreach;
        tell(`policy: ${violatedDirective} blocked ${blockedURI} at ${sourceFile}:${lineNumber}`);
      },
    );
  });
}
