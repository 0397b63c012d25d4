import type { ReactNode } from "react";
import { signedCount } from "@/components/simulator/figure-words";
import { runNode, subnetLabel } from "@/components/simulator/scope-index";
import type { Column } from "@/components/ui/data-table/column";
import { tableState } from "@/components/ui/data-table/table-state";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { NodeFigures, RunNode, SimulationResult } from "@/lib/domain/simulation/simulation-result";
import { formatCount } from "@/lib/format";

const SIMULATED_NODE_COLUMNS = [
  "node",
  "type",
  "subnet",
  "enis-today",
  "enis-proposed",
  "held-today",
  "held-proposed",
  "difference",
  "pods",
  "warm-today",
  "warm-proposed",
  "prefixes",
  "waiting",
] as const;
type ColumnId = (typeof SIMULATED_NODE_COLUMNS)[number];

/** The table's part of the link; the nodes that change most come first. */
export const simulatedNodeTable = tableState<ColumnId>({
  name: "nodes",
  columns: SIMULATED_NODE_COLUMNS,
  sort: { column: "difference", direction: "asc" },
});

/** A row is a node's number: its figures are read from the result when they are needed, so that a new result builds no rows. */
export type NodeColumn = Column<number, ColumnId>;

interface NodeColumnsSpec {
  readonly scope: ScopeHead;
  readonly result: SimulationResult;
  readonly isUnchanged: boolean;
  readonly nodeCell: (node: RunNode) => ReactNode;
}

const NOT_THERE = "this side of the run does not have the node in the end";

/** Figures of the nodes at the end of the run, on both sides. */
export function nodeColumns({ scope, result, isUnchanged, nodeCell }: NodeColumnsSpec): readonly NodeColumn[] {
  const { today, proposed, newNodes } = result;
  const nodeOf = (number: number): RunNode | null => runNode(scope, newNodes, number);
  const labels = new Map(scope.subnets.map(({ id }) => [id, subnetLabel(scope, id)]));
  const figure = (side: NodeFigures, key: Exclude<keyof NodeFigures, "exists">) => (number: number) =>
    side.exists[number] === 1 ? (side[key][number] ?? null) : null;
  const held = { today: figure(today.end, "held"), proposed: figure(proposed.end, "held") };
  const numeric = (
    id: ColumnId,
    header: string,
    note: string,
    value: (number: number) => number | null,
    cell?: (number: number) => ReactNode,
  ): NodeColumn => ({ id, header, note, align: "end", value, because: NOT_THERE, ...(cell && { cell }) });
  const difference = (number: number) => differenceOf(held.today(number), held.proposed(number));
  const columns: readonly NodeColumn[] = [
    {
      id: "node",
      header: "Node",
      value: (number) => {
        const node = nodeOf(number);
        return node === null ? null : [node.instanceId, node.name, originWord(node)].filter(Boolean).join(" ");
      },
      cell: (number) => {
        const node = nodeOf(number);
        return node === null ? null : nodeCell(node);
      },
    },
    numeric("held-today", "Held today", "Addresses that the node's ENIs hold under today's settings", held.today),
    numeric("held-proposed", "Held proposed", "Addresses that the node's ENIs hold under the proposal", held.proposed),
    numeric("difference", "Difference", "Fewer is freed, more is taken", difference, (number) => {
      const change = difference(number);
      return change === null ? (
        "–"
      ) : (
        <span className={change > 0 ? "font-semibold text-warn" : ""}>{signedCount(change)}</span>
      );
    }),
    numeric(
      "waiting",
      "Waiting",
      "Pods without an address at the end under the proposal",
      figure(proposed.end, "waiting"),
      (number) => {
        const count = figure(proposed.end, "waiting")(number);
        return count === null ? (
          "–"
        ) : (
          <span className={count > 0 ? "font-semibold text-harm" : ""}>{formatCount(count)}</span>
        );
      },
    ),
    { id: "type", header: "Type", value: (number) => nodeOf(number)?.instanceType ?? null },
    numeric("pods", "Pods", "Pods with an address at the end under the proposal", figure(proposed.end, "assigned")),
    numeric("warm-today", "Warm today", "Held, no pod, under today's settings", figure(today.end, "warm")),
    numeric("warm-proposed", "Warm proposed", "Held, no pod, under the proposal", figure(proposed.end, "warm")),
    numeric("enis-today", "ENIs today", "At the end under today's settings", figure(today.end, "eniCount")),
    numeric("enis-proposed", "ENIs proposed", "ENIs at the end under the proposal", figure(proposed.end, "eniCount")),
    numeric("prefixes", "Prefixes", "At the end under the proposal", figure(proposed.end, "prefixes")),
    {
      id: "subnet",
      header: "Subnet",
      value: (number) => {
        const id = nodeOf(number)?.subnetId;
        return id === undefined ? null : (labels.get(id) ?? id);
      },
    },
  ];
  return isUnchanged ? columns.filter(({ id }) => !ONLY_COMPARED.has(id)) : columns;
}

/** Columns that say nothing where both sides are the same. */
const ONLY_COMPARED: ReadonlySet<ColumnId> = new Set(["enis-proposed", "held-proposed", "difference", "warm-proposed"]);

/** What a node holds more under the proposal; a node that only one side has holds nothing on the other. Null: neither has it. */
export function differenceOf(today: number | null, proposed: number | null): number | null {
  return today === null && proposed === null ? null : (proposed ?? 0) - (today ?? 0);
}

const originWord = ({ origin }: RunNode): string | null =>
  origin === "observed" ? null : origin === "added" ? "added" : "moved here";

/** How many nodes the run has, on either side. */
export const runNodeCount = (scope: ScopeHead, { newNodes }: SimulationResult): number =>
  scope.nodes.length + newNodes.length;
