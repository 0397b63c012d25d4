import { defineConfig, devices } from "@playwright/test";
import { launchOptions } from "./e2e/browser";

const isCi = Boolean(process.env.CI);

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/e2e",
  fullyParallel: true,
  forbidOnly: isCi,
  // A machine that nobody watches may stand still at any moment. What fails once is named and counted all the same.
  retries: isCi ? 1 : 0,
  workers: 2,
  // Against hanging only: on a busy machine with two cores a journey takes many times as long as on an idle one.
  timeout: 900_000,
  expect: { timeout: 60_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    ...devices["Desktop Chrome"],
    launchOptions: await launchOptions(),
    locale: "en-GB",
    timezoneId: "UTC",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
  projects: [{ name: "chromium" }],
});
