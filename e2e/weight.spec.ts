import { gzipSync } from "node:zlib";
import type { APIRequestContext } from "@playwright/test";
import { subnetWithNodes, vpc, vpcs } from "./api-client";
import { expect, test } from "./fixtures";

const LIMIT_KB = 150;

/** The scripts that a page's HTML asks for at once, without those for browsers that know no modules. */
async function firstLoadScripts(request: APIRequestContext, path: string): Promise<string[]> {
  const html = await (await request.get(path)).text();
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  const urls = tags
    .filter((tag) => !/\bnomodule\b/i.test(tag))
    .map((tag) => /(?:src|href)="(\/_next\/static\/[^"]+\.js)[^"]*"/.exec(tag)?.[1])
    .filter((url) => url !== undefined);
  return [...new Set(urls)];
}

async function compressedKb(request: APIRequestContext, urls: readonly string[]): Promise<number> {
  const bodies = await Promise.all(urls.map(async (url) => (await request.get(url)).body()));
  return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0) / 1024;
}

test(`each page's first load is at most ${LIMIT_KB} KB of compressed script`, async ({ request }) => {
  const subnet = await subnetWithNodes(request);
  const pages = [
    "/",
    `/vpcs/${subnet.vpcId}`,
    `/subnets/${subnet.id}`,
    `/nodes/${subnet.nodes[0]?.instanceId}`,
    "/events",
    "/search?q=10",
    "/no-such-page",
  ];
  for (const path of pages) {
    const scripts = await firstLoadScripts(request, path);
    expect(scripts.length, path).toBeGreaterThan(3);
    const weight = await compressedKb(request, scripts);
    test.info().annotations.push({ type: "first-load script", description: `${path}: ${weight.toFixed(1)} KB` });
    expect.soft(weight, `KB of script on ${path}`).toBeLessThanOrEqual(LIMIT_KB);
  }
});

test("the heatmap stands where it will be before its own script is there, and answers after it", async ({
  page,
  request,
}) => {
  const target = (await vpcs(request)).find(({ subnetCount }) => (subnetCount ?? 0) > 2);
  const path = `/vpcs/${target?.id}`;
  const first = await firstLoadScripts(request, path);
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/_next/static/chunks/*.js", async (route) => {
    if (!first.includes(new URL(route.request().url()).pathname)) await gate;
    await route.continue();
  });
  await page.goto(path, { waitUntil: "commit" });
  const cells = page.locator("[data-cell]");
  await expect(cells).toHaveCount((await vpc(request, target?.id ?? "")).subnets.length);
  // The shell answers: what was held back is the heatmap's script alone.
  const theme = page.getByRole("combobox", { name: "Colours" });
  await expect(async () => {
    await theme.selectOption("dark");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark", { timeout: 500 });
  }).toPass();
  // In their panel: what stands above it changes when the shortages are read.
  const panel = page.getByRole("region", { name: "Subnets by Availability Zone" });
  const places = () =>
    panel.evaluate((region) => {
      const frame = region.getBoundingClientRect();
      return [...region.querySelectorAll("[data-cell]")].map((cell) => {
        const { left, top, width, height } = cell.getBoundingClientRect();
        return [frame.width, left - frame.left, top - frame.top, width, height];
      });
    });
  const before = await places();
  letGo();
  const colour = page.getByRole("group", { name: "Colour by" });
  await expect(async () => {
    await colour.getByText("used", { exact: true }).click();
    await colour.getByText("warm", { exact: true }).click();
    await expect(page).toHaveURL(/colour=warm/, { timeout: 500 });
  }).toPass();
  expect(await places()).toEqual(before);
  expect(before).toHaveLength(await cells.count());
});
