import type { APIRequestContext } from "@playwright/test";
import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { read, readProblem, vpcs } from "./api-client";
import { test as base, expect } from "./fixtures";
import { DataTable } from "./pages/data-table";
import { Shell } from "./pages/shell";
import { SimulatorPage } from "./pages/simulator-page";
import { behindEndpoint, freePort, type Running, startAccount, startProduct } from "./processes";

/** A product of its own for each test, since each breaks what it reads from. */
const test = base.extend<{ account: Running; ownProduct: Running }>({
  account: async ({ browserName: _ }, use) => {
    const account = await startAccount("--speed", "0");
    await use(account);
    await account.stop();
  },
  ownProduct: async ({ account }, use) => {
    // Read only when it is asked to: one that the end cuts in half would leave a snapshot of halves.
    const product = await startProduct({ ...behindEndpoint(account.url), ENISCOPE_MAX_AGE_S: "3600" });
    await use(product);
    await product.stop();
  },
  baseURL: async ({ ownProduct }, use) => use(ownProduct.url),
});

test("when the endpoint stops, the last good snapshot stays, and says that it is old", async ({
  page,
  request,
  account,
  expectAccessible,
}) => {
  const before = await vpcs(request);
  await page.goto("/");
  const table = new DataTable(page, "VPCs");
  await expect(table.rows).toHaveCount(before.length);

  await account.stop();
  await expectStale(request);

  await page.reload();
  await expect(page.getByRole("status").filter({ hasText: "The newest read failed" })).toBeVisible();
  await expect(table.rows).toHaveCount(before.length);
  expect(await vpcs(request)).toEqual(before);
  await expectAccessible();
});

test("when the endpoint stops, the last good nodes can still be simulated, and the page says that they are old", async ({
  page,
  request,
  account,
  expectAccessible,
}) => {
  const [first] = (await vpcs(request)).filter(({ nodeCount }) => (nodeCount ?? 0) > 0);
  const simulator = new SimulatorPage(page);
  await simulator.goto(`vpc=${first?.id}&wi=2&mi=10`);
  const before = await simulator.figureTexts();

  await account.stop();
  await expectStale(request);

  await page.reload();
  await expect(page.getByRole("status").filter({ hasText: "The newest read failed" })).toBeVisible();
  await expect.poll(() => simulator.figureTexts()).toEqual(before);
  await simulator.proposed("MINIMUM_IP_TARGET").fill("20");
  await expect.poll(() => simulator.figureTexts()).not.toEqual(before);
  await expectAccessible();
});

/** Reads until a read failed, of which the product tells with the snapshot that it keeps. */
async function expectStale(request: APIRequestContext): Promise<void> {
  const staleBecause = async () => {
    await request.post("/api/refresh");
    return (await read(request, "/api/health", ENDPOINTS.getHealth.answer)).snapshot?.staleBecause;
  };
  await expect.poll(staleBecause).toBeTruthy();
}

base.describe("with no endpoint from the start", () => {
  const dead = base.extend<object, { deadUrl: string }>({
    deadUrl: [async ({ browserName: _ }, use) => use(`http://127.0.0.1:${await freePort()}`), { scope: "worker" }],
    settings: [async ({ deadUrl }, use) => use(behindEndpoint(deadUrl)), { scope: "worker" }],
  });

  dead(
    "the page says that the endpoint cannot be reached, and what to do",
    async ({ page, request, expectAccessible }) => {
      expect(await readProblem(request, "/api/vpcs")).toMatchObject({ status: 502, code: "endpoint-unreachable" });
      await page.goto("/");
      const shell = new Shell(page);
      await expect(shell.alert).toContainText("endpoint-unreachable");
      await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
      await expectAccessible();
      expect((await request.get("/api/health")).status()).toBe(503);
    },
  );

  dead(
    "the simulator says that the endpoint cannot be reached, for a choice and for a link",
    async ({ page, request, expectAccessible }) => {
      for (const path of ["/simulator", "/simulator?vpc=vpc-0123456789abcdef0&wi=2"]) {
        await page.goto(path);
        await expect(new Shell(page).alert).toContainText("endpoint-unreachable");
        await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
        await expectAccessible();
      }
      expect((await request.get("/api/simulation?vpc=vpc-0123456789abcdef0")).status()).toBe(502);
    },
  );
});
