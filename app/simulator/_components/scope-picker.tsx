"use client";

import { linkParams, placeParams, scopeParams } from "@/app/simulator/search-params";
import { SearchList } from "@/components/search/search-list";
import { useCombobox } from "@/components/search/use-combobox";
import type { SearchState } from "@/components/search/use-search";
import { useUrlParams } from "@/components/url-state/use-url-params";
import { SCOPE_KINDS } from "@/lib/domain/simulation/scope-kind";

const LABEL = "Simulate another VPC, subnet or cluster";
/** Among so many matches, most of which are nodes and addresses, the VPCs, subnets and clusters are looked for. */
const LIMIT = 100;
const SHOWN = 10;

/** What was found without what cannot be simulated by itself. */
function scopesOf(state: SearchState): SearchState {
  if (state.kind !== "found") return state;
  const results = state.data.results.filter(({ kind }) => SCOPE_KINDS.some((scope) => scope === kind));
  return { kind: "found", data: { ...state.data, total: results.length, results: results.slice(0, SHOWN) } };
}

const NO_PLACES = { add: null, move: null, eniconfig: null, see: null, node: null, for: null };

/** Chooses another VPC, subnet or cluster; the settings and the load stay, but for what is of the subnets left behind. */
export function ScopePicker() {
  const [, setScope] = useUrlParams({ ...scopeParams, ...linkParams, ...placeParams });
  const { field, list } = useCombobox({
    listId: "scope-list",
    label: LABEL,
    limit: LIMIT,
    narrow: scopesOf,
    isClearedByChoice: true,
    onChoose: ({ kind, id }) =>
      setScope(
        { ...NO_PLACES, vpc: null, subnet: null, cluster: null, asof: null, [kind]: id },
        { isReadByServer: true },
      ),
  });
  return (
    <div className="relative w-80 max-sm:w-full">
      <input {...field} placeholder={LABEL} />
      {list ? <SearchList {...list} /> : null}
    </div>
  );
}
