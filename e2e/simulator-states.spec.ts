import { REFRESH_COOKIE } from "@/components/shell/preferences";
import { vpcs } from "./api-client";
import { expect, test } from "./fixtures";
import { Shell } from "./pages/shell";
import { SimulatorPage } from "./pages/simulator-page";

test("without a scope the page offers the VPCs and clusters that have nodes", async ({ page, expectAccessible }) => {
  await page.goto("/");
  await page.getByRole("navigation", { name: "Places" }).getByRole("link", { name: "Simulator" }).click();
  await expect(page).toHaveURL("/simulator");
  await expect(new Shell(page).heading).toHaveText("Simulator");
  await expectAccessible();
  await page.getByRole("list", { name: "Clusters" }).getByRole("link").first().click();
  await new SimulatorPage(page).settled();
});

test("a VPC without nodes says that there is nothing to simulate", async ({ page, request, expectAccessible }) => {
  const empty = (await vpcs(request)).find(({ nodeCount, subnetCount }) => nodeCount === 0 && (subnetCount ?? 0) > 0);
  await page.goto(`/simulator?vpc=${empty?.id}&wi=2`);
  await expect(page.getByText("There is no node to simulate here.")).toBeVisible();
  await expectAccessible();
});

for (const [what, query, says] of [
  ["a VPC that is gone", "vpc=vpc-00000000000000000&wi=2", /vpc-00000000000000000/],
  ["a cluster that is gone", "cluster=no-such-cluster&wi=2", /No node of a cluster named no-such-cluster/],
  ["an id that is none", "vpc=%3Cscript%3E&wi=2", /./],
  ["two scopes at once", "vpc=vpc-00000000000000000&cluster=a&wi=2", /exactly one of vpc, subnet and cluster/],
] as const) {
  test(`a link to ${what} says so, and keeps its settings for another scope`, async ({ page }) => {
    await page.goto(`/simulator?${query}`);
    await expect(page.getByRole("main").getByRole("alert")).toContainText(says);
    const choice = page.getByRole("list", { name: "VPCs" }).getByRole("link").first();
    await expect(choice).toHaveAttribute("href", /wi=2$/);
  });
}

test("a link whose parts cannot be read says which", async ({ page, request }) => {
  const [first] = (await vpcs(request)).filter(({ nodeCount }) => (nodeCount ?? 0) > 0);
  await page.goto(`/simulator?vpc=${first?.id}&wi=2&today=v0.0.1;0-3&burst=60`);
  const notice = page.getByRole("status").filter({ hasText: "A part of this link cannot be read." });
  await expect(notice).toContainText("The default stands in for today, burst:");
});

test("when the scope cannot be read the page says why, and goes on saying it until a reading succeeds", async ({
  page,
  context,
  baseURL,
  request,
}) => {
  const [first] = (await vpcs(request)).filter(({ nodeCount }) => (nodeCount ?? 0) > 0);
  // The page refreshes by hand alone: otherwise it may try again by itself at the moment at which the button is pressed.
  await context.addCookies([{ name: REFRESH_COOKIE, value: "0", url: baseURL ?? "" }]);
  let answers = "refuse" as "refuse" | "wait" | "answer";
  await context.route("**/api/simulation?*", async (route) => {
    while (answers === "wait") await new Promise((settle) => setTimeout(settle, 50));
    if (answers === "refuse") await route.abort();
    else await route.continue();
  });
  await page.goto(`/simulator?vpc=${first?.id}`);
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("The server does not answer.");
  const button = alert.getByRole("button");
  await expect(button).toHaveText("Try again");

  answers = "wait";
  await button.click();
  await expect(button).toHaveText("Trying …");
  await expect(button).toBeDisabled();
  await expect(alert).toContainText("The server does not answer.");
  answers = "refuse";
  await expect(button).toHaveText("Try again");
  await expect(button).toBeFocused();

  // A new snapshot has the page read its nodes anew by itself; none is taken within seconds of the one before.
  answers = "wait";
  await expect(async () => {
    await new Shell(page).refresh();
    await expect(button).toHaveText("Trying …", { timeout: 1_500 });
  }).toPass();
  await expect(alert).toContainText("The server does not answer.");
  answers = "answer";
  await new SimulatorPage(page).settled();
  await expect(alert).toHaveCount(0);
  await context.unrouteAll({ behavior: "wait" });
});

test("a proposal is made, looked at and copied by keyboard alone", async ({ page, request }) => {
  const [first] = (await vpcs(request)).filter(({ nodeCount }) => (nodeCount ?? 0) > 0);
  const simulator = new SimulatorPage(page);
  await simulator.goto(`vpc=${first?.id}`);
  await page.getByRole("main").focus();
  const reach = async (isThere: () => Promise<boolean>) => {
    for (let tries = 0; tries < 150 && !(await isThere()); tries++) await page.keyboard.press("Tab");
    expect(await isThere()).toBe(true);
  };
  const isFocused = (locator: ReturnType<SimulatorPage["preset"]>) => () =>
    locator.evaluate((element) => element === document.activeElement);

  await reach(isFocused(simulator.preset("Small cluster")));
  await page.keyboard.press("Enter");
  await expect(simulator.proposed("WARM_IP_TARGET")).toHaveValue("2");
  await reach(isFocused(simulator.proposed("WARM_IP_TARGET")));
  await page.keyboard.press("ArrowUp");
  await expect(simulator.proposed("WARM_IP_TARGET")).toHaveValue("3");
  await page.keyboard.press("Shift+ArrowUp");
  await expect(simulator.proposed("WARM_IP_TARGET")).toHaveValue("13");
  await simulator.settled();
  const copy = simulator.patch.getByRole("button", { name: "Copy patch.yaml" });
  await expect(copy).toBeVisible();
  await reach(isFocused(copy));
});

test("axe finds no fault with every input open, light and dark", async ({ page, request, expectAccessible }) => {
  const [first] = (await vpcs(request)).filter(({ nodeCount }) => (nodeCount ?? 0) > 0);
  const simulator = new SimulatorPage(page);
  const load = "burst=60,10,30,900&churn=0.5,600&drain=50,900&add=5,x,,7,900,60&move=2,x,60,120&cn=true&we=-1&pods=8";
  await page.goto(`/simulator?vpc=${first?.id}&${load}`);
  await expect(simulator.proposed("WARM_ENI_TARGET")).toBeVisible();
  await simulator.openPaste();
  await simulator.paste.fill("nonsense");
  await expect(simulator.paste).toHaveAttribute("aria-invalid", "true");
  await expectAccessible();
});

test("axe finds no fault in the results, light and dark", async ({ page, request, expectAccessible }) => {
  const [first] = (await vpcs(request)).filter(({ nodeCount }) => (nodeCount ?? 0) > 0);
  const simulator = new SimulatorPage(page);
  await simulator.goto(`vpc=${first?.id}&we=0&wi=2&mi=10`);
  await simulator.figureTexts();
  await expectAccessible();
});
