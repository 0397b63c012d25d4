import type { Metadata, Route } from "next";
import { OutcomeView } from "@/app/_components/outcome-view";
import { searchParameters } from "@/app/search/search-params";
import { SearchForm } from "@/components/search/search-form";
import { RESULT_KIND_WORDS } from "@/components/search/search-words";
import { Anchor } from "@/components/ui/anchor";
import { PageTitle } from "@/components/ui/page-title";
import { Panel } from "@/components/ui/panel";
import { type PageQuery, readPageQuery } from "@/components/url-state/url-param";
import type { SearchAnswer } from "@/lib/domain/api/node";
import { formatCount, formatNoun } from "@/lib/format";
import { searchInventory } from "@/lib/inventory/search-inventory";

export const metadata: Metadata = { title: "Search" };

const LIMIT = 100;

interface SearchPageProps {
  readonly searchParams: PageQuery;
}

export default async function SearchPage({ searchParams }: SearchPageProps) {
  const { q } = await readPageQuery(searchParameters, searchParams);
  const query = q.trim();
  const outcome = await searchInventory(query, LIMIT);
  return (
    <OutcomeView outcome={outcome} title="Search">
      {({ data }) => (
        <>
          <PageTitle title="Search" />
          <SearchForm query={query} label="Search for" />
          {query === "" ? (
            <p className="text-muted">
              An IP address, a CIDR, an id or its beginning, a name, or a cluster: <code>10.20.1.17</code>,{" "}
              <code>10.20.0.0/20</code>, <code>eni-0a1b</code>, <code>i-0b7d</code>, <code>workers</code>.
            </p>
          ) : (
            <Results data={data} query={query} />
          )}
        </>
      )}
    </OutcomeView>
  );
}

function Results({ data, query }: { readonly data: SearchAnswer["data"]; readonly query: string }) {
  const count =
    data.total > data.results.length
      ? `the first ${formatCount(data.results.length)} of ${formatCount(data.total)} matches`
      : formatNoun(data.total, "match", "matches");
  if (data.total === 0) {
    return (
      <p>
        Nothing found for “{query}”, taken as {data.interpretedAs}. An id may belong to another account or Region, or be
        gone.
      </p>
    );
  }
  return (
    <Panel title={`“${query}”`} note={`taken as ${data.interpretedAs} · ${count}`}>
      <ul>
        {data.results.map((result) => (
          <li
            key={`${result.kind} ${result.id}`}
            className="flex flex-wrap items-baseline gap-x-3 border-b border-line py-1.5 last:border-0"
          >
            <span className="w-16 text-sm text-muted">{RESULT_KIND_WORDS[result.kind]}</span>
            <Anchor href={result.href as Route} className="text-accent wrap-anywhere hover:underline">
              {result.label}
            </Anchor>
            <span className="wrap-anywhere text-muted">{result.detail}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
