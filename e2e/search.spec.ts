import { node, subnetWithNodes, vpcs } from "./api-client";
import { expect, test } from "./fixtures";
import { Shell } from "./pages/shell";

test("the search finds an address, a CIDR, an ENI, an instance and a subnet's name", async ({ page, request }) => {
  const subnet = await subnetWithNodes(request);
  const instanceId = subnet.nodes[0]?.instanceId ?? "";
  const { primaryAddress, enis } = await node(request, instanceId);
  const eniId = enis[1]?.eniId ?? enis[0]?.eniId ?? "";
  const shell = new Shell(page);
  for (const [text, url] of [
    [primaryAddress ?? "", new RegExp(`/subnets/${subnet.id}\\?address=`)],
    [subnet.cidr ?? "", new RegExp(`/subnets/${subnet.id}`)],
    [eniId, new RegExp(`/nodes/${instanceId}\\?eni=${eniId}`)],
    [instanceId, new RegExp(`/nodes/${instanceId}`)],
    [subnet.name ?? "", new RegExp(`/subnets/${subnet.id}`)],
  ] as const) {
    await page.goto("/");
    await shell.find(text);
    await expect(shell.results.first(), text).toContainText(text);
    await shell.search.press("Enter");
    await expect(page, text).toHaveURL(url);
  }
});

test("the search answers by keyboard, from the / key to the arrow keys", async ({ page, request }) => {
  await vpcs(request);
  const shell = new Shell(page);
  await page.goto("/");
  await expect(shell.heading).toBeVisible();
  await page.keyboard.press("/");
  await expect(shell.search).toBeFocused();
  await page.keyboard.type("10.");
  await expect(shell.results.nth(1)).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(shell.results.nth(1)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(shell.results).toHaveCount(0);
});

test("the page of results says what was looked for when nothing is found", async ({ page }) => {
  await page.goto("/search?q=10.255.255.255");
  await expect(page.getByRole("main")).toContainText("Nothing found for “10.255.255.255”");
});

test("a page that does not exist offers the search, filled in", async ({ page, request }) => {
  await vpcs(request);
  const answer = await page.goto("/subnets/subnet-00000000000000000");
  expect(answer?.status()).toBe(404);
  await expect(new Shell(page).heading).toHaveText("Not found");
  await expect(page.getByRole("main").getByRole("searchbox")).toBeVisible();
});
