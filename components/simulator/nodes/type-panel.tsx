import { memo } from "react";
import { signedCount } from "@/components/simulator/figure-words";
import { typeRows, typeSplit } from "@/components/simulator/nodes/type-rows";
import { ADDRESS_CLASS_WORDS } from "@/components/ui/address-class-words";
import { Legend } from "@/components/ui/legend";
import { Panel } from "@/components/ui/panel";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { SimulationResult, TypeFigures } from "@/lib/domain/simulation/simulation-result";
import { formatCount, formatShare } from "@/lib/format";

interface TypePanelProps {
  readonly result: SimulationResult;
  readonly isUnchanged: boolean;
}

const CELL = "py-1 pl-3 text-right whitespace-nowrap";

/** The pools of each instance type at the end of the run, before and after, on one scale. */
export const TypePanel = memo(function TypePanel({ result, isUnchanged }: TypePanelProps) {
  const rows = typeRows(result.today.types, result.proposed.types);
  const widest = Math.max(1, ...rows.flatMap(({ today, proposed }) => [today?.held ?? 0, proposed?.held ?? 0]));
  return (
    <Panel title="Node types" note="what the nodes of a type hold at the end of the run">
      <ScrollRegion label="Pools by node type, table" className="max-h-96 overflow-auto">
        <table aria-label="Pools by node type" className="w-full border-separate border-spacing-0 text-sm">
          <thead className="text-muted">
            <tr>
              <Head align="text-left">Type</Head>
              <Head align="text-left pl-3">Settings</Head>
              <Head align="text-left pl-3">Split</Head>
              <Head>Held</Head>
              <Head>a node</Head>
              <Head>Warm</Head>
              <Head>Pods</Head>
              <Head>Nodes</Head>
              <Head>ENIs</Head>
              <Head>Prefixes</Head>
            </tr>
          </thead>
          {rows.map(({ instanceType, today, proposed }) => (
            <tbody key={instanceType}>
              <SideRow name={instanceType} side="today" figures={today} widest={widest} span={isUnchanged ? 1 : 2} />
              {isUnchanged ? null : <SideRow side="proposed" figures={proposed} widest={widest} before={today} />}
            </tbody>
          ))}
        </table>
      </ScrollRegion>
      <Legend classes={["assigned", "cooldown", "warm", "node-primary", "eni-primary"]} />
    </Panel>
  );
});

function Head({ children, align = CELL }: { readonly children: string; readonly align?: string }) {
  return (
    <th
      scope="col"
      className={`sticky top-0 border-b border-line bg-panel py-1 font-normal whitespace-nowrap ${align}`}
    >
      {children}
    </th>
  );
}

interface SideRowProps {
  /** On the first row of a type, over all of its rows. */
  readonly name?: string;
  readonly span?: number;
  readonly side: "today" | "proposed";
  readonly figures: TypeFigures | null;
  readonly before?: TypeFigures | null;
  readonly widest: number;
}

function SideRow({ name, span = 1, side, figures, before, widest }: SideRowProps) {
  const isLast = span === 1;
  const line = isLast ? "border-b border-line" : "";
  const change = before === undefined ? null : (figures?.held ?? 0) - (before?.held ?? 0);
  return (
    <tr>
      {name === undefined ? null : (
        <th scope="rowgroup" rowSpan={span} className="border-b border-line py-1 text-left align-top font-semibold">
          {name}
        </th>
      )}
      <th scope="row" className={`py-1 pl-3 text-left font-normal text-muted ${line}`}>
        {side}
      </th>
      {figures === null ? (
        <td colSpan={8} className={`pl-3 text-muted ${line}`}>
          no node of this type in the end
        </td>
      ) : (
        <>
          <td className={`w-1/3 min-w-32 pl-3 ${line}`}>
            <SplitBar figures={figures} widest={widest} />
          </td>
          <td className={`${CELL} ${line}`}>
            {change === null || change === 0 ? null : (
              <span className={`mr-2 ${change > 0 ? "font-semibold text-warn" : "text-muted"}`}>
                {signedCount(change)}
              </span>
            )}
            <b>{formatCount(figures.held)}</b>
          </td>
          <td className={`${CELL} ${line}`}>
            {figures.nodeCount === 0 ? "–" : (figures.held / figures.nodeCount).toFixed(1)}
          </td>
          <td className={`${CELL} ${line}`}>
            {formatCount(figures.warm)}{" "}
            <span className="inline-block min-w-9 text-muted">
              {figures.held === 0 ? "" : formatShare(figures.warm / figures.held)}
            </span>
          </td>
          <td className={`${CELL} ${line}`}>{formatCount(figures.assigned)}</td>
          <td className={`${CELL} ${line}`}>{formatCount(figures.nodeCount)}</td>
          <td className={`${CELL} ${line}`}>{formatCount(figures.eniCount)}</td>
          <td className={`${CELL} ${line}`}>{formatCount(figures.prefixes)}</td>
        </>
      )}
    </tr>
  );
}

function SplitBar({ figures, widest }: { readonly figures: TypeFigures; readonly widest: number }) {
  const split = typeSplit(figures);
  const words = split.map(([name, count]) => `${formatCount(count)} ${ADDRESS_CLASS_WORDS[name].short}`).join(" · ");
  return (
    <span
      role="img"
      aria-label={words}
      title={words}
      className="flex h-2.5 overflow-hidden rounded-xs"
      style={{ width: `${(figures.held / widest) * 100}%` }}
    >
      {split.map(([name, count]) => (
        <i key={name} data-address-class={name} className="address-fill" style={{ flexGrow: count, flexBasis: 0 }} />
      ))}
    </span>
  );
}
