import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test, vi } from "vitest";
import {
  type ActualCurve,
  FIRST_SELECTION,
  type ResultMeasure,
  type ResultsProps,
} from "@/components/simulator/results-props";
import { SimulationResults } from "@/components/simulator/simulation-results";
import type { Simulation } from "@/components/simulator/simulation-state";
import { FEW_WARM, type SmallRun, smallRun } from "@/components/simulator/small-run.fixture";
import { MINUTE_MS } from "@/lib/domain/time-units";

// The router is the framework's: outside of it the tables' part of the address is empty.
vi.mock("next/navigation", () => ({
  useRouter: () => ({ replace: () => undefined }),
  useSearchParams: () => new URLSearchParams(),
}));

const asked = () => Promise.resolve(null);

const simulationOf = (run: SmallRun, over: Partial<Simulation> = {}): Simulation => ({
  status: "done",
  result: run.result,
  resultInput: run.input,
  progress: null,
  problems: [],
  message: null,
  nodeAt: asked,
  compare: asked,
  recommend: asked,
  ...over,
});

function text(run: SmallRun, over: Partial<Simulation> = {}, props: Partial<ResultsProps> = {}): string {
  return html(run, over, props)
    .replaceAll("<wbr/>", "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll("&#x27;", "'")
    .replaceAll(/[\s\u00a0]+/g, " ");
}

const html = (run: SmallRun, over: Partial<Simulation> = {}, props: Partial<ResultsProps> = {}): string =>
  renderToStaticMarkup(
    <SimulationResults
      scope={run.scope}
      simulation={simulationOf(run, over)}
      input={run.input}
      selection={FIRST_SELECTION}
      onSelect={() => undefined}
      onCure={() => undefined}
      {...props}
    />,
  );

const few = smallRun({ env: FEW_WARM });
const same = smallRun({ env: null });
const minimumAlone = smallRun({ env: { MINIMUM_IP_TARGET: "10" } });

describe("a run of a proposal that frees addresses", () => {
  test("says at once how many, and the three parts add up to what is held", () => {
    const { release } = few.result;
    if (release === null) throw new Error("a complete run has a release");
    expect(release.atOnce.addressCount).toBeGreaterThan(0);
    expect(release.atOnce.addressCount + release.later.addressCount + release.never.addressCount).toBe(
      release.heldToday,
    );
    const page = text(few);
    expect(page).toMatch(new RegExp(`freed at once, \\d+ % of what nodes hold \\+${release.atOnce.addressCount} `));
    for (const part of [release.atOnce, release.later, release.never]) {
      for (const { message } of part.reasons) expect(page).toContain(message);
    }
  });

  test("says the three parts of every subnet", () => {
    const table = html(few).split('aria-label="Released by subnet"')[1]?.split("</table>")[0] ?? "";
    const rows = table.split("<tbody>").slice(1);
    const told = few.result.release?.bySubnet ?? [];
    expect(rows).toHaveLength(told.length);
    for (const [row, { heldToday, later, never }] of told.entries()) {
      const cells = (rows[row]?.match(/<td[^>]*>.*?<\/td>/g) ?? []).map((cell) => cell.replaceAll(/<[^>]*>/g, ""));
      expect([cells[0], cells[2], cells[3]]).toEqual([heldToday, later, never].map(String));
    }
    expect(told.some(({ never }) => never > 0)).toBe(true);
  });

  test("shows the subnets by name where they have one, the tightest first", () => {
    const page = text(few);
    const tiles = page.indexOf("all subnets together lowest");
    expect(page.indexOf("nodes-a lowest")).toBeGreaterThan(tiles);
    expect(page.indexOf("subnet-00000001 lowest")).toBeGreaterThan(page.indexOf("nodes-a lowest"));
  });

  test("has the chart's figures as a table, with the end as it is", () => {
    const markup = html(few);
    expect(markup).toContain("Figures of the chart, all subnets together");
    const end = few.result.proposed.curves.at(-1)?.end.free;
    expect(text(few)).toContain(`proposed, ${end} in the end`);
  });

  test("lists every token bucket with its capacity and refill", () => {
    const page = text(few);
    for (const { bucket } of few.result.proposed.calls) {
      expect(page).toContain(`${bucket.actions.join(", ")} ${bucket.capacity} tokens, ${bucket.refillPerSecond}/s`);
    }
  });

  test("lists every assumption", () => {
    const page = text(few);
    for (const sentence of few.result.assumptions) expect(page).toContain(sentence);
  });

  test("has a row for every node, and its figures on both sides", () => {
    const markup = html(few);
    expect(markup.match(/title="Open its ENI rack"[^>]*>i-/g)?.length).toBeGreaterThanOrEqual(few.scope.nodes.length);
    expect(text(few)).toContain("Held today");
  });
});

describe("states", () => {
  test("an unchanged proposal is told as such, with one curve and no release of nothing", () => {
    const page = text(same);
    expect(page).toContain("Nothing: the proposal is what the nodes have today.");
    expect(page).toContain("There is nothing to go back from.");
    expect(page).not.toContain("proposed,");
    expect(page).not.toContain("Difference");
  });

  test("the lines alone say what is still being counted, not that it is nothing", () => {
    const page = text(few, { result: few.stages[0] ?? null, status: "running" });
    expect(page).toContain("Being counted …");
    expect(page).toContain("Being tried …");
  });

  test("what is freed comes before the way back, which is then still being tried", () => {
    const [, released] = few.stages;
    expect(released?.release).not.toBeNull();
    const page = text(few, { result: released ?? null, status: "running" });
    expect(page).toContain("Being tried …");
    expect(page).toContain("can you go back? …");
    expect(page).not.toContain("Not tried");
  });

  test("the lines alone keep the places of the figures that are still to come; the whole result has none to come", () => {
    const places = (run: SmallRun, over?: Partial<Simulation>) =>
      text(run, over).match(/(freed at once|can you go back\?) …/g);
    expect(places(few, { result: few.stages[0] ?? null, status: "running" })).toHaveLength(2);
    expect(places(few)).toBeNull();
    expect(places(same, { result: { ...same.result, stage: "lines" }, status: "running" })).toBeNull();
  });

  test("a result of another input stays, dimmed and marked as busy", () => {
    const newer = { ...few.input };
    const markup = html(few, { status: "running", progress: { stage: "band", doneRatio: 0.5 } }, { input: newer });
    expect(markup).toContain('aria-busy="true"');
    expect(markup).toContain("opacity-60");
    expect(markup).toContain('value="50"');
    expect(html(few)).toContain('aria-busy="false"');
  });

  test("no node, no figures, but a way on", () => {
    const scope = { ...few.scope, nodes: [] };
    expect(text(few, { result: null }, { scope })).toContain("There is no node to simulate here. Choose another");
  });

  test("what cannot be run says why, and that the figures are of before", () => {
    const problems = [{ field: "load.burst.pods", message: "A burst has at least 1 pod." }];
    const page = text(few, { status: "invalid", problems });
    expect(page).toContain("A burst has at least 1 pod.");
    expect(page).toContain("The figures below are of the last input that could be run.");
  });

  test.each([
    ["not-simulated", "These settings are not simulated. Auto Mode"],
    ["failed", "The simulation failed. Auto Mode"],
  ] as const)("%s gives its reason", (status, words) =>
    expect(text(few, { status, message: "Auto Mode", result: null })).toContain(words),
  );
});

describe("warnings", () => {
  test("a grave one names the setting that cures it, as a button", () => {
    const markup = html(minimumAlone);
    expect(text(minimumAlone)).toContain("MINIMUM_IP_TARGET without WARM_IP_TARGET is a ceiling");
    expect(markup).toMatch(/<button[^>]*>Set WARM_IP_TARGET to 1<\/button>/);
  });

  test("come gravest first, notices folded away", () => {
    const markup = html(minimumAlone);
    expect(markup.indexOf(">critical<")).toBeLessThan(markup.indexOf(">notice<"));
    expect(markup.lastIndexOf("<details", markup.indexOf(">notice<"))).toBeGreaterThan(markup.indexOf(">critical<"));
  });
});

test("what the account said is a curve of its own, named and counted, of what the chart counts", () => {
  const curve = (measure: ResultMeasure, ...counts: number[]): ActualCurve => ({
    subnetId: null,
    measure,
    points: counts.map((free, minute) => ({ atMs: MINUTE_MS * minute, free })),
  });
  const actual = [curve("addresses", 301, 317), curve("blocks", 12, 14)];
  expect(text(few, {}, { actual })).toContain("read back from the account, 317 last");
  const selection = { ...FIRST_SELECTION, measure: "blocks" as const };
  expect(text(few, {}, { actual, selection })).toContain("read back from the account, 14 last");
  expect(text(few, {}, { actual: [curve("addresses", 301, 317)], selection })).not.toContain("read back");
});

test("other people's names stay text", () => {
  const scope = { ...few.scope, subnets: few.scope.subnets.map((subnet) => ({ ...subnet, name: "<img src=x>" })) };
  expect(html(few, {}, { scope })).not.toContain("<img");
});
