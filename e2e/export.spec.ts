import { subnetWithNodes, vpc } from "./api-client";
import { expect, test } from "./fixtures";
import { DataTable } from "./pages/data-table";

/** RFC 4180: quoted cells may hold commas, doubled quotes and line ends. */
function parseCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
    if (end === "") break;
    if (end !== ",") rows.push([]);
  }
  const [header = [], ...body] = rows.filter((row) => row.some((cell) => cell !== ""));
  return body.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ""])));
}

test("a table's exports hold the rows shown, as the API has them", async ({ page, request }) => {
  const { vpcId } = await subnetWithNodes(request);
  const { subnets } = await vpc(request, vpcId ?? "");
  await page.goto(`/vpcs/${vpcId}`);
  const table = new DataTable(page, "Subnets");
  await expect(table.rows).toHaveCount(subnets.length);

  const csv = await table.export("CSV");
  expect(csv.name).toBe(`subnets-${vpcId}.csv`);
  const exported = parseCsv(csv.text);
  const byId = new Map(exported.map((row) => [row.id, row]));
  expect(byId.size).toBe(subnets.length);
  for (const { id, freeAddressCount, cidr } of subnets) {
    expect(byId.get(id)).toMatchObject({
      free: freeAddressCount === null ? "" : String(freeAddressCount),
      cidr: cidr ?? "",
    });
  }

  const filter = subnets[0]?.availabilityZone ?? "";
  await table.filter(filter);
  const kept = subnets.filter(({ availabilityZone }) => availabilityZone === filter);
  await expect(table.rows).toHaveCount(kept.length);
  const json = await table.export("JSON");
  expect(
    JSON.parse(json.text)
      .map((row: { id: string }) => row.id)
      .toSorted(),
  ).toEqual(kept.map(({ id }) => id).toSorted());
});

test("a table sorts by the column asked for, and the address keeps it", async ({ page, request }) => {
  const { vpcId } = await subnetWithNodes(request);
  await page.goto(`/vpcs/${vpcId}`);
  const table = new DataTable(page, "Subnets");
  await table.sortBy("Free");
  await expect(table.header("Free")).toHaveAttribute("aria-sort", "descending");
  await table.sortBy("Free");
  await expect(table.header("Free")).toHaveAttribute("aria-sort", "ascending");
  await expect(page).toHaveURL(/[?&]sort=free\b/);
  await page.reload();
  await expect(table.header("Free")).toHaveAttribute("aria-sort", "ascending");
});
