import { subnetWithNodes, vpcs } from "./api-client";
import { expect, test } from "./fixtures";
import { Shell } from "./pages/shell";
import { SimulatorPage } from "./pages/simulator-page";

/** As `kubectl get -o yaml` prints it, shortened to what is read. */
const DAEMONSET = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: aws-node
  namespace: kube-system
spec:
  template:
    spec:
      containers:
        - name: aws-node
          image: amazon-k8s-cni:v1.23.1
          env:
            - name: WARM_ENI_TARGET
              value: "2"
            - name: WARM_PREFIX_TARGET
              value: "1"
            - name: ENABLE_IPv4
              value: "true"
`;

test("from the overview by a preset to figures, a patch and a link that a colleague opens", async ({
  page,
  context,
  request,
}) => {
  const worst = (await vpcs(request)).find(({ nodeCount }) => (nodeCount ?? 0) > 0);
  const simulator = new SimulatorPage(page);
  await page.goto("/");
  await page.getByRole("link", { name: "What would free addresses?" }).click();
  await expect(page).toHaveURL(new RegExp(`/simulator\\?vpc=${worst?.id}`));
  await simulator.settled();
  await expect(simulator.patch).toContainText("there is nothing to write");

  await simulator.preset("Small cluster").click();
  await expect(simulator.preset("Small cluster")).toHaveAttribute("aria-pressed", "true");
  await expect(simulator.proposed("WARM_ENI_TARGET")).toHaveValue("0");
  await expect(simulator.proposed("WARM_IP_TARGET")).toHaveValue("2");
  await simulator.settled();
  await expect(simulator.figures).toContainText("+");
  await expect(simulator.chart).toBeVisible();
  await expect(simulator.warnings).toContainText("WARM_ENI_TARGET");
  const minimum = await simulator.proposed("MINIMUM_IP_TARGET").inputValue();
  await expect(simulator.patchFile).toContainText(`name: MINIMUM_IP_TARGET\n                value: "${minimum}"`);

  await simulator.openPaste();
  await simulator.paste.fill(DAEMONSET);
  await expect(simulator.today("WARM_ENI_TARGET")).toHaveValue("2");
  await expect(page.getByText("DaemonSet aws-node, container aws-node").first()).toBeVisible();
  await simulator.field("Pods").selectOption("high");
  const own = await simulator.figureTexts();
  await expect.poll(() => page.url()).toContain("today=v1.23.1");
  await expect.poll(() => page.url()).toContain("pods=high");

  const colleague = new SimulatorPage(await context.newPage());
  await colleague.page.goto(page.url());
  await colleague.settled();
  expect(await colleague.figureTexts()).toEqual(own);
  await expect(colleague.today("WARM_ENI_TARGET")).toHaveValue("2");
  await expect(colleague.proposed("WARM_IP_TARGET")).toHaveValue("2");
  await expect(async () => {
    expect(await colleague.patchFile.innerText()).toBe(await simulator.patchFile.innerText());
  }).toPass();
});

test("a turned knob changes the figures, and turned back gives the ones before", async ({ page, request }) => {
  const [first] = (await vpcs(request)).filter(({ nodeCount }) => (nodeCount ?? 0) > 0);
  const simulator = new SimulatorPage(page);
  await simulator.goto(`vpc=${first?.id}&wi=2&mi=10`);
  const before = await simulator.figureTexts();
  await simulator.proposed("MINIMUM_IP_TARGET").fill("28");
  await expect(async () => expect(await simulator.figureTexts()).not.toEqual(before)).toPass();
  await simulator.proposed("MINIMUM_IP_TARGET").fill("10");
  await expect(async () => expect(await simulator.figureTexts()).toEqual(before)).toPass();
});

test("knobs that turn while the page refreshes keep the page, and are in the link", async ({ page }) => {
  const simulator = new SimulatorPage(page);
  await simulator.goto("cluster=astronomer-dev&wi=2&mi=10");
  // A page that the browser loads anew has lost the mark, and all that is kept in its memory.
  await page.evaluate(() => {
    document.documentElement.dataset.kept = "yes";
  });
  const refresh = page.getByRole("button", { name: "Refresh", exact: true });
  for (let round = 0; round < 3; round++) {
    await refresh.click();
    for (const minimum of [11, 12, 13, 14, 15, 16]) {
      await simulator.proposed("MINIMUM_IP_TARGET").fill(String(minimum + round));
      await page.waitForTimeout(60);
    }
    await expect.poll(() => new URL(page.url()).searchParams.get("mi")).toBe(String(16 + round));
  }
  await expect(refresh).toHaveAttribute("aria-busy", "false");
  expect(await page.evaluate(() => document.documentElement.dataset.kept)).toBe("yes");
});

test("a page that is refreshed twice at once stays, though its address has changed", async ({ page }) => {
  const simulator = new SimulatorPage(page);
  await simulator.goto("cluster=astronomer-dev&wi=2&mi=10");
  await page.evaluate(() => {
    document.documentElement.dataset.kept = "yes";
  });
  // Slow enough that the second begins before the first has ended.
  let askedCount = 0;
  await page.route("**/simulator?*_rsc=*", async (route) => {
    askedCount++;
    await new Promise((settle) => setTimeout(settle, 400));
    await route.continue();
  });
  const refresh = page.getByRole("button", { name: "Refresh", exact: true });
  for (const minimum of ["11", "12", "13"]) {
    const before = askedCount;
    await simulator.proposed("MINIMUM_IP_TARGET").fill(minimum);
    await expect.poll(() => new URL(page.url()).searchParams.get("mi")).toBe(minimum);
    await refresh.click();
    await refresh.click();
    await expect.poll(() => askedCount).toBeGreaterThan(before + 1);
    await expect(refresh).toHaveAttribute("aria-busy", "false");
  }
  expect(await page.evaluate(() => document.documentElement.dataset.kept)).toBe("yes");
  await expect(simulator.proposed("MINIMUM_IP_TARGET")).toHaveValue("13");
  // The page may be refreshing itself: what is still held back must not outlive the test.
  await page.unrouteAll({ behavior: "wait" });
});

test("a link of an earlier snapshot says so, until it is taken to this one", async ({ page }) => {
  const simulator = new SimulatorPage(page);
  await simulator.goto("cluster=astronomer-dev&asof=2026-01-01T12:00:00.000Z");
  const notice = page.getByRole("status").filter({ hasText: "This link was made on another snapshot." });
  await expect(notice).toContainText("2026-01-01 12:00:00 UTC");
  await expect(notice).toContainText("today’s settings are these nodes’ own, read from the embedded account");
  await notice.getByRole("button", { name: "Take the link to this snapshot" }).click();
  await expect(notice).toHaveCount(0);
  await expect.poll(() => page.url()).not.toContain("2026-01-01");
});

test("each page about nodes leads to the simulator with what it shows, and Escape leads back", async ({
  page,
  request,
}) => {
  const subnet = await subnetWithNodes(request);
  const instanceId = subnet.nodes[0]?.instanceId ?? "";
  for (const [path, scope] of [
    [`/vpcs/${subnet.vpcId}`, `vpc=${subnet.vpcId}`],
    [`/subnets/${subnet.id}`, `subnet=${subnet.id}`],
    [`/nodes/${instanceId}`, `node=${instanceId}`],
  ] as const) {
    await page.goto(path);
    await page.getByRole("link", { name: "What would free addresses?" }).click();
    await expect(page).toHaveURL(new RegExp(`/simulator\\?.*${scope}`));
    await expect(new Shell(page).heading).toHaveText("Simulator");
    await page.keyboard.press("Escape");
    await expect(page).toHaveURL(path);
  }
});

test("Escape leads back from the first moment at which a page can be seen", async ({ page, request }) => {
  const subnet = await subnetWithNodes(request);
  const path = `/nodes/${subnet.nodes[0]?.instanceId}`;
  await page.goto(path);
  await page.evaluate(() => {
    const sight = new MutationObserver(() => {
      if (document.querySelector("h1")?.textContent !== "Simulator") return;
      sight.disconnect();
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
      document.documentElement.dataset.escaped = "yes";
    });
    sight.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await page.getByRole("link", { name: "What would free addresses?" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-escaped", "yes");
  await expect(page).toHaveURL(path);
  await expect(new Shell(page).heading).not.toHaveText("Simulator");
});

test("another scope is found by search, and the settings stay, but for nodes in the subnets left behind", async ({
  page,
  request,
}) => {
  const subnet = await subnetWithNodes(request);
  const simulator = new SimulatorPage(page);
  await simulator.goto(
    `vpc=${subnet.vpcId}&wi=2&mi=12&burst=20,2,30,900&add=5,${subnet.id},,12,900,60&see=${subnet.id}`,
  );
  await simulator.picker.fill(subnet.id);
  await expect(page.getByRole("listbox", { name: "Found" }).getByRole("option")).toHaveCount(1);
  await simulator.picker.press("Enter");
  await expect(page).toHaveURL(new RegExp(`subnet=${subnet.id}`));
  await simulator.settled();
  await expect(simulator.proposed("MINIMUM_IP_TARGET")).toHaveValue("12");
  for (const stays of ["mi=12", "burst=20"]) expect(page.url()).toContain(stays);
  for (const goes of ["vpc=", "add=", "see="]) expect(page.url()).not.toContain(goes);
});
