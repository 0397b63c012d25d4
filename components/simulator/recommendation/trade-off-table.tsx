"use client";

import { useState } from "react";
import { ChangeText } from "@/components/simulator/change-text";
import { signedCount } from "@/components/simulator/figure-words";
import { settingWords, waitWords } from "@/components/simulator/recommendation/point-words";
import type { Column } from "@/components/ui/data-table/column";
import { DataTable } from "@/components/ui/data-table/data-table";
import { tableState } from "@/components/ui/data-table/table-state";
import { Tag } from "@/components/ui/tag";
import { mainMarks, type TradeOffMark } from "@/lib/domain/simulation/trade-off";
import { formatCount } from "@/lib/format";

const COLUMNS = ["settings", "held", "againstToday", "wait", "calls", "goal"] as const;
type ColumnId = (typeof COLUMNS)[number];

/** `?tried-sort=` and `?tried-filter=`. */
const triedTable = tableState<ColumnId>({
  name: "tried",
  columns: COLUMNS,
  sort: { column: "held", direction: "asc" },
});

interface TradeOffTableProps {
  readonly marks: readonly TradeOffMark[];
  readonly shown: TradeOffMark | null;
  readonly onChoose: (mark: TradeOffMark) => void;
}

/** The points in figures, each with its button. */
export function TradeOffTable({ marks, shown, onChoose }: TradeOffTableProps) {
  const [showsAll, setShowsAll] = useState(false);
  const main = mainMarks(marks);
  const heldToday = marks.find(({ isToday }) => isToday)?.point.heldAddresses ?? null;
  const settings: Column<TradeOffMark, ColumnId> = {
    id: "settings",
    header: "Settings",
    value: settingWords,
    cell: (mark) => <SettingsCell mark={mark} isShown={mark === shown} onChoose={onChoose} />,
  };
  return (
    <div className="min-w-0">
      {main.length === marks.length ? null : (
        <label className="mb-1 block text-sm text-muted">
          <input
            type="checkbox"
            checked={showsAll}
            onChange={({ target }) => setShowsAll(target.checked)}
            className="mr-1 align-middle"
          />
          all {formatCount(marks.length)} that were tried
        </label>
      )}
      <DataTable
        label="Settings tried"
        rows={showsAll ? marks : main}
        columns={[settings, ...pointColumns(heldToday)]}
        rowKey={settingWords}
        state={triedTable}
        fileName="settings-tried"
        empty="Nothing was tried."
      />
    </div>
  );
}

/** What a point comes to; a pod that never gets an address waits longest. */
export const pointColumns = (heldToday: number | null): readonly Column<TradeOffMark, ColumnId>[] => [
  {
    id: "held",
    header: "Held",
    note: "Addresses of all nodes at rest, with their pods",
    align: "end",
    value: ({ point }) => point.heldAddresses,
  },
  {
    id: "againstToday",
    header: "Against today",
    align: "end",
    value: ({ point, isToday }) => (heldToday === null || isToday ? 0 : point.heldAddresses - heldToday),
    cell: ({ point, isToday }) => (heldToday === null || isToday ? "" : signedCount(point.heldAddresses - heldToday)),
  },
  {
    id: "wait",
    header: "Longest wait",
    note: "Of a pod of the burst for its address, in seconds",
    align: "end",
    value: ({ point }) => point.waitSeconds,
    because: "some pod never gets an address",
    cell: ({ point }) => waitWords(point),
  },
  {
    id: "calls",
    header: "Calls a minute",
    note: "EC2 calls of all nodes together in the busiest minute",
    align: "end",
    value: ({ point }) => point.callsPerMinute,
  },
  {
    id: "goal",
    header: "Goal",
    value: ({ point }) => (point.meets ? "met" : point.because.join(" ")),
    cell: ({ point }) =>
      point.meets ? (
        "met"
      ) : (
        <span className="block w-36 whitespace-normal text-sm text-muted">{point.because.join(" ")}</span>
      ),
  },
];

interface SettingsCellProps {
  readonly mark: TradeOffMark;
  readonly isShown: boolean;
  readonly onChoose: (mark: TradeOffMark) => void;
}

export function SettingsCell({ mark, isShown, onChoose }: SettingsCellProps) {
  const { isPick, isNearest } = mark;
  const words = settingWords(mark);
  return (
    <div className="flex w-64 flex-wrap items-baseline gap-x-2 gap-y-0.5 whitespace-normal max-sm:w-44">
      <ChangeText words={words} />
      {isPick ? <Tag tone="accent">pick</Tag> : null}
      {isNearest ? <Tag>nearest</Tag> : null}
      {isShown ? (
        <Tag tone="accent">shown</Tag>
      ) : (
        <button
          type="button"
          onClick={() => onChoose(mark)}
          aria-label={`Propose ${words}`}
          className="rounded border border-line px-1.5 text-sm text-muted hover:border-line-strong hover:text-ink"
        >
          choose
        </button>
      )}
    </div>
  );
}
