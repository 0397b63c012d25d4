import { subnets, vpcs } from "./api-client";
import { test as base, expect } from "./fixtures";
import { DemoPanel } from "./pages/demo-panel";
import { SimulatorPage } from "./pages/simulator-page";
import { FROZEN_DEMO, startProduct } from "./processes";

/** An account of its own for each journey, since it is changed. */
const test = base.extend({
  baseURL: async ({ browserName: _ }, use) => {
    const product = await startProduct(FROZEN_DEMO);
    await use(product.url);
    await product.stop();
  },
});

/** Against hanging only: the account is followed to the end of its rollout. */
const FOLLOWED = { timeout: 240_000 };

test("a preset, applied to the demo, does what was predicted to the address, and is taken back", async ({
  page,
  request,
  expectAccessible,
}) => {
  const demo = new DemoPanel(page);
  // Until everything has been freed; a whole hour would only be waited for.
  await demo.goto("astronomer-dev", "&minutes=20");
  await expect(demo.apply).toBeDisabled();
  await expect(demo.panel).toContainText("The proposal is as today");
  await demo.propose("Small cluster");
  await expect(demo.panel).toContainText("WARM_ENI_TARGET=0 (was 1)");
  const freeBefore = await freeIn(request, "dev-private-a");
  await demo.apply.click();
  await expect(demo.verdict).toHaveText(/^0 addresses apart at (\d+) of \1 samples, in each of 3 subnets\.$/, FOLLOWED);
  await expect(demo.blockVerdict).toHaveText(
    /^0 free \/28 blocks apart at (\d+) of \1 samples, in each of 3 subnets\.$/,
  );
  await expect(demo.panel).toContainText(/hold \d+ addresses in the end, as predicted/);
  await expect(demo.legend()).toContainText("proposed");
  await expect(demo.legend()).toContainText("read back from the account");
  await demo.panel.getByRole("button", { name: "/28 blocks" }).click();
  await expect(demo.legend()).toContainText("read back from the account");
  await expectAccessible();
  await expect.poll(() => freeIn(request, "dev-private-a")).toBeGreaterThan(freeBefore + 50);

  await expect(demo.panel).toContainText("The proposal is as today");
  await expect(demo.apply).toBeDisabled();
  await expect(demo.verdict).toBeVisible();
  await demo.revert.click();
  await expect(demo.panel).toContainText("The way back, predicted and read back");
  await expect(demo.verdict).toHaveText(/^0 addresses apart at (\d+) of \1 samples/, FOLLOWED);
  await expect(demo.revert).toBeHidden();
  await expect.poll(() => freeIn(request, "dev-private-a")).toBeLessThan(freeBefore + 15);
});

test("today's settings are the account's own, before a patch and after it, without a word in the link", async ({
  page,
  context,
}) => {
  const [demo, simulator] = [new DemoPanel(page), new SimulatorPage(page)];
  await demo.goto("prod-tuned", "&minutes=20");
  await expect(simulator.todaySource).toHaveText("Today’s settings: read from the embedded account");
  await expect(simulator.today("WARM_IP_TARGET")).toHaveValue("2");
  await simulator.proposed("WARM_IP_TARGET").fill("4");
  await demo.apply.click();
  await expect(demo.verdict).toHaveText(/^0 addresses apart/, FOLLOWED);
  await expect(simulator.today("WARM_IP_TARGET")).toHaveValue("4");
  await expect(demo.panel).toContainText("The proposal is as today");

  await simulator.proposed("WARM_IP_TARGET").fill("6");
  await expect(demo.panel).toContainText("WARM_IP_TARGET=6 (was 4)");
  await expect.poll(() => page.url()).toContain("wi=6");
  expect(page.url()).not.toContain("today=");
  const own = await simulator.figureTexts();
  const colleague = new SimulatorPage(await context.newPage());
  await colleague.page.goto(page.url());
  expect(await colleague.figureTexts()).toEqual(own);
  await expect(colleague.today("WARM_IP_TARGET")).toHaveValue("4");
  await colleague.openPaste();
  await colleague.paste.fill("WARM_IP_TARGET: '3'");
  await expect(colleague.today("WARM_IP_TARGET")).toHaveValue("3");
  await expect.poll(() => colleague.page.url()).toContain("today=");
});

test("settings of clusters that differ are assumed, and it is said why", async ({ page, request }) => {
  const production = (await vpcs(request)).find(({ name }) => name === "production");
  const simulator = new SimulatorPage(page);
  await simulator.goto(`vpc=${production?.id}`);
  await expect(simulator.todaySource).toContainText("assumed: the manifest shipped with");
  await expect(page.getByText(/prod-\w+ differ in their settings: simulate one cluster/)).toBeVisible();
});

test("a comparison that is stopped lets the account go", async ({ page, request }) => {
  const demo = new DemoPanel(page);
  await demo.goto("prod-tuned");
  await demo.propose("Prefix delegation");
  // The account's first answer does not come: however slow the hand that stops it, the comparison still goes on.
  const followed = page.waitForRequest("**/api/demo/follow");
  await page.route("**/api/demo/follow", () => {});
  await demo.apply.click();
  await followed;
  expect((await (await request.get("/api/demo")).json()).isHeld).toBe(true);
  await demo.stop.click();
  await expect(demo.panel.getByRole("alert")).toContainText("stopped");
  await expect.poll(async () => (await (await request.get("/api/demo")).json()).isHeld).toBe(false);
  await expect(demo.apply).toBeVisible();
});

test("a cluster without a DaemonSet says why nothing can be rolled out", async ({ page }) => {
  const demo = new DemoPanel(page);
  await demo.goto("ml-auto");
  await demo.propose("Small cluster");
  await expect(demo.panel).toContainText("no aws-node DaemonSet");
  await expect(demo.apply).toBeDisabled();
});

async function freeIn(request: Parameters<typeof subnets>[0], name: string): Promise<number> {
  const found = (await subnets(request)).find((subnet) => subnet.name === name);
  return found?.freeAddressCount ?? Number.NaN;
}
