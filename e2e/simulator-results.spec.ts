import { vpcs } from "./api-client";
import { expect, test } from "./fixtures";
import { SimulatorPage } from "./pages/simulator-page";

test("by keyboard alone: a subnet's curve, a moment of the run, a node's rack, and the link to it", async ({
  page,
  request,
  expectAccessible,
}) => {
  const [first] = (await vpcs(request)).filter(({ nodeCount }) => (nodeCount ?? 0) > 0);
  const simulator = new SimulatorPage(page);
  await simulator.goto(`vpc=${first?.id}&we=0&wi=2&mi=10`);

  // The first of the small curves is all together, the second the subnet that comes down lowest.
  const tile = simulator.chart
    .getByRole("list", { name: /tightest first/ })
    .getByRole("button")
    .nth(1);
  await tile.focus();
  await page.keyboard.press("Enter");
  await expect(tile).toHaveAttribute("aria-pressed", "true");
  await expect.poll(() => page.url()).toContain("see=subnet-");

  const moment = simulator.chart.getByRole("slider");
  await moment.focus();
  await page.keyboard.press("Home");
  await expect(moment).toHaveAttribute("aria-valuetext", /^start: proposed \d+ free, today \d+/);
  await page.keyboard.press("PageUp");
  await expect(moment).toHaveAttribute("aria-valuetext", /^\+\d/);
  await expect.poll(() => page.url()).toMatch(/[?&]at=\d/);

  const nodes = page.getByRole("table", { name: "Nodes of the run" });
  const node = nodes.getByTitle("Open its ENI rack").nth(1);
  const instanceId = await node.innerText();
  await nodes.getByTitle("Open its ENI rack").first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(node).toBeFocused();
  await page.keyboard.press("Enter");
  const rack = page.getByRole("region", { name: `Node ${instanceId}`, exact: true });
  await expect(rack.getByRole("grid")).toHaveCount(2);

  const proposed = rack.getByRole("grid", { name: /Proposed/ });
  await proposed.focus();
  await page.keyboard.press("ArrowRight");
  await expect(proposed.getByRole("gridcell").first()).toBeFocused();
  await expect(proposed.getByRole("gridcell").first()).toHaveAccessibleName(
    /^\d+\.\d+\.\d+\.\d+, the node’s own address$/,
  );

  const time = rack.getByRole("slider");
  await time.focus();
  await page.keyboard.press("End");
  await expect(time).toHaveAttribute("aria-valuetext", /^\+1\sh\. .*Proposed: \d+ addresses: \d+ pods?, \d+ warm/);
  const heldInTheEnd = await time.getAttribute("aria-valuetext");
  await expectAccessible();

  await expect.poll(() => page.url()).not.toMatch(/[?&]at=/);
  await page.reload();
  await simulator.settled();
  await expect(rack.getByRole("slider")).toHaveAttribute("aria-valuetext", heldInTheEnd ?? "");
});

test("a warning's cure sets the setting, and the warning goes", async ({ page, request }) => {
  const [first] = (await vpcs(request)).filter(({ nodeCount }) => (nodeCount ?? 0) > 0);
  const simulator = new SimulatorPage(page);
  await simulator.goto(`vpc=${first?.id}&mi=10`);
  const ceiling = simulator.warnings.getByText(/MINIMUM_IP_TARGET without WARM_IP_TARGET is a ceiling/);
  await expect(ceiling).toBeVisible();
  await simulator.warnings.getByRole("button", { name: "Set WARM_IP_TARGET to 1" }).first().click();
  await expect(simulator.proposed("WARM_IP_TARGET")).toHaveValue("1");
  await expect(ceiling).toHaveCount(0);
});
