import { expect, test } from "./fixtures";
import { ProposalPanels } from "./pages/proposal-panels";

const CLUSTER = "astronomer-dev";
const SMALL = { we: "0", wi: "2", mi: "10" };
const PATCH = `spec:
  template:
    spec:
      containers:
        - name: aws-node
          env:
            - name: MINIMUM_IP_TARGET
              value: "10"
            - name: WARM_ENI_TARGET
              value: "0"
            - name: WARM_IP_TARGET
              value: "2"
`;

test("every form of a proposal by keyboard alone, saved as it is shown", async ({ page, expectAccessible }) => {
  const panels = new ProposalPanels(page);
  await panels.open(CLUSTER, SMALL);
  await expect(panels.file("patch.yaml")).toHaveText(PATCH, { useInnerText: true });
  expect(await panels.download("patch.yaml")).toEqual({ name: "patch.yaml", text: PATCH });
  await expectAccessible();

  await panels.tab("patch.yaml").focus();
  const seen: string[] = [];
  for (let count = await panels.patch.getByRole("tab").count(); count > 0; count -= 1) {
    const tab = panels.patch.getByRole("tab", { selected: true });
    await expect(tab).toBeFocused();
    seen.push(await tab.innerText());
    await page.keyboard.press("ArrowRight");
  }
  expect(seen).toEqual(["patch.yaml", "revert.yaml", "Commands", "EKS add-on", "Helm", "eksctl", "Terraform"]);
  await expect(panels.tab("patch.yaml")).toBeFocused();
  await page.keyboard.press("End");
  await expect(panels.file("vpc-cni.tf")).toContainText(`cluster_name                = "${CLUSTER}"`);
  await page.keyboard.press("ArrowLeft");
  await expect(panels.file("eksctl.yaml")).toContainText("region: eu-");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  const { name, text } = await panels.download("revert.yaml");
  expect(name).toBe("revert.yaml");
  expect(text).toContain("$patch: delete");
});

test("the add-on's configuration in force is merged into, and nonsense in its place loses nothing", async ({
  page,
}) => {
  const panels = new ProposalPanels(page);
  await panels.open(CLUSTER, SMALL);
  await panels.tab("EKS add-on").click();
  await expect(panels.patch).toContainText("--resolve-conflicts PRESERVE");
  await panels.patch.getByText("Merge it into the add-on").click();
  const field = panels.patch.getByLabel(/^Output of aws eks describe-addon/);
  await field.fill('{"enableNetworkPolicy":"true","env":{"ENABLE_POD_ENI":"true"}}');
  const file = panels.file("configuration-values.json");
  await expect(file).toContainText('"enableNetworkPolicy": "true"');
  await expect(file).toContainText('"ENABLE_POD_ENI": "true"');
  await expect(file).toContainText('"WARM_IP_TARGET": "2"');
  await field.fill("kind: DaemonSet");
  await expect(panels.patch.getByText("This is not the add-on's configuration.")).toBeVisible();
  await expect(field).toHaveValue("kind: DaemonSet");
  await expect(file).toContainText('"WARM_IP_TARGET": "2"');
});

test("MINIMUM_IP_TARGET alone is written only when its ceiling is confirmed", async ({ page, expectAccessible }) => {
  const panels = new ProposalPanels(page);
  await panels.open(CLUSTER, { mi: "10" });
  await expect(panels.patch.getByText("No patch is written for this proposal.")).toBeVisible();
  await expect(panels.file("patch.yaml")).toHaveCount(0);
  await expectAccessible();
  await panels.patch.getByRole("button", { name: /The ceiling is meant/ }).press("Enter");
  await expect(panels.file("patch.yaml")).toContainText("MINIMUM_IP_TARGET");
  await panels.patch.getByRole("button", { name: "Withdraw the confirmation" }).press("Enter");
  await expect(panels.file("patch.yaml")).toHaveCount(0);
});

test("a link has the form, the add-on's configuration and the chart's time, and confirms nothing", async ({
  page,
  context,
}) => {
  const panels = new ProposalPanels(page);
  await panels.open(CLUSTER, SMALL);
  await page.getByRole("group", { name: "Time shown" }).getByRole("button", { name: "rollout" }).click();
  await panels.tab("eksctl").click();
  await panels.patch.getByText("Merge it into the add-on").click();
  await panels.patch.getByLabel(/^Output of aws eks describe-addon/).fill(
    JSON.stringify({
      addon: { addonName: "vpc-cni", addonArn: "arn:secret", configurationValues: '{"env":{"ENABLE_POD_ENI":"true"}}' },
    }),
  );
  const file = panels.file("eksctl.yaml");
  await expect(file).toContainText("ENABLE_POD_ENI");
  await expect.poll(() => page.url()).toContain("ENABLE_POD_ENI");
  expect(decodeURIComponent(page.url())).not.toContain("arn:secret");

  const colleague = new ProposalPanels(await context.newPage());
  await colleague.page.goto(page.url());
  await expect(colleague.file("eksctl.yaml")).toHaveText(await file.innerText(), { useInnerText: true });
  await expect(
    colleague.page.getByRole("group", { name: "Time shown" }).getByRole("button", { name: "rollout" }),
  ).toHaveAttribute("aria-pressed", "true");

  await colleague.open(CLUSTER, { mi: "10" });
  await colleague.patch.getByRole("button", { name: /The ceiling is meant/ }).press("Enter");
  await expect(colleague.file("patch.yaml")).toContainText("MINIMUM_IP_TARGET");
  await expect.poll(() => colleague.page.url()).toContain("asof=");
  await panels.page.goto(colleague.page.url());
  await expect(panels.patch.getByText("No patch is written for this proposal.")).toBeVisible();
});

for (const [name, settings, reason] of [
  ["a space that ipamd ignores in silence", { wi: " 5", mi: "10" }, "has a space before or after the number"],
  ["prefix delegation without any target", { pd: "true", wp: "0" }, "Under prefix delegation WARM_PREFIX_TARGET is 0"],
] as const) {
  test(`${name}: the reason in place of a file`, async ({ page }) => {
    const panels = new ProposalPanels(page);
    await panels.open(CLUSTER, settings);
    await expect(panels.patch).toContainText(reason);
    await expect(panels.patch.getByRole("tab")).toHaveCount(0);
  });
}
