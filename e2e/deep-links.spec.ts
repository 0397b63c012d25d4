import { addressPageAnswerSchema } from "@/lib/domain/api/subnet";
import { read, subnetWithNodes } from "./api-client";
import { expect, test } from "./fixtures";
import { DataTable } from "./pages/data-table";
import { NodePage } from "./pages/node-page";
import { Shell } from "./pages/shell";
import { SubnetPage } from "./pages/subnet-page";

test("a link to an address opens its subnet with the address's story", async ({ page, request }) => {
  const { id } = await subnetWithNodes(request);
  const { data } = await read(request, `/api/subnets/${id}/addresses?limit=256`, addressPageAnswerSchema);
  const story = data.addresses.find(({ instanceId }) => instanceId !== null);
  const subnetPage = new SubnetPage(page);
  await subnetPage.goto(id, `?address=${story?.address}`);
  await expect(subnetPage.pinned).toContainText(story?.address ?? "");
  await expect(subnetPage.pinned).toContainText(story?.eniId ?? "");
  await expect(subnetPage.pinned).toContainText(story?.instanceId ?? "");
});

test("a link to an ENI marks it in its node's rack", async ({ page, request }) => {
  const { nodes } = await subnetWithNodes(request);
  const instanceId = nodes[0]?.instanceId;
  const { data } = await (await request.get(`/api/nodes/${instanceId}`)).json();
  const eniId = data.enis.at(-1).eniId;
  await page.goto(`/nodes/${instanceId}?eni=${eniId}`);
  await expect(new NodePage(page).enis.filter({ hasText: eniId })).toHaveAttribute("aria-current", "true");
});

test("a link keeps a table's filter, and what the map shows", async ({ page, request }) => {
  const { id, nodes } = await subnetWithNodes(request);
  const subnetPage = new SubnetPage(page);
  await subnetPage.goto(id);
  await subnetPage.nodes.filter(nodes[0]?.instanceId ?? "");
  await page.getByRole("button", { name: /^free/ }).first().click();
  await expect(page).toHaveURL(/class=free/);
  await page.goto(page.url());
  await expect(subnetPage.nodes.rows).toHaveCount(1);
  await expect(page.getByRole("button", { name: /^free/ }).first()).toHaveAttribute("aria-pressed", "true");
});

test("a filter typed just before and after a link is followed stays behind with its page", async ({
  page,
  request,
}) => {
  const { id, nodes } = await subnetWithNodes(request);
  const instanceId = nodes[0]?.instanceId ?? "";
  const subnetPage = new SubnetPage(page);
  await subnetPage.goto(id);
  // The next page takes longer than the filter takes to be in the address.
  await page.route(`**/nodes/${instanceId}?*`, async (route) => {
    await new Promise((settle) => setTimeout(settle, 500));
    await route.continue();
  });
  await subnetPage.nodes.filterBox.focus();
  const link = subnetPage.nodes.row(instanceId).getByRole("link", { name: instanceId });
  // In one turn of the page, however slow the test is; and once more while the next page is on its way.
  await link.evaluate((element: HTMLElement, text) => {
    document.execCommand("insertText", false, text);
    element.click();
    setTimeout(() => document.execCommand("insertText", false, " "), 150);
  }, instanceId);
  await expect(page).toHaveURL(`/nodes/${instanceId}`);
  await page.goBack();
  await expect(subnetPage.nodes.rows).toHaveCount(1);
});

test("a filter typed just before a link is followed stays behind while its page is being refreshed, too", async ({
  page,
  request,
}) => {
  const { id, nodes } = await subnetWithNodes(request);
  const instanceId = nodes[0]?.instanceId ?? "";
  const subnetPage = new SubnetPage(page);
  await subnetPage.goto(id);
  let follow = () => {};
  const isFollowed = new Promise<void>((settle) => {
    follow = settle;
  });
  await page.route(`**/subnets/${id}?*`, async (route) => {
    await isFollowed;
    await route.continue();
  });
  const refresh = page.waitForRequest(/_rsc=/);
  await new Shell(page).refresh();
  await refresh;
  await subnetPage.nodes.filterBox.focus();
  await subnetPage.nodes
    .row(instanceId)
    .getByRole("link", { name: instanceId })
    .evaluate((link: HTMLElement, text) => {
      document.execCommand("insertText", false, text);
      link.click();
    }, instanceId);
  follow();
  await expect(page).toHaveURL(`/nodes/${instanceId}`);
  await page.goBack();
  await expect(subnetPage.nodes.rows).toHaveCount(1);
});

test("the map's table view is a link of its own, one row a /28", async ({ page, request }) => {
  const { id, sizeAddressCount } = await subnetWithNodes(request);
  await new SubnetPage(page).goto(id, "?view=table");
  await expect(new DataTable(page, `Blocks of ${id}`).table).toHaveAttribute(
    "aria-rowcount",
    String((sizeAddressCount ?? 0) / 16 + 1),
  );
});

for (const query of [
  "address=999.1.1.1",
  "address=192.0.2.1",
  "zoom=-1",
  "class=nothing",
  "level=%00",
  "eni=%3Cscript%3E",
]) {
  test(`a subnet opens in spite of ?${query}`, async ({ page, request }) => {
    const { id, name } = await subnetWithNodes(request);
    await new SubnetPage(page).goto(id, `?${query}`);
    await expect(new Shell(page).heading).toHaveText(name ?? id);
  });
}
