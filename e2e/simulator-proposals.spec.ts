import { REFRESH_COOKIE } from "@/components/shell/preferences";
import { expect, test } from "./fixtures";
import { ProposalPanels } from "./pages/proposal-panels";

const CLUSTER = "astronomer-dev";
const SMALL = { we: "0", wi: "2", mi: "10" };

test("proposals are compared, kept, renamed, chosen and removed, and the link has them", async ({
  page,
  context,
  expectAccessible,
}) => {
  const panels = new ProposalPanels(page);
  await panels.open(CLUSTER, SMALL);
  await expect(panels.heldBy("The proposal")).toHaveText(/^\d+$/);
  const held = await panels.heldBy("The proposal").innerText();
  expect(Number(held)).toBeLessThan(Number(await panels.heldBy("Today’s settings").innerText()));

  await panels.compare.getByLabel("Keep the proposal as").fill("mine");
  await page.keyboard.press("Enter");
  await expect(panels.heldBy("mine")).toHaveText(held);
  await expect(panels.compared.row("The proposal")).toHaveCount(0);
  await panels.compare.getByRole("button", { name: "Rename mine" }).press("Enter");
  await page.keyboard.type(" 2");
  await page.keyboard.press("Enter");
  await expect.poll(() => new URL(page.url()).searchParams.get("saved")).toMatch(/^mine 2,/);
  expect(new URL(page.url()).searchParams.get("saved")?.split(",").toSorted()).toEqual([
    "mi10",
    "mine 2",
    "we0",
    "wi2",
  ]);

  await panels.compare.getByRole("button", { name: "Propose Prefix delegation" }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get("pd")).toBe("true");
  expect(new URL(page.url()).searchParams.get("wi")).toBeNull();
  await expect(panels.heldBy("mine 2")).toHaveText(held);
  await expectAccessible();

  const colleague = new ProposalPanels(await context.newPage());
  await colleague.page.goto(page.url());
  await expect(colleague.heldBy("mine 2")).toHaveText(held);
  await colleague.compare.getByRole("button", { name: "Remove mine 2" }).press("Enter");
  await expect(colleague.compared.row("mine 2")).toHaveCount(0);
  await expect.poll(() => new URL(colleague.page.url()).searchParams.get("saved")).toBeNull();
});

test("a search draws the trade-off, its points are chosen by keyboard, and the link searches again", async ({
  page,
  context,
  expectAccessible,
}) => {
  const panels = new ProposalPanels(page);
  await panels.open(CLUSTER, {});
  await panels.recommend.getByLabel("Burst").fill("8");
  await page.keyboard.press("Enter");
  await expect(panels.tried.table).toBeVisible();
  await expect(panels.recommend.getByRole("img", { name: /^Trade-off of \d+ settings/ })).toBeVisible();
  await expect(panels.tried.row("Today’s settings")).toContainText("shown");
  await expectAccessible();

  await panels.choices.first().focus();
  const chosen = (await panels.choices.first().getAttribute("aria-label"))?.replace("Propose ", "") ?? "";
  await page.keyboard.press("Enter");
  await expect(panels.tried.row(chosen).first()).toContainText("shown");
  await expect(panels.tried.row("Today’s settings")).not.toContainText("shown");
  await expect(panels.file("patch.yaml")).toContainText("WARM_IP_TARGET");
  await expect.poll(() => new URL(page.url()).searchParams.get("goal")).toMatch(/^8,/);
  await expect.poll(() => new URL(page.url()).searchParams.get("wi")).not.toBeNull();

  const rows = await panels.tried.rows.allInnerTexts();
  const colleague = new ProposalPanels(await context.newPage());
  await colleague.page.goto(page.url());
  await expect.poll(() => colleague.tried.rows.allInnerTexts()).toEqual(rows);
});

test("a click on a point of the drawing proposes its settings, though the pointer has it read out", async ({
  page,
  context,
  baseURL,
}) => {
  // Nothing but the pointer has the chart drawn anew.
  await context.addCookies([{ name: REFRESH_COOKIE, value: "0", url: baseURL ?? "" }]);
  const panels = new ProposalPanels(page);
  await panels.open(CLUSTER, { goal: "10,10,3,15,60,no" });
  const pick = panels.recommend.locator("svg").getByText("pick", { exact: true });
  await expect(pick).toBeVisible();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  const mark = await pick.elementHandle();
  await pick.hover();
  await expect(panels.recommend.getByRole("paragraph").filter({ hasText: /^WARM_.* held, / })).toBeVisible();
  // A press that ends on another element than it began on is no click.
  expect(await mark?.evaluate((element) => element.isConnected)).toBe(true);
  await pick.click();
  await expect(panels.tried.row("pick")).toContainText("shown");
});

test("what is no number in the goal is said at its field, and stays there", async ({ page }) => {
  const panels = new ProposalPanels(page);
  await panels.open(CLUSTER, {});
  const field = panels.recommend.getByLabel("at most");
  await field.fill("many");
  await panels.recommend.getByRole("button", { name: "Search" }).click();
  await expect(panels.recommend.getByText("Give a whole number of 0 to 1000000.")).toBeVisible();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveValue("many");
});
