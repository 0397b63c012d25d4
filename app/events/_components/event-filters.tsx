"use client";

import { useState } from "react";
import { type EventsAddress, eventsParams } from "@/app/events/search-params";
import { CALLER_WORDS, FINDING_WORDS } from "@/components/events/event-words";
import { useUrlParams } from "@/components/url-state/use-url-params";
import type { EventFacet, EventFacets } from "@/lib/domain/api/event";
import { parseInstant, RANGE_NAMES } from "@/lib/domain/shortage/asked-range";
import { formatCount } from "@/lib/format";

interface EventFiltersProps {
  readonly address: EventsAddress;
  /** Null while they are not known yet. */
  readonly facets: EventFacets | null;
}

const SELECT = "max-w-56 rounded border border-line-strong bg-panel px-1.5 py-0.5";

const FACETS = [
  { name: "vpc", label: "VPC", all: "all VPCs" },
  { name: "subnet", label: "Subnet", all: "all subnets" },
  { name: "cluster", label: "Cluster", all: "all clusters" },
  { name: "caller", label: "Caller", all: "all callers" },
  { name: "kind", label: "Kind", all: "all kinds" },
] as const;
type FacetName = (typeof FACETS)[number]["name"];

/** The range and the filters, all in the address; the server answers each change. */
export function EventFilters({ address, facets }: EventFiltersProps) {
  const [now, setParams] = useUrlParams(eventsParams);
  // All of them each time: the address may still lack what was chosen a moment ago, while the server answers.
  const set = (changes: Parameters<typeof setParams>[0]) =>
    setParams({ ...now, incident: null, after: null, incidentsAfter: null, ...changes }, { isReadByServer: true });
  const isFiltered = now.node !== null || FACETS.some(({ name }) => now[name] !== null);
  return (
    <form
      aria-label="Filters"
      className="flex flex-wrap items-end gap-x-3 gap-y-2"
      onSubmit={(event) => event.preventDefault()}
    >
      <RangeChoice address={now} onChange={set} />
      {FACETS.map(({ name, label, all }) => (
        <label key={name} className="grid gap-0.5 text-sm text-muted max-sm:basis-[46%]">
          {label}
          <select
            value={now[name] ?? ""}
            onChange={(event) => set({ [name]: event.target.value === "" ? null : event.target.value })}
            className={`${SELECT} w-40 text-base text-ink max-sm:w-full`}
          >
            <option value="">{all}</option>
            {withChosen(facets?.[name] ?? [], address[name]).map((facet) => (
              <option key={facet.value} value={facet.value}>
                {facets === null ? wordsOf(name, facet) : `${wordsOf(name, facet)} (${formatCount(facet.callCount)})`}
              </option>
            ))}
          </select>
        </label>
      ))}
      {now.node === null ? null : <span className="pb-1">node {now.node}</span>}
      {isFiltered ? (
        <button
          type="button"
          className="pb-1 text-accent underline"
          onClick={() => set({ vpc: null, subnet: null, cluster: null, caller: null, kind: null, node: null })}
        >
          Clear the filters
        </button>
      ) : null}
    </form>
  );
}

/** What is chosen stays to be seen where nothing of it occurs. */
function withChosen(facets: readonly EventFacet[], chosen: string | null): readonly EventFacet[] {
  if (chosen === null || facets.some(({ value }) => value === chosen)) return facets;
  return [...facets, { value: chosen, label: chosen, callCount: 0 }];
}

function wordsOf(name: FacetName, { value, label }: EventFacet): string {
  if (name !== "kind" && name !== "caller") return value === "unknown" ? "not known" : label;
  const words: Readonly<Record<string, string>> = {
    ...CALLER_WORDS,
    ...Object.fromEntries(Object.entries(FINDING_WORDS).map(([kind, { short }]) => [kind, short])),
    unknown: "not known",
  };
  return Object.hasOwn(words, value) ? (words[value] ?? value) : value;
}

interface RangeChoiceProps {
  readonly address: EventsAddress;
  readonly onChange: (changes: Partial<EventsAddress>) => void;
}

const CUSTOM = "custom";

function RangeChoice({ address: { range, from, to }, onChange }: RangeChoiceProps) {
  const [isCustom, setCustom] = useState(from !== null);
  const choose = (value: string) => {
    setCustom(value === CUSTOM);
    const name = RANGE_NAMES.find((each) => each === value);
    if (name !== undefined) onChange({ range: name, from: null, to: null });
  };
  return (
    <>
      <label className="grid gap-0.5 text-sm text-muted max-sm:basis-[46%]">
        Range
        <select
          value={isCustom || from !== null ? CUSTOM : range}
          onChange={(event) => choose(event.target.value)}
          className={`${SELECT} text-base text-ink max-sm:w-full`}
        >
          {RANGE_NAMES.map((name) => (
            <option key={name} value={name}>
              last {name.replace(/(\d+)([hd])/, "$1\u00a0$2")}
            </option>
          ))}
          <option value={CUSTOM}>from … to …</option>
        </select>
      </label>
      {isCustom || from !== null ? (
        <>
          <Instant label="From (UTC)" value={from} onChange={(at) => onChange({ from: at, to })} />
          <Instant label="To (UTC)" value={to} onChange={(at) => onChange({ from, to: at })} />
        </>
      ) : null}
    </>
  );
}

interface InstantProps {
  readonly label: string;
  readonly value: EventsAddress["from"];
  readonly onChange: (at: EventsAddress["from"]) => void;
}

function Instant({ label, value, onChange }: InstantProps) {
  return (
    <label className="grid gap-0.5 text-sm text-muted max-sm:basis-[46%]">
      {label}
      <input
        type="datetime-local"
        defaultValue={value === null ? "" : new Date(value).toISOString().slice(0, 16)}
        onChange={(event) => onChange(parseInstant(`${event.target.value}Z`))}
        className={`${SELECT} text-base text-ink`}
      />
    </label>
  );
}
