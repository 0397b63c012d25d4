"use client";

import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import { tabAfterKey } from "@/components/ui/tab-keys";

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** Marks the tab beside its label, for instance as the advised one. */
  readonly mark?: ReactNode;
}

interface TabsProps<Id extends string> {
  /** Names the tabs to assistive technology. */
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
  /** The selected tab's content. */
  readonly children: ReactNode;
}

/** Tabs after WAI-ARIA: one stop for Tab, arrows move along and open at once, Home and End go to the ends. */
export function Tabs<Id extends string>({ label, tabs, selected, onSelect, children }: TabsProps<Id>) {
  const base = useId();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const position = tabs.findIndex(({ id }) => id === selected);
    const next = tabAfterKey(event.key, position, tabs.length);
    const tab = next === null ? undefined : tabs[next];
    if (tab === undefined || next === null) return;
    event.preventDefault();
    onSelect(tab.id);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };
  return (
    <div className="min-w-0">
      <div
        ref={list}
        role="tablist"
        aria-label={label}
        onKeyDown={onKeyDown}
        className="flex flex-wrap gap-x-1 gap-y-0.5 border-b border-line"
      >
        {tabs.map((tab) => {
          const isSelected = tab.id === selected;
          return (
            <button
              key={tab.id}
              type="button"
              role="tab"
              id={`${base}-${tab.id}`}
              aria-selected={isSelected}
              aria-controls={`${base}-panel`}
              tabIndex={isSelected ? 0 : -1}
              onClick={() => onSelect(tab.id)}
              className={`-mb-px border-b-2 px-2 py-1 whitespace-nowrap ${
                isSelected ? "border-accent font-semibold text-ink" : "border-transparent text-muted hover:text-ink"
              }`}
            >
              {tab.label}
              {tab.mark}
            </button>
          );
        })}
      </div>
      <div id={`${base}-panel`} role="tabpanel" aria-labelledby={`${base}-${selected}`} className="min-w-0 pt-3">
        {children}
      </div>
    </div>
  );
}
