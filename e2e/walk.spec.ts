import type { APIRequestContext } from "@playwright/test";
import { addressPageAnswerSchema } from "@/lib/domain/api/subnet";
import { node, read, subnets } from "./api-client";
import { expect, test } from "./fixtures";
import { DataTable } from "./pages/data-table";
import { NodePage } from "./pages/node-page";
import { Shell } from "./pages/shell";
import { SubnetPage } from "./pages/subnet-page";

/** The story's node: idle, with two ENIs and thirty addresses of its subnet. */
async function idleNodeAddress(request: APIRequestContext) {
  for (const { id, vpcId, name, nodeCount } of await subnets(request)) {
    if (!nodeCount) continue;
    const path = `/api/subnets/${id}/addresses?limit=256`;
    const { data: page } = await read(request, path, addressPageAnswerSchema);
    for (const [offset, { instanceId, addressClass, address }] of page.addresses.entries()) {
      if (instanceId === null || addressClass !== "node-primary") continue;
      const detail = await node(request, instanceId);
      if (detail.instanceType === "t3.2xlarge" && detail.heldAddressCount === 30) {
        return { subnetId: id, subnetName: name ?? id, vpcId, offset, address, instanceId };
      }
    }
  }
  throw new Error("the demonstration account does not hold the node of the story");
}

test("from all VPCs down to the node that holds an address", async ({ page, request }) => {
  const target = await idleNodeAddress(request);
  const shell = new Shell(page);

  await page.goto("/");
  await expect(shell.heading).toHaveText("VPCs");
  await new DataTable(page, "VPCs").table.locator(`a[href="/vpcs/${target.vpcId}"]`).first().click();

  await expect(page).toHaveURL(`/vpcs/${target.vpcId}`);
  await page.locator(`[data-cell="${target.subnetId}"]`).click();

  await expect(page).toHaveURL(new RegExp(`/subnets/${target.subnetId}`));
  await expect(shell.heading).toHaveText(target.subnetName);
  const subnetPage = new SubnetPage(page);
  await subnetPage.pinByKeys(target.offset);
  await expect(subnetPage.pinned).toContainText(target.address);
  await expect(page).toHaveURL(new RegExp(`address=${target.address.replaceAll(".", "\\.")}`));
  await subnetPage.pinned.getByRole("link", { name: target.instanceId }).click();

  await expect(page).toHaveURL(new RegExp(`/nodes/${target.instanceId}`));
  await expect(shell.heading).toHaveText(target.instanceId);
});

test("the story's node reads two ENIs and thirty of the subnet's addresses", async ({ page, request }) => {
  const { instanceId } = await idleNodeAddress(request);
  const nodePage = new NodePage(page);
  await page.goto(`/nodes/${instanceId}`);
  await expect(nodePage.figures).toContainText(/2 ENIs.*2 primaries \+ 28 secondaries = 30 of the subnet.s addresses/);
  const attached = nodePage.enis.filter({ hasText: /eni-/ });
  await expect(attached).toHaveCount(2);
  for (const eni of await attached.all()) await expect(nodePage.slots(eni)).toHaveCount(15);
});
