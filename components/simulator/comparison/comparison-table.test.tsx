import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { comparedOf, namedProposals } from "@/components/simulator/comparison/compared";
import { ComparisonTable } from "@/components/simulator/comparison/comparison-table";
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
  settings: { WARM_ENI_TARGET: "0", WARM_IP_TARGET: "2", MINIMUM_IP_TARGET: "10" },
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

const html = (comparison: Comparison | null) =>
  renderToStaticMarkup(
    <ComparisonTable
      scope={scope}
      rows={rows}
      comparison={comparison}
      isOutdated={false}
      onChoose={() => undefined}
      onRename={() => undefined}
      onRemove={() => undefined}
    />,
  );
/** `{ row's name → its cells' texts }` */
const cellsOf = (markup: string) =>
  new Map(
    [...markup.matchAll(/<tr[^>]*>(?:(?!<\/tr>).)*<\/tr>/gs)].slice(1).map(([row]) => {
      const [head = "", ...cells] = [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) =>
        (cell ?? "")
          .replace(/<[^>]*>/g, " ")
          .replaceAll(/\s+/g, " ")
          .trim(),
      );
      return [head, cells] as const;
    }),
  );

describe("ComparisonTable", () => {
  test("before there are figures a row says so, and shows no zero", () => {
    for (const [, [first]] of cellsOf(html(null))) expect(first).toBe("not run yet");
  });

  test("shows what the simulator says of each, and what cannot be run with its reason", () => {
    const cells = cellsOf(html(compare()));
    const [today, preset, saved] = [...cells.keys()];
    expect(today).toContain("Today’s settings shown");
    expect(preset).toContain("MINIMUM_IP_TARGET 10 · WARM_ENI_TARGET 0 · WARM_IP_TARGET 2");
    // On each t3.2xlarge with hardly a pod 2 + 28; under the small targets 2 + 10, as both ENIs stay.
    expect(cells.get(today ?? "")?.[0]).toBe("60");
    expect(cells.get(preset ?? "")?.[0]).toBe("24");
    expect(cells.get(today ?? "")?.[3]).toBe("no rollout");
    expect(cells.get(preset ?? "")?.[3]).toBe("+36");
    expect(cells.get(saved ?? "")?.[0]).toContain("cannot be run: proposal.movedNodes");
  });

  test("only what is saved can be renamed and removed, and what is shown cannot be chosen", () => {
    const markup = html(null);
    expect(markup).toContain('aria-label="Remove wrong"');
    expect(markup).not.toContain('aria-label="Remove small"');
    expect(markup).toContain('aria-label="Propose small"');
    expect(markup).not.toContain('aria-label="Propose Today’s settings"');
  });
});
