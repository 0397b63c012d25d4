import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { launchOptions } from "../e2e/browser";
import { startProduct } from "../e2e/processes";
import { FLEET_VPC_ID, writeFleetCapture } from "./fleet-capture";

/** What design section 8 and the simulator's own issue ask for, in milliseconds, by number of nodes. */
export const SIMULATOR_PAGE_TARGETS = {
  "1000": { redrawMs: 200, longestTaskMs: 50 },
  "10000": { redrawMs: 2_000, longestTaskMs: 50 },
} as const;

interface Spread {
  readonly median: number;
  readonly most: number;
}

/** Milliseconds of one size, on the production build in a real browser. */
export interface SimulatorPageFigures {
  /** From the navigation to the first lines on the screen. */
  readonly firstLinesMs: number;
  /** From the turn of a knob to the new lines on the screen: both sides' free addresses, waits and calls. */
  readonly redrawMs: Spread;
  /** … to everything: what comes back when, the way back, the band. */
  readonly completeMs: Spread;
  /** What the worker took for the lines of the last turn. */
  readonly workerLinesMs: number;
  /** Of a turn, whether a progress bar was seen. */
  readonly showsProgress: boolean;
  /** The main thread's longest task (above 50 ms by the browser's definition; 0: none) while the page opened, and while knobs were turned. */
  readonly longestTaskMs: { readonly opening: number; readonly turning: number };
  /** How much the page moved what was in sight while it opened, as browsers score it (https://web.dev/articles/cls: good up to 0.1). */
  readonly layoutShift: number;
  /** The longest gap between two frames while knobs were turned, against 16.7 of a free screen. */
  readonly longestFrameMs: number;
}

/** Measures the simulator's page with clusters of 1,000 and 10,000 nodes over an hour. Needs `npm run build` before. */
export async function measureSimulatorPage(
  sizes: readonly number[] = [1_000, 10_000],
): Promise<Readonly<Record<string, SimulatorPageFigures>>> {
  const browser = await chromium.launch(await launchOptions());
  try {
    const figures: Record<string, SimulatorPageFigures> = {};
    for (const size of sizes) figures[size] = await measureSize(browser, size);
    return figures;
  } finally {
    await browser.close();
  }
}

async function measureSize(browser: Browser, nodeCount: number): Promise<SimulatorPageFigures> {
  const folder = mkdtempSync(join(tmpdir(), "eniscope-bench-"));
  writeFleetCapture(folder, nodeCount);
  const product = await startProduct({ ENISCOPE_SOURCE: `file:${folder}`, ENISCOPE_MAX_AGE_S: "86400" });
  try {
    await readCapture(product.url);
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const figures = await measurePage(page, `${product.url}/simulator?vpc=${FLEET_VPC_ID}&we=0&wi=2&mi=10`);
    await page.close();
    return figures;
  } finally {
    await product.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function readCapture(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const { status } = await fetch(`${url}/api/simulation?vpc=${FLEET_VPC_ID}`);
    if (status === 200) return;
    await new Promise((settle) => setTimeout(settle, 200));
  }
  throw new Error("the capture was not read in a minute");
}

/** Text, since a function would carry the names that the compiler of this file adds. */
const RECORD = `
  window.bench = { tasks: [], shifts: [], frames: [], turns: [], progress: 0 };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.bench.tasks.push([startTime, duration]);
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) window.bench.shifts.push(value);
  }).observe({ type: "layout-shift", buffered: true });
  addEventListener("keydown", ({ key, timeStamp }) => {
    if (key === "ArrowUp" || key === "ArrowDown") window.bench.turns.push(timeStamp);
  }, true);
  requestAnimationFrame(function tick(time) {
    window.bench.frames.push(time);
    if (document.querySelector("progress")) window.bench.progress += 1;
    requestAnimationFrame(tick);
  });
`;

interface Recorded {
  readonly tasks: readonly (readonly [number, number])[];
  readonly shifts: readonly number[];
  readonly frames: readonly number[];
  readonly turns: readonly number[];
  readonly progress: number;
  readonly drawn: readonly {
    readonly at: number;
    readonly isLast: boolean;
    readonly tookMs: number;
  }[];
}

const TAKE = `({
  ...window.bench,
  drawn: performance.getEntriesByName("simulation-drawn").map(({ startTime, detail }) => ({ at: startTime, ...detail })),
})`;

/** The knob goes up and down, so that no run can be answered from memory of the one before it. */
const TURNS = ["ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp"];

async function measurePage(page: Page, url: string): Promise<SimulatorPageFigures> {
  await page.addInitScript(RECORD);
  await page.goto(url);
  await settled(page);
  const opened: Recorded = await page.evaluate(TAKE);
  const knob = page.getByRole("textbox", { name: "MINIMUM_IP_TARGET proposed" });
  await knob.focus();
  const redraws: number[] = [];
  const completes: number[] = [];
  let workerLinesMs = 0;
  const from = await page.evaluate(() => performance.now());
  for (const key of TURNS) {
    await page.evaluate(() => performance.clearMarks("simulation-drawn"));
    await page.keyboard.press(key);
    await settled(page);
    const { turns, drawn } = (await page.evaluate(TAKE)) as Recorded;
    const turnedAt = turns.at(-1) ?? 0;
    redraws.push((drawn[0]?.at ?? Number.NaN) - turnedAt);
    completes.push((drawn.at(-1)?.at ?? Number.NaN) - turnedAt);
    workerLinesMs = drawn[0]?.tookMs ?? Number.NaN;
  }
  const after: Recorded = await page.evaluate(TAKE);
  const longest = (tasks: Recorded["tasks"]) => Math.max(0, ...tasks.map(([, duration]) => duration));
  const frames = after.frames.filter((time) => time >= from);
  return {
    firstLinesMs: round(opened.drawn[0]?.at ?? Number.NaN),
    redrawMs: spread(redraws),
    completeMs: spread(completes),
    workerLinesMs: round(workerLinesMs),
    showsProgress: after.progress > opened.progress,
    longestTaskMs: {
      opening: round(longest(opened.tasks)),
      turning: round(longest(after.tasks.filter(([start]) => start >= from))),
    },
    layoutShift: Math.round(opened.shifts.reduce((sum, value) => sum + value, 0) * 1_000) / 1_000,
    longestFrameMs: round(Math.max(0, ...frames.slice(1).map((time, index) => time - (frames[index] ?? time)))),
  };
}

/** Until the last result of the input of now is on the screen. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const last = performance.getEntriesByName("simulation-drawn").at(-1) as PerformanceMark | undefined;
      return last?.detail.isLast === true && document.querySelector("[aria-busy=true]") === null;
    },
    undefined,
    { timeout: 120_000 },
  );
  await page.waitForTimeout(300);
}

const spread = (values: readonly number[]): Spread => ({
  median: round(values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0),
  most: round(Math.max(...values)),
});

const round = (value: number): number => Math.round(value * 10) / 10;

if (import.meta.filename === process.argv[1]) {
  const sizes = process.argv.slice(2).map(Number);
  console.log(JSON.stringify(await measureSimulatorPage(sizes.length > 0 ? sizes : undefined), null, 2));
}
