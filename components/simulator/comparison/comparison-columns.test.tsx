import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { comparedOf, type Measured, measuredOf, namedProposals } from "@/components/simulator/comparison/compared";
import { COMPARISON_EXPORTS, figureColumns } from "@/components/simulator/comparison/comparison-columns";
import { ProposalCell } from "@/components/simulator/comparison/proposal-cell";
import { toCsv } from "@/components/ui/data-table/row-files";
import type { Comparison } from "@/lib/domain/simulation/comparison";
import { liveScope, SHIPPED } from "@/lib/domain/simulation/fixtures/live-scope";
import type { SavedProposal } from "@/lib/domain/simulation/proposal-change";
import { defaultInput } from "@/lib/domain/simulation/simulation-input";
import { Simulator } from "@/lib/domain/simulation/simulator";

const scope = liveScope({
  nodes: [
    { type: "t3.2xlarge", subnet: 0, pods: 3 },
    { type: "t3.2xlarge", subnet: 0, pods: 1 },
  ],
  subnets: [{ cidr: "10.0.0.0/24" }],
});
const input = defaultInput(SHIPPED, true);
const small: SavedProposal = {
  label: "small",
  settings: { WARM_ENI_TARGET: "0", WARM_IP_TARGET: "2", MINIMUM_IP_TARGET: "10", MAX_ENI: null },
  movedNodes: null,
};
const wrong: SavedProposal = {
  label: "wrong",
  settings: {},
  movedNodes: { count: 1, subnetId: "subnet-none", atSeconds: 0, everySeconds: 60 },
};
const rows = comparedOf({ input, now: { settings: {}, movedNodes: null }, presets: [small], saved: [wrong] });

function compare(): Comparison {
  const steps = new Simulator(scope).compare(input, namedProposals(input, rows));
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const textOf = (markup: string): string =>
  markup
    .replaceAll("<wbr/>", "")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&#x27;", "'")
    .replaceAll(/\s+/g, " ")
    .trim();

/** `{ column → its cell's text }` of a row. */
const cellsOf = (row: Measured | undefined) =>
  new Map(
    figureColumns(scope).map(({ id, cell }) => [
      id,
      row === undefined ? "" : textOf(renderToStaticMarkup(cell?.(row))),
    ]),
  );

const nameOf = (row: Measured | undefined) =>
  row === undefined
    ? ""
    : renderToStaticMarkup(
        <ProposalCell row={row} onChoose={() => undefined} onRename={() => undefined} onRemove={() => undefined} />,
      );

describe("a row's figures", () => {
  test("are missing until the simulator has run it, and never a zero", () => {
    for (const row of measuredOf(rows, null)) {
      expect(new Set(cellsOf(row).values())).toEqual(new Set(["not known , because it has not been run yet"]));
      expect(figureColumns(scope).map(({ value }) => value(row))).toEqual(figureColumns(scope).map(() => null));
    }
  });

  test("are what the simulator says; what cannot be run says why", () => {
    const [today, preset, saved] = measuredOf(rows, compare());
    // On each t3.2xlarge with hardly a pod 2 + 28; under the small targets 2 + 10, as both ENIs stay.
    expect(cellsOf(today).get("held")).toBe("60");
    expect(cellsOf(preset).get("held")).toBe("24");
    expect(cellsOf(today).get("atOnce")).toBe("no rollout");
    expect(cellsOf(preset).get("atOnce")).toBe("+36");
    expect(cellsOf(saved).get("held")).toContain("There is no subnet subnet-none in these VPCs");
  });

  test("name the calls that fail, since what they ask for makes the other figures look good", () => {
    const [, preset] = measuredOf(rows, compare());
    expect(cellsOf(preset).get("calls")).not.toContain("fail");
    if (!preset?.figures) throw new Error("the preset was not run");
    const failing = { ...preset, figures: { ...preset.figures, failedCalls: 672 } };
    expect(cellsOf(failing).get("calls")).toContain("672 fail");
  });

  test("go into exports in full, with what each proposal changes", () => {
    const [, preset] = measuredOf(rows, compare());
    const csv = preset === undefined ? "" : toCsv([preset], [...figureColumns(scope), ...COMPARISON_EXPORTS]);
    const [head = "", line = ""] = csv.split("\r\n");
    const values = new Map(head.split(",").map((id, index) => [id, line.split(",")[index]]));
    expect(values.get("held")).toBe("24");
    expect(values.get("changes")).toBe("MINIMUM_IP_TARGET 10 · WARM_ENI_TARGET 0 · WARM_IP_TARGET 2");
    expect(values.get("podsWithoutAddress")).toBe("0");
  });
});

describe("a row's name", () => {
  const [today, preset, saved] = measuredOf(rows, null);

  test("comes with what the proposal changes of today, not with what is so anyway", () => {
    expect(textOf(nameOf(preset))).toContain("MINIMUM_IP_TARGET 10 · WARM_ENI_TARGET 0 · WARM_IP_TARGET 2");
    expect(textOf(nameOf(preset))).not.toContain("MAX_ENI");
  });

  test("only what is kept can be renamed and removed, and what is shown cannot be chosen", () => {
    expect(nameOf(saved)).toContain('aria-label="Remove wrong"');
    expect(nameOf(preset)).not.toContain("Remove");
    expect(nameOf(preset)).toContain('aria-label="Propose small"');
    expect(nameOf(today)).not.toContain("<button");
  });
});
