import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { read, subnetWithNodes } from "./api-client";
import { test as base, expect } from "./fixtures";
import { EventsPage } from "./pages/events-page";
import { figureOf } from "./pages/figure-of";
import { Shell } from "./pages/shell";
import { behindEndpoint, type Running, startAccount } from "./processes";

/** An account whose role may read everything but CloudTrail. */
const test = base.extend<object, { account: Running }>({
  account: [
    async ({ browserName: _ }, use) => {
      const account = await startAccount("--deny", "LookupEvents", "--speed", "0");
      await use(account);
      await account.stop();
    },
    { scope: "worker" },
  ],
  settings: [async ({ account }, use) => use(behindEndpoint(account.url)), { scope: "worker" }],
});

const readingOf = async (request: Parameters<typeof subnetWithNodes>[0]) =>
  (await read(request, "/api/events", ENDPOINTS.getEvents.answer)).data.reading;

test("the events' page names the action to grant, and shows no count as 0", async ({
  page,
  request,
  expectAccessible,
}) => {
  await expect.poll(async () => (await readingOf(request)).status).toBe("denied");
  const eventsPage = new EventsPage(page);
  await eventsPage.goto();
  await expect(new Shell(page).alert).toContainText("cloudtrail:LookupEvents");
  for (const words of [/^incidents/, /^failed calls/]) {
    await expect(figureOf(eventsPage.figures, words)).toContainText("not known");
  }
  await expectAccessible();
});

test("the rest of the product is whole, and says only of the shortages that they are not known", async ({
  page,
  request,
}) => {
  const { id, vpcId, nodes, name } = await subnetWithNodes(request);
  const shell = new Shell(page);
  const shortages = page.getByRole("region", { name: "Shortages, last 24 h" });
  await expect.poll(async () => (await readingOf(request)).status).toBe("denied");
  for (const path of ["/", `/vpcs/${vpcId}`, `/vpcs/${vpcId}?colour=shortages`]) {
    await page.goto(path);
    await shell.lookUntil(page.getByRole("main"), "cloudtrail:LookupEvents is denied");
    await expect(shell.alert, path).toHaveCount(0);
  }
  await page.goto(`/subnets/${id}`);
  await expect(shell.heading).toHaveText(name ?? id);
  await shell.lookUntil(shortages, "cloudtrail:LookupEvents is denied");
  await page.goto(`/nodes/${nodes[0]?.instanceId}`);
  await shell.lookUntil(shortages, "cloudtrail:LookupEvents is denied");
});
