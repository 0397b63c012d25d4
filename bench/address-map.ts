import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium, type Page } from "@playwright/test";
import { launchOptions } from "../e2e/browser";
import { startProduct } from "../e2e/processes";
import { HUGE_SUBNET_ID, writeHugeSubnetCapture } from "./huge-subnet-capture";

/** Milliseconds, but for `mapKilobytes`. */
export interface AddressMapFigures {
  /** The map's data as sent, compressed. */
  readonly mapKilobytes: number;
  /** From the end of the page's data to the first drawing, on a navigation within the product. */
  readonly firstDrawnMs: number;
  /** The browser's own rhythm on this machine while nothing moves; the figures below are to be read against it. */
  readonly idleFrameMs: Frames;
  readonly panOverviewFrameMs: Frames;
  readonly panCloseFrameMs: Frames;
  readonly zoomFrameMs: Frames;
}

interface Frames {
  readonly median: number;
  readonly p95: number;
}

/** Measures the address map of a /16 in the production build, in a real browser. Needs `npm run build` before. */
export async function measureAddressMap(): Promise<AddressMapFigures> {
  const folder = mkdtempSync(join(tmpdir(), "eniscope-bench-"));
  writeHugeSubnetCapture(folder, 1);
  const product = await startProduct({ ENISCOPE_SOURCE: `file:${folder}` });
  const browser = await chromium.launch(await launchOptions());
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const mapKilobytes = await mapSize(product.url);
    const firstDrawnMs = await firstDrawn(page, product.url);
    const box = await page.getByRole("application").boundingBox();
    if (box === null) throw new Error("the map has no box");
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const idleFrameMs = await framesWhile(page, () => page.waitForTimeout(1500));
    const zoomFrameMs = await framesWhile(page, () => zoomInAndOut(page, middle));
    await zoomTo(page, middle, 5);
    const panOverviewFrameMs = await framesWhile(page, () => drag(page, middle));
    await zoomTo(page, middle, 24);
    const panCloseFrameMs = await framesWhile(page, () => drag(page, middle));
    return { mapKilobytes, firstDrawnMs, idleFrameMs, panOverviewFrameMs, panCloseFrameMs, zoomFrameMs };
  } finally {
    await browser.close();
    await product.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function mapSize(url: string): Promise<number> {
  const response = await fetch(`${url}/api/subnets/${HUGE_SUBNET_ID}/addresses?format=map`);
  if (!response.ok) throw new Error(`the map answered ${response.status}`);
  return round(gzipSync(await response.text()).length / 1024);
}

/** The second visit, so that the scripts are there and the data alone are waited for. */
async function firstDrawn(page: Page, url: string): Promise<number> {
  await page.goto(`${url}/subnets/${HUGE_SUBNET_ID}`);
  await page.waitForFunction(() => performance.getEntriesByName("address-map-drawn").length > 0);
  await page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link").last().click();
  await page.waitForURL(/\/vpcs\//);
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => {
    performance.clearMarks();
    performance.clearResourceTimings();
  });
  await page.getByRole("link", { name: "huge" }).first().click();
  await page.waitForFunction(() => performance.getEntriesByName("address-map-drawn").length > 0);
  const [drawnAt, answers] = await page.evaluate(() => [
    performance.getEntriesByName("address-map-drawn")[0]?.startTime ?? 0,
    performance.getEntriesByType("resource").map((entry) => entry.toJSON() as { name: string; responseEnd: number }),
  ]);
  const answer = answers.filter(({ name }) => name.includes(`/subnets/${HUGE_SUBNET_ID}`)).at(-1);
  if (answer === undefined) throw new Error("the page's data came without a request");
  return round(drawnAt - answer.responseEnd);
}

async function zoomInAndOut(page: Page, { x, y }: Point): Promise<void> {
  await page.mouse.move(x, y);
  for (const delta of [-40, 40]) {
    for (let i = 0; i < 60; i++) await page.mouse.wheel(0, delta);
  }
}

async function zoomTo(page: Page, { x, y }: Point, cellPx: number): Promise<void> {
  await page.mouse.move(x, y);
  for (let i = 0; i < 200; i++) {
    const zoom = Number(new URL(page.url()).searchParams.get("zoom") ?? 2);
    if (zoom >= cellPx) return;
    await page.mouse.wheel(0, -120);
    await page.waitForTimeout(400);
  }
  throw new Error(`the map does not zoom to ${cellPx} px a cell`);
}

async function drag(page: Page, { x, y }: Point): Promise<void> {
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 0; i < 120; i++) await page.mouse.move(x + 250 * Math.sin(i / 12), y + 150 * Math.sin(i / 9));
  await page.mouse.up();
}

/** Text, since a function would carry the names that the compiler of this file adds. */
const RECORD_FRAMES = `
  window.benchFrames = [];
  requestAnimationFrame(function tick(time) {
    window.benchFrames.push(time);
    window.benchFrame = requestAnimationFrame(tick);
  });
`;
const TAKE_FRAMES = "cancelAnimationFrame(window.benchFrame), window.benchFrames";

/** The times between the browser's frames while something is done. */
async function framesWhile(page: Page, act: () => Promise<void>): Promise<Frames> {
  await page.waitForTimeout(500);
  await page.evaluate(RECORD_FRAMES);
  await act();
  const times: number[] = await page.evaluate(TAKE_FRAMES);
  const gaps = times.slice(1).map((time, i) => time - (times[i] ?? time));
  gaps.sort((a, b) => a - b);
  return {
    median: round(gaps[Math.floor(gaps.length / 2)] ?? 0),
    p95: round(gaps[Math.floor(gaps.length * 0.95)] ?? 0),
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const round = (value: number): number => Math.round(value * 10) / 10;

if (import.meta.filename === process.argv[1]) console.log(JSON.stringify(await measureAddressMap(), null, 2));
