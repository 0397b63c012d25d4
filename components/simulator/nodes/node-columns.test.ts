import { describe, expect, test } from "vitest";
import { differenceOf, nodeColumns, runNodeCount } from "@/components/simulator/nodes/node-columns";
import { FEW_WARM, smallRun } from "@/components/simulator/small-run.fixture";
import { filterRows, sortRows } from "@/components/ui/data-table/rows";

const run = smallRun({
  env: FEW_WARM,
  load: {
    churn: null,
    burst: null,
    drain: null,
    addedNodes: {
      count: 2,
      subnetId: "subnet-00000001",
      instanceType: "m5.large",
      podsPerNode: 3,
      atSeconds: 120,
      everySeconds: 60,
    },
  },
});
const columns = nodeColumns({ ...run, isUnchanged: false, nodeCell: ({ instanceId }) => instanceId });
const rows = Array.from({ length: runNodeCount(run.scope, run.result) }, (_, number) => number);
const cellOf = (id: string, number: number) => columns.find((column) => column.id === id)?.value(number);

describe("columns of the run's nodes", () => {
  test("every node of the scope and every added one is a row", () => {
    expect(rows).toHaveLength(run.scope.nodes.length + 2);
    expect(cellOf("node", 0)).toBe("i-00000000");
    expect(cellOf("node", run.scope.nodes.length)).toBe("new-1 added");
    expect(cellOf("subnet", 0)).toBe("nodes-a");
    expect(cellOf("subnet", 3)).toBe("subnet-00000001");
  });

  test("the differences of all nodes add up to the difference of what is held", () => {
    const sum = rows.reduce((total, number) => total + Number(cellOf("difference", number)), 0);
    const held = (side: "today" | "proposed") => run.result[side].curves.at(-1)?.held.at(-1) ?? 0;
    expect(sum).toBe(held("proposed") - held("today"));
  });

  test("sorted as the table begins, the nodes that free most come first", () => {
    const sorted = sortRows(rows, columns, { column: "difference", direction: "asc" });
    const differences = sorted.map((number) => Number(cellOf("difference", number)));
    expect(differences).toEqual(differences.toSorted((a, b) => a - b));
    expect(differences[0]).toBeLessThan(0);
  });

  test("the filter finds nodes by type, subnet and origin", () => {
    expect(filterRows(rows, columns, "t3.2xlarge")).toEqual([0, 1, 2]);
    expect(filterRows(rows, columns, "added")).toEqual([5, 6]);
    expect(filterRows(rows, columns, "nodes-a")).toEqual([0, 1, 2]);
  });

  test("an unchanged proposal has no columns of a second side", () => {
    const ids = nodeColumns({ ...run, isUnchanged: true, nodeCell: () => null }).map(({ id }) => id);
    expect(ids).toContain("held-today");
    expect(ids.filter((id) => /proposed|difference/.test(id))).toEqual([]);
  });
});

describe("differenceOf", () => {
  test.each([
    [30, 12, -18],
    [null, 12, 12],
    [30, null, -30],
    [null, null, null],
  ])("%s today and %s proposed differ by %s", (today, proposed, difference) =>
    expect(differenceOf(today, proposed)).toBe(difference),
  );
});
