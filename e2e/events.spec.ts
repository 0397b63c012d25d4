import { readFile } from "node:fs/promises";
import type { APIRequestContext } from "@playwright/test";
import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { dayRead, EVENTS_WITHIN_MS, events, read, readProblem, storeOpen } from "./api-client";
import { expect, test } from "./fixtures";
import { DataTable } from "./pages/data-table";
import { EventsPage } from "./pages/events-page";
import { figureOf } from "./pages/figure-of";
import { NodePage } from "./pages/node-page";
import { Shell } from "./pages/shell";

const WORDS = "insufficient free address to allocate 1 address";

/** The story's incident: in the full development subnet, by nodes that are there. */
async function storyIncident(request: APIRequestContext) {
  await dayRead(request);
  for (const { subnet, messages, callers, ...incident } of (await events(request)).incidents) {
    const node = callers.find((each) => each.isKnownNode)?.instanceId;
    const isStory = messages.some(({ message }) => message === WORDS);
    if (subnet && node && isStory) return { ...incident, subnet, node };
  }
  throw new Error("the demonstration account does not hold the incident of the story");
}

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

/** A range that has ended and is read, so that no event comes between two questions. */
async function endedRange(request: APIRequestContext): Promise<string> {
  await storeOpen(request);
  const range = `?from=${ago(180)}&to=${ago(20)}`;
  const isComplete = async () => (await events(request, range)).reading.isComplete;
  await expect.poll(isComplete, { timeout: EVENTS_WITHIN_MS }).toBe(true);
  return range;
}

test("from the overview's worst subnet to the node that failed, with AWS's own words", async ({ page, request }) => {
  const { subnet } = await storyIncident(request);
  const shell = new Shell(page);
  const worst = page.getByRole("link", { name: subnet.name ?? subnet.id, exact: true });
  // The worst of its VPC. Which VPC comes first changes when a storm is over.
  const vpc = new DataTable(page, "VPCs").rows.filter({ has: worst });
  await page.goto("/");
  await shell.lookUntil(vpc, /calls fail|failed/);
  await vpc.getByRole("link", { name: subnet.name ?? subnet.id, exact: true }).click();

  await expect(page).toHaveURL(`/subnets/${subnet.id}`);
  const shortages = page.getByRole("region", { name: "Shortages, last 24 h" });
  await shell.lookUntil(shortages, WORDS);
  const node = shortages.getByRole("link", { name: /i-[0-9a-f]+/ }).first();
  const instanceId = /i-[0-9a-f]+/.exec((await node.textContent()) ?? "")?.[0] ?? "";
  // By its name: it may come to stand elsewhere in the list while more events are read.
  await shortages.getByRole("link", { name: instanceId }).first().click();

  await expect(page).toHaveURL(new RegExp(`/nodes/${instanceId}`));
  await expect(shell.heading).toContainText(instanceId);
  await expect(new NodePage(page).rack).toBeVisible();
  await shell.lookUntil(shortages, "failed call");
});

test("an incident opens to its callers and calls, and a call to its JSON", async ({ page, request }) => {
  const { id, subnet, node } = await storyIncident(request);
  const eventsPage = new EventsPage(page);
  await eventsPage.goto(`?subnet=${subnet.id}`);
  await eventsPage.open(id);
  await expect(page).toHaveURL(/incident=/);
  await expect(eventsPage.incident).toContainText(subnet.name ?? subnet.id);
  await expect(eventsPage.incident).toContainText(WORDS);
  await expect(eventsPage.incident.getByRole("link", { name: /simulate other settings/ })).toHaveAttribute(
    "href",
    `/simulator?subnet=${subnet.id}`,
  );
  await expect(eventsPage.callers.table.locator(`a[href="/nodes/${node}"]`)).toBeVisible();
  await eventsPage.calls.rows.first().getByRole("rowheader").getByRole("link").click();
  await expect(page).toHaveURL(/\/events\/[\w-]+$/);
  const json = page.getByRole("region", { name: "CloudTrailEvent" });
  await expect(json).toContainText('"eventSource": "ec2.amazonaws.com"');
  await expect(json.getByRole("button", { name: "Copy the event as shown" })).toBeVisible();
  await expect(page.getByRole("region", { name: "What was found in it" })).toContainText(subnet.name ?? subnet.id);
});

test("filters are in the link, and the link gives the same page", async ({ page, request }) => {
  const { subnet, vpc } = await storyIncident(request);
  const eventsPage = new EventsPage(page);
  await eventsPage.goto();
  await eventsPage.choose("VPC", vpc?.id ?? "");
  await expect(page).toHaveURL(new RegExp(`vpc=${vpc?.id}`));
  await eventsPage.choose("Subnet", subnet.id);
  await eventsPage.choose("Kind", "capacity");
  await eventsPage.choose("Range", "6h");
  await expect(page).toHaveURL(/range=6h/);
  const link = page.url();
  for (const part of [`vpc=${vpc?.id}`, `subnet=${subnet.id}`, "kind=capacity"]) expect(link).toContain(part);
  await page.goto(link);
  await expect(eventsPage.filter("Subnet")).toHaveValue(subnet.id);
  await expect(eventsPage.filter("Range")).toHaveValue("6h");
  const { rows } = eventsPage.incidents;
  await expect(rows.filter({ hasText: subnet.name ?? subnet.id }).first()).toBeVisible();
  await expect(rows.filter({ hasNotText: subnet.name ?? subnet.id })).toHaveCount(0);
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await expect(page).not.toHaveURL(/vpc=|subnet=|kind=/);
});

for (const [query, names] of [
  ["range=fortnight&kind=capacity", "range"],
  ["from=yesterday&kind=capacity", "from"],
  ["from=2026-01-15T10:00Z&to=2026-01-15T09:00Z&kind=capacity", "from"],
  ["after=none&kind=capacity", "after"],
] as const) {
  test(`a link with ${query} names what cannot be read, and keeps its filter`, async ({ page }) => {
    await page.goto(`/events?${query}`);
    const notice = page.getByRole("status").filter({ hasText: "A part of this link cannot be read." });
    await expect(notice).toContainText(`The default stands in for ${names}:`);
    await expect(new EventsPage(page).filters.getByLabel("Kind")).toHaveValue("capacity");
  });
}

test("look-alikes stand apart from shortages, and open to their calls", async ({ page, request }) => {
  await dayRead(request);
  const eventsPage = new EventsPage(page);
  await eventsPage.goto();
  await eventsPage.lookAlikes.rows.first().getByRole("rowheader").getByRole("link").click();
  await expect(page).toHaveURL(/kind=/);
  await expect(eventsPage.calls.rows.first()).toBeVisible();
  await expect(eventsPage.incidents.table).toHaveCount(0);
});

test("the timeline is drawn, told in words and tabled", async ({ page, request }) => {
  await storyIncident(request);
  const eventsPage = new EventsPage(page);
  await eventsPage.goto();
  await expect(eventsPage.timeline.getByRole("img", { name: /failed call.*most in/ })).toBeVisible();
  await expect(eventsPage.bars.first()).toBeVisible();
  await eventsPage.timeline.getByText("In figures").click();
  const figures = eventsPage.timeline.getByRole("listitem").filter({ hasText: /\d\d:\d\d: .*\d capacity/ });
  await expect(figures.first()).toBeVisible();
});

test("the VPC's heatmap and table count the subnet's incidents", async ({ page, request }) => {
  const { subnet, vpc } = await storyIncident(request);
  await page.goto(`/vpcs/${vpc?.id}?colour=shortages`);
  await new Shell(page).lookUntil(page.locator(`[data-cell="${subnet.id}"]`), "failed call");
  await expect(new DataTable(page, "Subnets").row(subnet.name ?? subnet.id)).toContainText(/incident/);
});

test("what was not read looks missing, and never as none", async ({ page, request }) => {
  await storeOpen(request);
  // Older than anything that CloudTrail keeps: never read, however fast the reading is.
  const [from, to] = [100, 95].map((days) => ago(days * 24 * 60));
  const eventsPage = new EventsPage(page);
  await eventsPage.goto(`?from=${from}&to=${to}`);
  await expect(page.getByRole("main")).toContainText(/nothing read yet|no part read completely yet/);
  for (const words of [/^incidents/, /^failed calls/]) {
    await expect(figureOf(eventsPage.figures, words)).toContainText("not known");
  }
  await expect(eventsPage.timeline.locator("svg .recharts-reference-area")).toBeVisible();
});

test("axe finds no fault on the events, an open incident and an event, light and dark", async ({
  page,
  request,
  expectAccessible,
}) => {
  const { id } = await storyIncident(request);
  const eventsPage = new EventsPage(page);
  await eventsPage.goto(`?incident=${id}`);
  await expect(eventsPage.bars.first()).toBeVisible();
  await expectAccessible();
  await eventsPage.calls.rows.first().getByRole("rowheader").getByRole("link").click();
  await expect(page.getByRole("region", { name: "CloudTrailEvent" })).toBeVisible();
  await expectAccessible();
});

test("no table or chart makes the events wider than a narrow screen", async ({ page, request }) => {
  const { id } = await storyIncident(request);
  await page.setViewportSize({ width: 390, height: 800 });
  const eventsPage = new EventsPage(page);
  for (const query of ["", `?incident=${id}`, "?range=90d"]) {
    await eventsPage.goto(query);
    await expect(eventsPage.bars.first()).toBeVisible();
    expect(await new Shell(page).overflowPx(), `pixels by which /events${query} is too wide`).toBeLessThanOrEqual(0);
  }
});

test("the API pages through the calls, and gives one as CloudTrail has it", async ({ request }) => {
  const range = await endedRange(request);
  const whole = await events(request, `${range}&limit=1000`);
  const seen: string[] = [];
  for (let after = ""; ; ) {
    const page = await events(request, `${range}&limit=50${after}`);
    seen.push(...page.findings.map(({ eventId, ordinal }) => `${eventId} ${ordinal}`));
    if (page.next === null || seen.length >= 1000) break;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
  expect(seen.slice(0, 1000)).toEqual(whole.findings.map(({ eventId, ordinal }) => `${eventId} ${ordinal}`));
  const eventId = whole.findings[0]?.eventId ?? "";
  const { data } = await read(request, `/api/events/${eventId}`, ENDPOINTS.getEvent.answer);
  expect(data).toMatchObject({ eventId, isJson: true });
  expect(data.findings.length).toBeGreaterThan(0);
});

test("the files hold the whole range, as the API lists it", async ({ page, request }) => {
  const query = await endedRange(request);
  const whole = await events(request, `${query}&limit=1000`);
  const incidents = await (await request.get(`/api/events/export${query}&rows=incidents&format=json`)).json();
  expect(ENDPOINTS.exportEvents.answer.parse(incidents)).toHaveLength(whole.incidentCount);
  await new EventsPage(page).goto(query);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download all calls of the range as CSV" }).click();
  expect((await download).suggestedFilename()).toBe("shortage-events.csv");
  const text = await readFile(await (await download).path(), "utf8");
  const lines = text.trimEnd().split("\r\n");
  expect(lines[0]).toMatch(/^time,call,kind,/);
  expect(lines.length - 1).toBeGreaterThanOrEqual(whole.findings.length);
  if (whole.next === null) expect(lines).toHaveLength(whole.findings.length + 1);
});

test("incidents are turned by pages, and the link keeps the page", async ({ page, request }) => {
  await dayRead(request);
  const seen: string[] = [];
  let after = "";
  do {
    const view = await events(request, `?range=24h&incidentLimit=1${after}`);
    seen.push(...view.incidents.map(({ id }) => id));
    after = view.nextIncidents === null ? "" : `&incidentsAfter=${view.nextIncidents}`;
  } while (after !== "" && seen.length < 3);
  expect(new Set(seen).size).toBe(seen.length);
  const { nextIncidents } = await events(request, "?incidentLimit=1");
  const eventsPage = new EventsPage(page);
  await eventsPage.goto(`?incidentsAfter=${nextIncidents}`);
  await expect(page.getByRole("region", { name: "Incidents", exact: true })).toContainText(
    /\d+ of \d+ incidents, newest first/,
  );
  await page.getByRole("link", { name: "Newest incidents" }).click();
  await expect(page).not.toHaveURL(/incidentsAfter/);
});

for (const [query, parameter] of [
  ["?range=2h", "range"],
  ["?from=yesterday", "from"],
  ["?from=2026-03-01T10:00:00", "from"],
  ["?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z", "from"],
  ["?to=2026-03-01T00:00:00Z", "to"],
  ["?caller=me", "caller"],
  ["?kind=none", "kind"],
  ["?limit=0", "limit"],
  ["?limit=1001", "limit"],
  ["?incidentLimit=0", "incidentLimit"],
  ["?after=x", "after"],
  ["?incidentsAfter=1.2", "incidentsAfter"],
  ["?subnets=a", "subnets"],
  ["?vpc=a&vpc=b", "vpc"],
] as const) {
  test(`GET /api/events${query} is a 400 that names ${parameter}`, async ({ request }) => {
    expect(await readProblem(request, `/api/events${query}`)).toMatchObject({
      status: 400,
      code: "invalid-parameter",
      parameter,
    });
  });
}

for (const query of [
  "range=2h",
  "from=nothing",
  "from=2026-03-02T00:00Z&to=2026-03-01T00:00Z",
  "kind=x",
  "incident=gone",
  "after=1.0.x",
  "after=x",
  "incidentsAfter=x",
]) {
  test(`the events open in spite of ?${query}`, async ({ page }) => {
    await new EventsPage(page).goto(`?${query}`);
    await expect(new Shell(page).heading).toHaveText("Shortage events");
  });
}
