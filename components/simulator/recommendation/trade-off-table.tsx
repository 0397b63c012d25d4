"use client";

import { useState } from "react";
import { signedCount } from "@/components/simulator/figure-words";
import { settingWords, waitWords } from "@/components/simulator/recommendation/point-words";
import { Tag } from "@/components/ui/tag";
import { mainMarks, type TradeOffMark } from "@/lib/domain/simulation/trade-off";
import { formatCount } from "@/lib/format";

interface TradeOffTableProps {
  readonly marks: readonly TradeOffMark[];
  readonly shown: TradeOffMark | null;
  readonly onChoose: (mark: TradeOffMark) => void;
}

const CELL = "border-b border-line px-2 py-1 align-baseline";
const HEADERS = ["Held", "Against today", "Longest wait", "Calls a minute"] as const;

/** The points in figures, each with its button. */
export function TradeOffTable({ marks, shown, onChoose }: TradeOffTableProps) {
  const [showsAll, setShowsAll] = useState(false);
  const main = mainMarks(marks);
  const rows = showsAll ? marks : main;
  const heldToday = marks.find(({ isToday }) => isToday)?.point.heldAddresses ?? null;
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
      <section
        aria-label="Settings tried, table"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        className="max-h-96 overflow-auto"
      >
        <table className="w-full border-separate border-spacing-0" aria-label="Settings tried">
          <thead className="text-sm text-muted">
            <tr>
              <th scope="col" className={`${CELL} sticky top-0 bg-panel text-left font-normal`}>
                Settings
              </th>
              {HEADERS.map((header) => (
                <th
                  key={header}
                  scope="col"
                  className={`${CELL} sticky top-0 bg-panel text-right font-normal whitespace-nowrap`}
                >
                  {header}
                </th>
              ))}
              <th scope="col" className={`${CELL} sticky top-0 bg-panel text-left font-normal`}>
                Goal
              </th>
              <th scope="col" className={`${CELL} sticky top-0 bg-panel text-left font-normal`}>
                <span className="sr-only">Action</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((mark) => (
              <Row
                key={settingWords(mark)}
                mark={mark}
                heldToday={heldToday}
                isShown={mark === shown}
                onChoose={onChoose}
              />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

interface RowProps {
  readonly mark: TradeOffMark;
  readonly heldToday: number | null;
  readonly isShown: boolean;
  readonly onChoose: (mark: TradeOffMark) => void;
}

function Row({ mark, heldToday, isShown, onChoose }: RowProps) {
  const { point, isToday, isPick, isNearest } = mark;
  const words = settingWords(mark);
  return (
    <tr className={isShown ? "bg-accent-ground" : ""}>
      <th scope="row" className={`${CELL} min-w-52 text-left font-normal wrap-anywhere`}>
        {words} {isPick ? <Tag tone="accent">pick</Tag> : null} {isNearest ? <Tag>nearest</Tag> : null}{" "}
        {isShown ? <Tag tone="accent">shown</Tag> : null}
      </th>
      <td className={`${CELL} text-right`}>{formatCount(point.heldAddresses)}</td>
      <td className={`${CELL} text-right`}>
        {heldToday === null || isToday ? "" : signedCount(point.heldAddresses - heldToday)}
      </td>
      <td className={`${CELL} text-right whitespace-nowrap`}>{waitWords(point)}</td>
      <td className={`${CELL} text-right`}>{formatCount(point.callsPerMinute)}</td>
      <td className={`${CELL} min-w-32`}>
        {point.meets ? "met" : <span className="text-muted">{point.because.join(" ")}</span>}
      </td>
      <td className={CELL}>
        {isShown ? null : (
          <button
            type="button"
            onClick={() => onChoose(mark)}
            aria-label={`Propose ${words}`}
            className="rounded border border-line px-1.5 text-sm text-muted hover:border-line-strong hover:text-ink"
          >
            choose
          </button>
        )}
      </td>
    </tr>
  );
}
