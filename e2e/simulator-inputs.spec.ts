import type { Page } from "@playwright/test";
import { vpcs } from "./api-client";
import { expect, test } from "./fixtures";
import { SimulatorPage } from "./pages/simulator-page";

let query = "";
test.beforeEach(async ({ request }) => {
  const [first] = (await vpcs(request)).filter(({ nodeCount }) => (nodeCount ?? 0) > 0);
  query = `vpc=${first?.id}&wi=2&mi=10`;
});

for (const [name, text, says] of [
  ["WARM_IP_TARGET", " 5", /space before or after the number: ipamd ignores it in silence/],
  ["WARM_IP_TARGET", "5.0", /decimal point: ipamd ignores it/],
  ["WARM_ENI_TARGET", "-1", /is negative: ipamd ignores it/],
  ["MAX_ENI", "0", /is outside 1 to 65536/],
  ["IP_COOLDOWN_PERIOD", "soon", /is not a whole number: ipamd ignores it/],
] as const) {
  test(`${name} “${text}” is kept as typed, and the field says what ipamd makes of it`, async ({ page }) => {
    const simulator = new SimulatorPage(page);
    await simulator.goto(query);
    await simulator.proposed(name).fill(text);
    await simulator.expectProblem(simulator.proposed(name), says);
    await expect.poll(() => [...new URL(page.url()).searchParams.values()]).toContain(text);
    await page.reload();
    await simulator.settled();
    await expect(simulator.proposed(name)).toHaveValue(text);
    await expect(simulator.patch).toContainText("No patch is written for this proposal.");
  });
}

for (const [label, text, says] of [
  ["Look at", "0", /Give a whole number of minutes from 1 to 10,080\./],
  ["Look at", "", /Give a whole number of minutes from 1 to 10,080\./],
  ["maxUnavailable", "ten", /Give a number of per cent from 0\.1 to 100\./],
  ["A restart takes", "1e9", /Give a number of 1 to 3600\./],
  ["Seed", "-1", /Give a whole number of 0 to 2147483647\./],
] as const) {
  test(`${label} “${text}” is said to be wrong at its field, and the last figures stay`, async ({ page }) => {
    const simulator = new SimulatorPage(page);
    await simulator.goto(query);
    await simulator.field(label).fill(text);
    await simulator.expectProblem(simulator.field(label), says);
    await expect(simulator.field(label)).toHaveValue(text);
    await expect(simulator.figures).toBeVisible();
  });
}

test("a burst beyond reason is said at its field", async ({ page }) => {
  const simulator = new SimulatorPage(page);
  await simulator.goto(query);
  await page.getByRole("checkbox", { name: /^Burst/ }).check();
  const pods = page.getByRole("group", { name: "Burst" }).getByLabel("pods", { exact: true });
  await pods.fill("many");
  await simulator.expectProblem(pods, /Give a whole number of 1 to 1000000\./);
  await pods.fill("60");
  await expect(pods).not.toHaveAttribute("aria-invalid");
  await simulator.settled();
});

const DAEMONSET_OF_ANOTHER = JSON.stringify({
  kind: "DaemonSet",
  metadata: { name: "kube-proxy" },
  spec: { template: { spec: { containers: [{ name: "kube-proxy" }] } } },
});

for (const [what, text, says] of [
  ["nonsense", "Lorem ipsum dolor", /not an environment/],
  ["YAML with tabs", "env:\n\t- name: WARM_IP_TARGET\n\t  value: '2'\n", /tab/i],
  ["a DaemonSet without aws-node", DAEMONSET_OF_ANOTHER, /kube-proxy has no container named aws-node/],
  ["an empty list", "[]", /The list is empty/],
  ["broken JSON", '[{"name":"WARM_IP_TARGET","value":', /./],
  ["another add-on", '{"addon":{"addonName":"coredns"}}', /coredns, not vpc-cni/],
] as const) {
  test(`pasting ${what} says why at the field, and changes nothing`, async ({ page }) => {
    const simulator = new SimulatorPage(page);
    await simulator.goto(query);
    await simulator.openPaste();
    await simulator.paste.fill(text);
    await simulator.expectProblem(simulator.paste, says);
    await expect(simulator.paste).toHaveValue(text);
    await expect(simulator.today("WARM_ENI_TARGET")).toHaveValue("1");
    await expect(simulator.proposed("WARM_IP_TARGET")).toHaveValue("2");
    expect(page.url()).not.toContain("today=");
  });
}

for (const [what, text, value] of [
  ["an env list in JSON", '[{"name":"WARM_IP_TARGET","value":"4"}]', "4"],
  ["an env list in YAML", '- name: WARM_IP_TARGET\n  value: "4"\n', "4"],
  ["the add-on's configuration", '{"env":{"WARM_IP_TARGET":"4"}}', "4"],
] as const) {
  test(`pasting ${what} makes it today's, and it is in the link`, async ({ page }) => {
    const simulator = new SimulatorPage(page);
    await simulator.goto(query);
    await simulator.openPaste();
    await simulator.paste.fill(text);
    await expect(simulator.today("WARM_IP_TARGET")).toHaveValue(value);
    await expect.poll(() => page.url()).toContain("today=");
    await page.reload();
    await simulator.settled();
    await expect(simulator.today("WARM_IP_TARGET")).toHaveValue(value);
    await page.getByRole("button", { name: "forget them" }).click();
    await expect(simulator.today("WARM_IP_TARGET")).toHaveValue("");
  });
}

test("another paste takes the place of the first, and today's fields can be typed on", async ({ page }) => {
  const simulator = new SimulatorPage(page);
  await simulator.goto(query);
  await simulator.openPaste();
  await simulator.paste.fill('{"env":{"WARM_IP_TARGET":"4"}}');
  await expect(simulator.today("WARM_IP_TARGET")).toHaveValue("4");
  await expect.poll(() => page.url()).toContain("today=");
  await simulator.paste.fill("WARM_IP_TARGET: '5'\nMINIMUM_IP_TARGET: '12'");
  await expect(simulator.today("MINIMUM_IP_TARGET")).toHaveValue("12");
  await simulator.today("WARM_IP_TARGET").fill("");
  await simulator.today("WARM_IP_TARGET").pressSequentially("1234", { delay: 40 });
  await expect(simulator.today("WARM_IP_TARGET")).toHaveValue("1234");
  await simulator.settled();
  await expect.poll(() => page.url()).toContain("WARM_IP_TARGET%3D1234");
});

/** As a paste comes from the clipboard, whatever the browser lets a page do with it. */
const pasteInto = (page: Page, length: number) =>
  page.evaluate((count) => {
    const data = new DataTransfer();
    data.setData("text/plain", "x".repeat(count));
    document.activeElement?.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, length);

test("ten million characters are refused before they are in the field, and what was there stays", async ({ page }) => {
  const simulator = new SimulatorPage(page);
  await simulator.goto(query);
  await simulator.openPaste();
  await simulator.paste.fill("WARM_IP_TARGET: '4'");
  await expect(simulator.today("WARM_IP_TARGET")).toHaveValue("4");
  await simulator.paste.focus();
  await pasteInto(page, 10_000_000);
  await simulator.expectProblem(simulator.paste, /10\.0 million characters/);
  await expect(simulator.paste).toHaveValue("WARM_IP_TARGET: '4'");
  await expect(simulator.today("WARM_IP_TARGET")).toHaveValue("4");
});

test("a page that reads half a megabyte of nonsense still runs what is turned", async ({ page }) => {
  const simulator = new SimulatorPage(page);
  await simulator.goto(query);
  await simulator.openPaste();
  await simulator.paste.fill("{".repeat(400_000));
  await simulator.proposed("MINIMUM_IP_TARGET").fill("20");
  await expect.poll(() => page.url()).toContain("mi=20");
  await simulator.settled();
  await expect(simulator.paste).toHaveAttribute("aria-invalid", "true");
});

test("contradictory settings are run, warned of, and not made into a patch", async ({ page }) => {
  const simulator = new SimulatorPage(page);
  await simulator.goto(query);
  await simulator.proposed("ENABLE_PREFIX_DELEGATION").selectOption("true");
  await simulator.proposed("WARM_PREFIX_TARGET").fill("0");
  await simulator.proposed("WARM_IP_TARGET").fill("");
  await simulator.proposed("MINIMUM_IP_TARGET").fill("");
  await simulator.settled();
  await expect(simulator.patch).toContainText("No patch is written for this proposal.");
  await expect(simulator.patch).toContainText("WARM_PREFIX_TARGET is 0 and no IP target is set");
});

test("custom networking asks for the ENIConfig's subnet of each zone, at its field", async ({ page }) => {
  const simulator = new SimulatorPage(page);
  await simulator.goto(query);
  const knob = simulator.proposed("AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG");
  await knob.selectOption("true");
  const problem = await page
    .getByText(/Custom networking needs the ENIConfig's subnet for/)
    .first()
    .innerText();
  const zones = problem.match(/[a-z]+-[a-z]+-\d[a-z]/g) ?? [];
  expect(zones.length).toBeGreaterThan(0);
  for (const zone of zones) await simulator.field(zone).selectOption({ index: 1 });
  await expect(page.getByText(/Custom networking needs the ENIConfig's subnet for/)).toHaveCount(0);
  await simulator.settled();
});
