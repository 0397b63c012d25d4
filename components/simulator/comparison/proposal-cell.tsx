"use client";

import { useState } from "react";
import { ChangeText } from "@/components/simulator/change-text";
import type { Compared } from "@/components/simulator/comparison/compared";
import { NameField } from "@/components/simulator/comparison/name-field";
import { Tag } from "@/components/ui/tag";
import { changeWords } from "@/lib/domain/simulation/proposal-change";

export interface ProposalActions {
  readonly onChoose: (row: Compared) => void;
  readonly onRename: (row: Compared, label: string) => void;
  readonly onRemove: (row: Compared) => void;
}

interface ProposalCellProps extends ProposalActions {
  readonly row: Compared;
}

const BUTTON = "rounded border border-line px-1.5 text-sm text-muted hover:border-line-strong hover:text-ink";

/** A proposal's name, what it changes and what can be done with it; only what is kept can be renamed and removed. */
export function ProposalCell({ row, onChoose, onRename, onRemove }: ProposalCellProps) {
  const [isRenaming, setRenaming] = useState(false);
  const { label, origin, isShown } = row;
  return (
    <div className="w-56 whitespace-normal max-sm:w-44">
      <div className="flex flex-wrap items-baseline gap-x-2">
        {isRenaming ? (
          <NameField label={label} onRename={(next) => onRename(row, next)} onEnd={() => setRenaming(false)} />
        ) : (
          <span className="font-semibold wrap-anywhere">{label}</span>
        )}
        {origin === "preset" ? <Tag>preset</Tag> : null}
        {isShown ? <Tag tone="accent">shown</Tag> : null}
      </div>
      {origin === "today" ? null : (
        <p className="text-sm text-muted">
          <ChangeText words={changeWords(row)} />
        </p>
      )}
      <div className="mt-0.5 flex flex-wrap gap-1.5 empty:hidden">
        {isShown ? null : (
          <button type="button" className={BUTTON} aria-label={`Propose ${label}`} onClick={() => onChoose(row)}>
            choose
          </button>
        )}
        {origin === "saved" ? (
          <>
            <button type="button" className={BUTTON} aria-label={`Rename ${label}`} onClick={() => setRenaming(true)}>
              rename
            </button>
            <button type="button" className={BUTTON} aria-label={`Remove ${label}`} onClick={() => onRemove(row)}>
              remove
            </button>
          </>
        ) : null}
      </div>
    </div>
  );
}
