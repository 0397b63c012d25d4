import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { ResultBar } from "@/components/simulator/result-bar";
import { resultSentence } from "@/components/simulator/result-sentence";
import type { SimulationState } from "@/components/simulator/simulation-state";
import { FEW_WARM, type SmallRun, smallRun } from "@/components/simulator/small-run.fixture";

type BarState = Pick<SimulationState, "status" | "result" | "resultInput" | "progress">;

const few = smallRun({ env: FEW_WARM });
const same = smallRun({ env: null });
const ceiling = smallRun({ env: { MINIMUM_IP_TARGET: "10" } });

function bar(run: SmallRun, over: Partial<BarState> = {}): string {
  const state: BarState = { status: "done", result: run.result, resultInput: run.input, progress: null, ...over };
  return renderToStaticMarkup(
    <ResultBar scope={run.scope} state={state} isOutdated={false} parts={[["x", "Inputs"]]} />,
  )
    .replaceAll(/<\/p>/g, " | ")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/[\s\u00a0]+/g, " ");
}

const together = ({ result }: SmallRun, side: "today" | "proposed") =>
  result[side].curves.find(({ subnetId }) => subnetId === null);

describe("the bar", () => {
  test("has free addresses now and in the end, and the three parts of what comes back", () => {
    const end = together(few, "proposed");
    const gained = (end?.end.free ?? 0) - (together(few, "today")?.end.free ?? 0);
    expect(bar(few)).toContain(`${end?.now.free} free now, ${end?.end.free} free in the end +${gained} against today`);
    const { atOnce, later, never } = few.result.release ?? {};
    expect(bar(few)).toContain(
      `Freed: +${atOnce?.addressCount} at once · ${later?.addressCount} later · ${never?.addressCount} never`,
    );
  });
  test("keeps the place of what a run has not come to yet", () => {
    const [lines] = few.stages;
    expect(lines?.release).toBeNull();
    expect(bar(few, { status: "running", result: lines ?? null })).toContain("… at once · … later · … never");
  });
  test("speaks of nothing freed where nothing is proposed", () => {
    expect(bar(same)).toContain("as today: nothing is freed");
    expect(bar(same)).not.toContain("against today");
  });
  test("says where a run is, and why there is none", () => {
    expect(bar(few, { status: "running", progress: { stage: "band", doneRatio: 0.4 } })).toContain("running");
    expect(bar(few, { status: "invalid" })).toContain("cannot be run");
    expect(bar(few, { status: "failed", result: null, resultInput: null })).toContain("failed");
    expect(bar(few, { status: "idle", result: null, resultInput: null })).toContain("come with the first run");
  });
  test("leads to what speaks against the proposal", () => {
    expect(ceiling.result.warnings.some(({ severity }) => severity !== "notice")).toBe(true);
    expect(bar(ceiling)).toMatch(/\d (critical|warnings?) \|/);
  });
});

describe("the sentence", () => {
  test("says what a run came to, with the subnet by its name", () => {
    const sentence = resultSentence(few.scope, few.result, few.input);
    expect(sentence).toMatch(
      /^\d+ addresses free in the end, \d+ more than with today’s settings\. Fewest: \d+ in nodes-a, /,
    );
    expect(sentence).toContain(`${few.result.release?.atOnce.addressCount} freed at once, `);
  });
  test("says nothing of more or fewer where nothing is proposed", () => {
    expect(resultSentence(same.scope, same.result, same.input)).not.toMatch(/more|fewer|freed/);
  });
});
