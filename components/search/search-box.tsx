"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { lazy, Suspense } from "react";
import { useCombobox } from "@/components/search/use-combobox";
import { writeQueryNow } from "@/components/url-state/query-writer";
import { useNavigation } from "@/components/url-state/use-navigation";

/** It comes with the first letter: no page needs it before. */
const SearchList = lazy(async () => ({ default: (await import("@/components/search/search-list")).SearchList }));

/** The search of every page (`/`): answers as one types; without script it is a form that leads to the page of results. */
export function SearchBox() {
  const router = useRouter();
  const [, follow] = useNavigation();
  const lead = (href: string) => {
    writeQueryNow();
    follow(() => router.push(href as Route));
  };
  const { query, field, list, close } = useCombobox({
    listId: "search-list",
    label: "Search",
    onChoose: ({ href }) => lead(href),
  });
  return (
    <search className="relative min-w-0 max-w-[26rem] flex-1 basis-48 max-sm:order-last max-sm:max-w-none max-sm:basis-full">
      <form
        action="/search"
        onSubmit={(event) => {
          event.preventDefault();
          close();
          lead(`/search?${new URLSearchParams({ q: query.trim() })}`);
        }}
      >
        <input {...field} name="q" data-key="search" placeholder="/  IP, CIDR, ENI, node, subnet, cluster" />
      </form>
      {list ? (
        <Suspense fallback={null}>
          <SearchList {...list} />
        </Suspense>
      ) : null}
    </search>
  );
}
