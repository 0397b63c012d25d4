"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, lazy, Suspense, useState } from "react";
import { useSearch } from "@/components/search/use-search";

/** It comes with the first letter: no page needs it before. */
const SearchList = lazy(async () => ({ default: (await import("@/components/search/search-list")).SearchList }));

const LIST_ID = "search-list";
const optionId = (index: number) => `${LIST_ID}-${index}`;

/** The search of every page (`/`): answers as one types; without script it is a form that leads to the page of results. */
export function SearchBox() {
  const router = useRouter();
  const [query, setQuery] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const state = useSearch(isOpen ? query : "");
  const results = state.kind === "found" ? state.data.results : [];

  const close = () => setOpen(false);
  const open = (href: string) => {
    close();
    router.push(href as Route);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const count = results.length;
    if (event.key === "ArrowDown" && count > 0) setActive((active + 1) % count);
    else if (event.key === "ArrowUp" && count > 0) setActive((active + count - 1) % count);
    else if (event.key === "Enter" && results[active] !== undefined) open(results[active].href);
    else if (event.key === "Escape" && isOpen && query !== "") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <search className="relative min-w-0 max-w-[26rem] flex-1 basis-48 max-sm:order-last max-sm:max-w-none max-sm:basis-full">
      <form
        action="/search"
        onSubmit={(event) => {
          event.preventDefault();
          open(`/search?${new URLSearchParams({ q: query.trim() })}`);
        }}
      >
        <input
          type="search"
          name="q"
          data-key="search"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
            setOpen(true);
          }}
          onFocus={() => setOpen(true)}
          onBlur={close}
          onKeyDown={onKeyDown}
          role="combobox"
          aria-label="Search"
          aria-expanded={isOpen && state.kind !== "idle"}
          aria-controls={LIST_ID}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && results[active] !== undefined ? optionId(active) : undefined}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder="/  IP, CIDR, ENI, node, subnet, cluster"
          className="w-full rounded-md border border-line-strong bg-panel px-2.5 py-1 placeholder:text-muted"
        />
      </form>
      {isOpen && state.kind !== "idle" ? (
        <Suspense fallback={null}>
          <SearchList listId={LIST_ID} optionId={optionId} state={state} active={active} onOpen={open} query={query} />
        </Suspense>
      ) : null}
    </search>
  );
}
