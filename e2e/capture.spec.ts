import { subnet, subnets, vpc, vpcs } from "./api-client";
import { captureAccount } from "./capture-account";
import { test as base, expect } from "./fixtures";
import { DataTable } from "./pages/data-table";
import { SubnetPage } from "./pages/subnet-page";
import { behindEndpoint, startAccount, startProduct } from "./processes";

const test = base.extend<{ wireUrl: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from the pattern
  wireUrl: async ({}, use, testInfo) => {
    const account = await startAccount("--speed", "0", "--seed", "3");
    const folder = testInfo.outputPath("capture");
    await captureAccount(account.url, folder);
    const overWire = await startProduct(behindEndpoint(account.url));
    await use(overWire.url);
    await overWire.stop();
    await account.stop();
  },
  baseURL: async ({ wireUrl: _ }, use, testInfo) => {
    const overFiles = await startProduct({ ENISCOPE_SOURCE: `file:${testInfo.outputPath("capture")}` });
    await use(overFiles.url);
    await overFiles.stop();
  },
});

test("a capture gives the same account as its wire", async ({ page, request, playwright, wireUrl }) => {
  const wire = await playwright.request.newContext({ baseURL: wireUrl });
  expect(await vpcs(request)).toEqual(await vpcs(wire));
  for (const { id } of await vpcs(wire)) expect(await vpc(request, id)).toEqual(await vpc(wire, id));
  const all = await subnets(wire);
  for (const { id } of all) expect(await subnet(request, id)).toEqual(await subnet(wire, id));
  await wire.dispose();

  await page.goto("/");
  await expect(new DataTable(page, "VPCs").rows).toHaveCount((await vpcs(request)).length);
  await expect(page.getByRole("complementary", { name: "Demonstration" })).toHaveCount(0);
  const { id } = all.find(({ nodeCount }) => nodeCount) ?? { id: "" };
  await page.goto(`/subnets/${id}`);
  await expect(new SubnetPage(page).map).toBeVisible();
});
