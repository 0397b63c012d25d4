import { RESULT_KIND_WORDS } from "@/components/search/search-words";
import type { SearchState } from "@/components/search/use-search";
import type { SearchResult } from "@/lib/domain/api/node";
import { formatCount, formatNoun } from "@/lib/format";

interface SearchListProps {
  readonly listId: string;
  readonly optionId: (index: number) => string;
  readonly state: Exclude<SearchState, { readonly kind: "idle" }>;
  readonly active: number;
  readonly query: string;
  readonly onChoose: (result: SearchResult) => void;
}

function statusOf(state: SearchListProps["state"], query: string): string {
  if (state.kind === "searching") return "Searching …";
  if (state.kind === "failed") return state.message;
  const { interpretedAs, total, results } = state.data;
  if (total === 0) return `Nothing found for “${query.trim()}”, taken as ${interpretedAs}.`;
  const shown =
    total > results.length
      ? `${formatCount(results.length)} of ${formatNoun(total, "match", "matches")}`
      : formatNoun(total, "match", "matches");
  return `Taken as ${interpretedAs} · ${shown}`;
}

/** What was found, under the search box. */
export function SearchList({ listId, optionId, state, active, query, onChoose }: SearchListProps) {
  const results = state.kind === "found" ? state.data.results : [];
  return (
    <div className="absolute inset-x-0 top-full z-40 mt-1 rounded-md border border-line-strong bg-panel">
      <p role="status" className={`px-3 py-1.5 text-sm ${state.kind === "failed" ? "text-harm" : "text-muted"}`}>
        {statusOf(state, query)}
      </p>
      <div id={listId} role="listbox" aria-label="Found">
        {results.map((result, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above owns the keys (aria-activedescendant)
          <div
            key={`${result.kind} ${result.id}`}
            id={optionId(index)}
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            // Pressing must not take the focus, or the list would close before the click.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(result)}
            className={`flex cursor-pointer flex-wrap items-baseline gap-x-2 border-t border-line px-3 py-1.5 ${
              index === active ? "bg-accent-ground outline-2 -outline-offset-2 outline-accent" : "hover:bg-sunken"
            }`}
          >
            <span className="w-16 shrink-0 text-sm text-muted">{RESULT_KIND_WORDS[result.kind]}</span>
            <span className="wrap-anywhere">{result.label}</span>
            <span className="min-w-0 text-sm wrap-anywhere text-muted">{result.detail}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
