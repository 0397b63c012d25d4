import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { read, subnets, vpcs } from "./api-client";
import { test as base, expect } from "./fixtures";
import { figureOf } from "./pages/figure-of";
import { Shell } from "./pages/shell";
import { behindEndpoint, type Running, startAccount } from "./processes";

/** An account whose role may list subnets but neither interfaces nor instances. */
const test = base.extend<object, { account: Running }>({
  account: [
    async ({ browserName: _ }, use) => {
      const account = await startAccount("--deny", "DescribeNetworkInterfaces,DescribeInstances", "--speed", "0");
      await use(account);
      await account.stop();
    },
    { scope: "worker" },
  ],
  settings: [async ({ account }, use) => use(behindEndpoint(account.url)), { scope: "worker" }],
});

test("a denied API names the action to grant, on every page", async ({ page, request, expectAccessible }) => {
  const first = (await subnets(request))[0];
  for (const path of ["/", `/vpcs/${first?.vpcId}`, `/subnets/${first?.id}`]) {
    await page.goto(path);
    await expect(page.getByRole("main"), path).toContainText("ec2:DescribeNetworkInterfaces");
  }
  await expectAccessible();
});

test("what a denied API would tell looks missing, and what is known is shown", async ({ page, request }) => {
  for (const { eniCount, nodeCount, classCounts, warmEstimate, freeAddressCount, subnetCount } of await vpcs(request)) {
    expect({ eniCount, nodeCount, classCounts, warmEstimate }).toEqual({
      eniCount: null,
      nodeCount: null,
      classCounts: null,
      warmEstimate: null,
    });
    expect(subnetCount).not.toBeNull();
    if (subnetCount) expect(freeAddressCount).toBeGreaterThanOrEqual(0);
  }
  await page.goto("/");
  await expect(new Shell(page).heading).toHaveText("VPCs");
  const figures = page.getByLabel("All VPCs together");
  for (const words of [/^nodes$/, /^leaked ENIs$/, /^held warm/]) {
    await expect(figureOf(figures, words)).toContainText("not known");
  }
});

test("the API says which part was denied, and that the rest is well", async ({ request }) => {
  await vpcs(request);
  const health = await read(request, "/api/health", ENDPOINTS.getHealth.answer);
  expect(health.status).toBe("degraded");
  const statuses = Object.fromEntries(health.apis.map(({ api, status }) => [api, status]));
  expect(statuses).toMatchObject({
    DescribeVpcs: "ok",
    DescribeSubnets: "ok",
    DescribeNetworkInterfaces: "denied",
    DescribeInstances: "denied",
  });
});
