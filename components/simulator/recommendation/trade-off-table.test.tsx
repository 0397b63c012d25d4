import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { pointWords } from "@/components/simulator/recommendation/point-words";
import { pointColumns, SettingsCell } from "@/components/simulator/recommendation/trade-off-table";
import { liveScope, SHIPPED } from "@/lib/domain/simulation/fixtures/live-scope";
import type { Recommendation, RecommendationGoal } from "@/lib/domain/simulation/recommendation";
import { defaultInput } from "@/lib/domain/simulation/simulation-input";
import { Simulator } from "@/lib/domain/simulation/simulator";
import { mainMarks, type TradeOffMark, tradeOffMarks } from "@/lib/domain/simulation/trade-off";

const scope = liveScope({
  nodes: [
    { type: "t3.2xlarge", subnet: 0, pods: 6 },
    { type: "t3.2xlarge", subnet: 0, pods: 3 },
  ],
  subnets: [{ cidr: "10.0.0.0/24" }],
});
const GOAL: RecommendationGoal = {
  podsPerNode: 10,
  withinSeconds: 5,
  burstNodes: 2,
  maxWaitSeconds: 20,
  maxCallsPerMinute: 60,
  allowsPrefixes: false,
};

function search(goal: RecommendationGoal, over = scope): Recommendation {
  const steps = new Simulator(over).recommend(defaultInput(SHIPPED, true), goal);
  for (;;) {
    const step = steps.next();
    if (!step.done) continue;
    if (step.value.kind !== "done") throw new Error(JSON.stringify(step.value));
    return step.value.recommendation;
  }
}

const textOf = (mark: TradeOffMark, isShown = false): string =>
  renderToStaticMarkup(<SettingsCell mark={mark} isShown={isShown} onChoose={() => undefined} />)
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&#x27;", "'")
    .replaceAll(/\s+/g, " ")
    .trim();

describe("a search that finds something", () => {
  const found = search(GOAL);
  const marks = tradeOffMarks(found, GOAL);

  test("names today and the pick, each once, with a button for every point but the one shown", () => {
    expect(found.pick).not.toBeNull();
    expect(marks.map((mark) => textOf(mark)).filter((text) => /\bpick\b/.test(text))).toHaveLength(1);
    expect(marks.map((mark) => textOf(mark)).filter((text) => text.startsWith("Today’s settings"))).toHaveLength(1);
    for (const mark of marks) {
      expect(textOf(mark)).toContain("choose");
      expect(textOf(mark, true)).toMatch(/shown$/);
    }
  });

  test("the table has the search's own figures", () => {
    const heldToday = found.today.heldAddresses;
    const columns = new Map(pointColumns(heldToday).map((column) => [column.id, column]));
    for (const mark of marks) {
      expect(columns.get("held")?.value(mark)).toBe(mark.point.heldAddresses);
      expect(columns.get("wait")?.value(mark)).toBe(mark.point.waitSeconds);
      expect(columns.get("goal")?.value(mark) === "met").toBe(mark.point.meets);
      expect(pointWords(mark)).toContain(`${mark.point.heldAddresses} addresses held`);
    }
    expect(columns.get("againstToday")?.value({ ...marksOf(found), isToday: true })).toBe(0);
  });

  const marksOf = ({ today }: Recommendation): TradeOffMark => ({
    point: today,
    isToday: true,
    isPick: false,
    isNearest: false,
  });
});

test("where nothing meets the goal the one that comes nearest is named, with what keeps it from it", () => {
  const tooSmall = liveScope({
    nodes: [{ type: "t3.2xlarge", subnet: 0, pods: 3 }],
    subnets: [{ cidr: "10.0.0.0/27" }],
  });
  const goal = { ...GOAL, podsPerNode: 40, burstNodes: 1 };
  const found = search(goal, tooSmall);
  expect(found.pick).toBeNull();
  const nearest = mainMarks(tradeOffMarks(found, goal)).filter(({ isNearest }) => isNearest);
  expect(nearest.map((mark) => textOf(mark))[0]).toContain("nearest");
  expect(nearest[0]?.point.because.join(" ")).not.toBe("");
});
