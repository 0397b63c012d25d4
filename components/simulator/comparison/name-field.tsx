"use client";

import { type KeyboardEvent, useRef, useState } from "react";
import { LONGEST_LABEL } from "@/lib/domain/simulation/proposal-change";

interface NameFieldProps {
  readonly label: string;
  readonly onRename: (label: string) => void;
  readonly onEnd: () => void;
}

/** A new name for a proposal: Enter and leaving the field take the name, Escape leaves the old one. */
export function NameField({ label, onRename, onEnd }: NameFieldProps) {
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
