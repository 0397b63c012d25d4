import { readProblem } from "./api-client";
import { test as base, expect } from "./fixtures";
import { Shell } from "./pages/shell";
import { behindEndpoint, startAccount, startProduct } from "./processes";

for (const [state, code] of [
  ["expired", "expired-credentials"],
  ["invalid", "invalid-credentials"],
] as const) {
  const test = base.extend({
    baseURL: async ({ browserName: _ }, use) => {
      const account = await startAccount("--credentials", state);
      const product = await startProduct(behindEndpoint(account.url));
      await use(product.url);
      await product.stop();
      await account.stop();
    },
  });

  test(`${state} credentials are named, with what to do, and no key is shown`, async ({ page, request }) => {
    expect(await readProblem(request, "/api/vpcs")).toMatchObject({ status: 503, code });
    await page.goto("/");
    await expect(new Shell(page).alert).toContainText(code);
    await expect(page.locator("html")).not.toContainText("AKIA");
  });
}

const withoutRegion = base.extend({
  baseURL: async ({ browserName: _ }, use) => {
    const product = await startProduct({ ENISCOPE_SOURCE: "aws" });
    await use(product.url);
    await product.stop();
  },
});

withoutRegion("without credentials an explicit aws says so, and how to give them", async ({ page, request }) => {
  expect(await readProblem(request, "/api/vpcs")).toMatchObject({ status: 503, code: "no-credentials" });
  await page.goto("/");
  await expect(new Shell(page).alert).toContainText(/AWS_PROFILE|AWS_REGION/);
});

const withBadSetting = base.extend({
  baseURL: async ({ browserName: _ }, use) => {
    const product = await startProduct({ ENISCOPE_SOURCE: "demo", ENISCOPE_MAX_AGE_S: "soon" });
    await use(product.url);
    await product.stop();
  },
});

withBadSetting("a setting that cannot be used is named, with what it may be", async ({ page, request }) => {
  expect(await readProblem(request, "/api/vpcs")).toMatchObject({ code: "invalid-setting" });
  await page.goto("/");
  await expect(new Shell(page).alert).toContainText("ENISCOPE_MAX_AGE_S");
  await expect(new Shell(page).alert).not.toContainText("soon");
});
