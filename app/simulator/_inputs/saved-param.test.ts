import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KNOBS } from "@/app/simulator/_inputs/knobs";
import { savedParam } from "@/app/simulator/_inputs/saved-param";
import { LONGEST_LABEL, MOST_SAVED, type SavedProposal } from "@/lib/domain/simulation/proposal-change";

describe("savedParam", () => {
  test("is short where it may be, and the same in whatever order it was set", () => {
    const settings = { MAX_ENI: null, WARM_IP_TARGET: "2", WARM_ENI_TARGET: "0" };
    expect(savedParam.serialize([{ label: "small", settings, movedNodes: null }])).toBe("small,we0,wi2,me");
  });

  test("any proposals come back from the link as they were", () => {
    const label = fc.string({ minLength: 1, maxLength: LONGEST_LABEL }).filter((text) => text.trim() !== "");
    const settings = fc.dictionary(
      fc.constantFrom(...KNOBS.map(({ name }) => name)),
      fc.option(fc.string({ minLength: 1, maxLength: 8 })),
      { noNullPrototype: true },
    );
    const movedNodes = fc.option(
      fc.record({
        count: fc.nat(),
        subnetId: fc.stringMatching(/^subnet-[0-9a-f]{8}$/),
        atSeconds: fc.nat(),
        everySeconds: fc.nat(),
      }),
    );
    const saved = fc.uniqueArray(fc.record({ label, settings, movedNodes }), {
      minLength: 1,
      maxLength: MOST_SAVED,
      selector: (proposal) => proposal.label,
    });
    fc.assert(
      fc.property(saved, (proposals: readonly SavedProposal[]) => {
        const query = new URLSearchParams({ saved: savedParam.serialize(proposals) });
        expect(savedParam.parse(new URLSearchParams(query.toString()).get("saved") ?? "")).toEqual(proposals);
      }),
    );
  });

  test.each([
    { name: "nothing", text: "", labels: [] },
    { name: "a knob that is none", text: "a,zz1;b,we0", labels: ["b"] },
    { name: "moved nodes cut short", text: "a,mv3_subnet-1;b,we0", labels: ["b"] },
    { name: "a second of one name", text: "a,we0;a,we1", labels: ["a"] },
    { name: "a name far too long", text: `${"x".repeat(500)},we0`, labels: [] },
    { name: "too many", text: Array.from({ length: 50 }, (_, index) => `n${index},we0`).join(";"), labels: null },
  ])("$name is left out, the rest is read", ({ text, labels }) => {
    const read = savedParam.parse(text) ?? [];
    if (labels === null) expect(read).toHaveLength(MOST_SAVED);
    else expect(read.map((proposal) => proposal.label)).toEqual(labels);
  });
});
