"use client";

import { useState } from "react";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { EffectiveValue } from "@/lib/domain/patch/effective-settings";
import type { SettingRow } from "@/lib/domain/patch/setting-rows";

const CELL = "border-b border-line px-2 py-1 align-baseline";

/** A setting's text as written; an empty text is not an unset one. */
function Written({ text, isNew }: { readonly text: string | null; readonly isNew: boolean }) {
  if (text === null) return <span className="text-muted">unset</span>;
  return <code className={`font-mono wrap-anywhere ${isNew ? "font-semibold" : ""}`}>{text === "" ? '""' : text}</code>;
}

function Used({ value, isNew }: { readonly value: EffectiveValue; readonly isNew: boolean }) {
  if (!value.isLookedAt) return <span className="text-muted">{value.text} (not looked at)</span>;
  return <span className={isNew ? "font-semibold" : ""}>{value.text}</span>;
}

function Row({ row }: { readonly row: SettingRow }) {
  const { name, summary, written, used, isWrittenAnew, isUsedAnew } = row;
  return (
    <tr>
      <th scope="row" title={summary ?? undefined} className={`${CELL} text-left font-mono font-normal`}>
        {name}
      </th>
      <td className={CELL}>
        <Written text={written.before} isNew={false} />
      </td>
      <td className={CELL}>
        <Written text={written.after} isNew={isWrittenAnew} />
      </td>
      {used === null ? (
        <td colSpan={2} className={`${CELL} text-muted`}>
          not one of the address pool’s
        </td>
      ) : (
        <>
          <td className={CELL}>
            <Used value={used.before} isNew={false} />
          </td>
          <td className={CELL}>
            <Used value={used.after} isNew={isUsedAnew} />
          </td>
        </>
      )}
    </tr>
  );
}

/** The settings as written and as ipamd really works by them, today and proposed; what changes is bold. */
export function SettingTable({ rows }: { readonly rows: readonly SettingRow[] }) {
  const [showsAll, setShowsAll] = useState(false);
  const changed = rows.filter((row) => row.isWrittenAnew || row.isUsedAnew);
  const shown = showsAll ? rows : changed;
  return (
    <div className="min-w-0">
      <div className="mb-1 flex flex-wrap items-baseline gap-x-3">
        <h3 className="font-semibold">Settings, as written and as ipamd uses them</h3>
        <label className="text-sm text-muted">
          <input
            type="checkbox"
            checked={showsAll}
            onChange={(event) => setShowsAll(event.target.checked)}
            className="mr-1 align-middle"
          />
          unchanged ones too
        </label>
      </div>
      {shown.length === 0 ? <p className="text-muted">No setting changes.</p> : <Scrolling rows={shown} />}
    </div>
  );
}

function Scrolling({ rows }: { readonly rows: readonly SettingRow[] }) {
  return (
    <ScrollRegion label="Settings today and proposed, table" className="overflow-x-auto">
      <table className="w-full border-separate border-spacing-0 text-left" aria-label="Settings today and proposed">
        <thead className="text-sm text-muted">
          <tr>
            <th rowSpan={2} scope="col" className={`${CELL} align-bottom font-normal`}>
              Setting
            </th>
            <th colSpan={2} scope="colgroup" className="px-2 pt-1 font-normal">
              written in the DaemonSet
            </th>
            <th colSpan={2} scope="colgroup" className="px-2 pt-1 font-normal">
              what ipamd uses
            </th>
          </tr>
          <tr>
            {["today", "proposed", "today", "proposed"].map((header, index) => (
              <th key={`${index < 2 ? "written" : "used"} ${header}`} scope="col" className={`${CELL} font-normal`}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.name} row={row} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
