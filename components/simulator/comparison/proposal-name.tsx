"use client";

import { type KeyboardEvent, useRef, useState } from "react";
import type { Compared } from "@/components/simulator/comparison/compared";
import { Tag } from "@/components/ui/tag";
import { changeWords, LONGEST_LABEL } from "@/lib/domain/simulation/proposal-change";

interface ProposalNameProps {
  readonly row: Compared;
  /** Null while it is not being renamed. */
  readonly onRename: ((label: string) => void) | null;
  readonly onEndRename: () => void;
}

/** A proposal's name and what it changes; the name becomes a field while it is renamed. */
export function ProposalName({ row, onRename, onEndRename }: ProposalNameProps) {
  return (
    <>
      <span className="flex flex-wrap items-baseline gap-x-2">
        {onRename === null ? (
          <span className="font-semibold wrap-anywhere">{row.label}</span>
        ) : (
          <NameField label={row.label} onRename={onRename} onEnd={onEndRename} />
        )}
        {row.origin === "preset" ? <Tag>preset</Tag> : null}
        {row.isShown ? <Tag tone="accent">shown</Tag> : null}
      </span>
      {row.origin === "today" ? null : (
        <span className="block text-sm text-muted wrap-anywhere">{changeWords(row)}</span>
      )}
    </>
  );
}

interface NameFieldProps {
  readonly label: string;
  readonly onRename: (label: string) => void;
  readonly onEnd: () => void;
}

/** Enter and leaving the field take the name, Escape leaves the old one. */
function NameField({ label, onRename, onEnd }: NameFieldProps) {
  const [text, setText] = useState(label);
  const isOver = useRef(false);
  const end = () => {
    isOver.current = true;
    onEnd();
  };
  const take = () => {
    // A field that goes away loses the focus as well.
    if (isOver.current) return;
    if (text.trim() !== "" && text.trim() !== label) onRename(text);
    end();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") take();
    if (event.key !== "Escape") return;
    // The page's own Escape goes back.
    event.stopPropagation();
    end();
  };
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: the button that was pressed for it is gone
      autoFocus
      value={text}
      maxLength={LONGEST_LABEL}
      aria-label={`New name of ${label}`}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={take}
      className="w-44 max-w-full rounded border border-line-strong bg-panel px-1.5 font-semibold"
    />
  );
}
