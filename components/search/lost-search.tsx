"use client";

import { usePathname } from "next/navigation";
import { SearchForm } from "@/components/search/search-form";

/** A search for what the address names, on the page that says it is not there. */
export function LostSearch() {
  return <SearchForm label="Search for" query={usePathname().split("/").at(-1) ?? ""} />;
}
