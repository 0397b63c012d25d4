import { type ChangeEvent, type KeyboardEvent, useState } from "react";
import { type SearchState, useSearch } from "@/components/search/use-search";
import type { SearchResult } from "@/lib/domain/api/node";

interface ComboboxOptions {
  readonly listId: string;
  readonly label: string;
  /** How many matches the server is asked for. */
  readonly limit?: number;
  /** What of the answer is offered; all of it when absent. */
  readonly narrow?: (state: SearchState) => SearchState;
  /** The text goes with the choice. */
  readonly isClearedByChoice?: boolean;
  readonly onChoose: (result: SearchResult) => void;
}

/**
 * A text field over a list of what the server finds (WAI-ARIA Authoring Practices, combobox with list autocomplete): the
 * focus stays in the field, arrows move the active option, Enter takes it, Escape closes the list before it does anything
 * else. `list` is null while the list is closed.
 */
export function useCombobox(options: ComboboxOptions) {
  const { listId, label, limit, narrow = (state) => state, isClearedByChoice = false, onChoose } = options;
  const [query, setQuery] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const state = narrow(useSearch(isOpen ? query : "", limit));
  const results = state.kind === "found" ? state.data.results : [];
  const optionId = (index: number) => `${listId}-${index}`;

  const close = () => setOpen(false);
  const choose = (result: SearchResult) => {
    close();
    if (isClearedByChoice) setQuery("");
    onChoose(result);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const count = results.length;
    if (event.key === "ArrowDown" && count > 0) setActive((active + 1) % count);
    else if (event.key === "ArrowUp" && count > 0) setActive((active + count - 1) % count);
    else if (event.key === "Enter" && results[active] !== undefined) choose(results[active]);
    else if (event.key === "Escape" && isOpen && query !== "") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return {
    query,
    close,
    list: isOpen && state.kind !== "idle" ? { listId, optionId, state, active, query, onChoose: choose } : null,
    field: {
      type: "search",
      role: "combobox",
      value: query,
      "aria-label": label,
      "aria-expanded": isOpen && state.kind !== "idle",
      "aria-controls": listId,
      "aria-autocomplete": "list",
      "aria-activedescendant": isOpen && results[active] !== undefined ? optionId(active) : undefined,
      autoComplete: "off",
      autoCapitalize: "off",
      spellCheck: false,
      onChange: ({ target }: ChangeEvent<HTMLInputElement>) => {
        setQuery(target.value);
        setActive(0);
        setOpen(true);
      },
      onFocus: () => setOpen(true),
      onBlur: close,
      onKeyDown,
      className: "w-full rounded-md border border-line-strong bg-panel px-2.5 py-1 placeholder:text-muted",
    },
  } as const;
}
