"use client";

import { type KeyboardEvent, useState } from "react";
import { linkParams, placeParams, scopeParams } from "@/app/simulator/search-params";
import { SearchList } from "@/components/search/search-list";
import { type SearchState, useSearch } from "@/components/search/use-search";
import { useUrlParams } from "@/components/url-state/use-url-params";
import { SCOPE_KINDS } from "@/lib/domain/simulation/scope-kind";

const LIST_ID = "scope-list";
const optionId = (index: number) => `${LIST_ID}-${index}`;
/** Among so many matches, most of which are nodes and addresses, the VPCs, subnets and clusters are looked for. */
const LIMIT = 100;
const SHOWN = 10;

/** What was found without what cannot be simulated by itself. */
function scopesOf(state: SearchState): SearchState {
  if (state.kind !== "found") return state;
  const results = state.data.results.filter(({ kind }) => SCOPE_KINDS.some((scope) => scope === kind));
  return { kind: "found", data: { ...state.data, total: results.length, results: results.slice(0, SHOWN) } };
}

const NO_PLACES = { add: null, move: null, eniconfig: null, see: null, node: null };

/** Chooses another VPC, subnet or cluster; the settings and the load stay, but for what is of the subnets left behind. */
export function ScopePicker() {
  const [, setScope] = useUrlParams({ ...scopeParams, ...linkParams, ...placeParams });
  const [query, setQuery] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const state = scopesOf(useSearch(isOpen ? query : "", LIMIT));
  const results = state.kind === "found" ? state.data.results : [];
  const choose = (index: number) => {
    const result = results[index];
    if (!result) return;
    setOpen(false);
    setQuery("");
    setScope(
      { ...NO_PLACES, vpc: null, subnet: null, cluster: null, asof: null, [result.kind]: result.id },
      { isReadByServer: true },
    );
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const count = results.length;
    if (event.key === "ArrowDown" && count > 0) setActive((active + 1) % count);
    else if (event.key === "ArrowUp" && count > 0) setActive((active + count - 1) % count);
    else if (event.key === "Enter") choose(active);
    else if (event.key === "Escape" && isOpen && query !== "") setOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="relative w-80 max-w-full">
      <input
        type="search"
        role="combobox"
        aria-label="Simulate another VPC, subnet or cluster"
        aria-expanded={isOpen && state.kind !== "idle"}
        aria-controls={LIST_ID}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && results[active] !== undefined ? optionId(active) : undefined}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        placeholder="Simulate another VPC, subnet or cluster"
        value={query}
        onChange={({ target }) => {
          setQuery(target.value);
          setActive(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
        className="w-full rounded-md border border-line-strong bg-panel px-2.5 py-1 placeholder:text-muted"
      />
      {isOpen && state.kind !== "idle" ? (
        <SearchList
          listId={LIST_ID}
          optionId={optionId}
          state={state}
          active={active}
          onOpen={(href) => choose(results.findIndex((result) => result.href === href))}
          query={query}
        />
      ) : null}
    </div>
  );
}
