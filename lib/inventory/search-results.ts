import "server-only";
import type { SearchAnswer, SearchResult } from "@/lib/domain/api/node";
import { formatCidr } from "@/lib/domain/ip/cidr";
import { formatIpv4 } from "@/lib/domain/ip/ipv4";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import { type IdKind, parseSearchQuery, rankNames } from "@/lib/domain/vpc/search-query";
import type { ViewResult } from "@/lib/inventory/answer-from";
import { invalidParameter } from "@/lib/inventory/resource-id";
import { findAddress, findCidr } from "@/lib/inventory/search-addresses";
import { type NamedThing, namedThings, rowByEniId } from "@/lib/inventory/search-index";
import { clusterResult, eniResult, nodeResult, subnetResult, vpcResult } from "@/lib/inventory/search-result";

const DEFAULT_LIMIT = 20;
const LARGEST_LIMIT = 100;

/** A match that is turned into a result only if it is shown: a short text may match every ENI of the account. */
type Match = () => SearchResult | null;

interface Found {
  readonly interpretedAs: string;
  readonly matches: readonly Match[];
}

/** Answers a search; see searchInventory. */
export function searchResults(
  inventory: Inventory,
  query: string,
  limit = DEFAULT_LIMIT,
): ViewResult<SearchAnswer["data"]> {
  if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_LIMIT) {
    return { kind: "invalid", problem: invalidParameter("limit", `a whole number from 1 to ${LARGEST_LIMIT}`) };
  }
  const { interpretedAs, matches } = find(inventory, query);
  const results = matches.slice(0, limit).flatMap((match) => match() ?? []);
  return { kind: "data", data: { query, interpretedAs, total: matches.length, results } };
}

function find(inventory: Inventory, query: string): Found {
  const parsed = parseSearchQuery(query);
  switch (parsed.kind) {
    case "nothing":
      return { interpretedAs: "nothing to search for", matches: [] };
    case "address":
      return orByName(inventory, query, {
        interpretedAs: `the address ${formatIpv4(parsed.address)}`,
        matches: ready(findAddress(inventory, parsed.address)),
      });
    case "cidr":
      return orByName(inventory, query, {
        interpretedAs: `the CIDR ${formatCidr(parsed.cidr)}`,
        matches: ready(findCidr(inventory, parsed.cidr)),
      });
    case "id":
      return orByName(inventory, query, findId(inventory, parsed.idKind, parsed.id));
    case "text":
      return findText(inventory, parsed.words);
  }
}

const ready = (results: readonly SearchResult[]): Match[] => results.map((result) => () => result);

/** What is no address and no id may still be part of a name: `subnet-shared` is both an id's beginning and a name's. */
function orByName(inventory: Inventory, query: string, found: Found): Found {
  if (found.matches.length > 0) return found;
  const byName = findText(inventory, query.trim().toLowerCase().split(/\s+/));
  return byName.matches.length > 0 ? byName : found;
}

const ID_WORDS: Record<IdKind, string> = { vpc: "VPCs", subnet: "subnets", eni: "ENIs", instance: "instances" };

function findId(inventory: Inventory, kind: IdKind, id: string): Found {
  const exact = matchOfId(inventory, kind, id);
  if (exact) return { interpretedAs: `the id ${id}`, matches: [exact] };
  return {
    interpretedAs: `ids of ${ID_WORDS[kind]} that begin with ${id}`,
    matches: matchesAmongIds(inventory, kind, (candidate) => candidate.startsWith(id)),
  };
}

function idsOf(inventory: Inventory, kind: IdKind): Iterable<string> {
  switch (kind) {
    case "vpc":
      return inventory.vpcs.keys();
    case "subnet":
      return inventory.subnets.keys();
    case "instance":
      return inventory.nodes.keys();
    case "eni":
      return rowByEniId(inventory).keys();
  }
}

function matchesAmongIds(inventory: Inventory, kind: IdKind, isWanted: (id: string) => boolean): Match[] {
  const ids: string[] = [];
  for (const id of idsOf(inventory, kind)) if (isWanted(id)) ids.push(id);
  return ids.sort().flatMap((id) => matchOfId(inventory, kind, id) ?? []);
}

function matchOfId(inventory: Inventory, kind: IdKind, id: string): Match | null {
  switch (kind) {
    case "vpc": {
      const vpc = inventory.vpcs.get(id);
      return vpc ? () => vpcResult(vpc) : null;
    }
    case "subnet": {
      const subnet = inventory.subnets.get(id);
      return subnet ? () => subnetResult(subnet) : null;
    }
    case "instance": {
      const node = inventory.nodes.get(id);
      return node ? () => nodeResult(node) : null;
    }
    case "eni": {
      const row = rowByEniId(inventory).get(id);
      return row === undefined ? null : () => eniResult(inventory, row);
    }
  }
}

const KIND_ORDER: readonly NamedThing["kind"][] = ["cluster", "vpc", "subnet", "node", "instance", "eni"];

/** A piece of an id, without its prefix, such as one copied out of a log. */
const ID_PIECE = /^[0-9a-f]{5,17}$/;

function findText(inventory: Inventory, words: readonly string[]): Found {
  const ranked: { thing: NamedThing; order: number }[] = [];
  for (const thing of namedThings(inventory)) {
    const rank = rankNames(words, thing.names);
    if (rank !== null) ranked.push({ thing, order: rank * KIND_ORDER.length + KIND_ORDER.indexOf(thing.kind) });
  }
  ranked.sort((a, b) => a.order - b.order || (a.thing.id < b.thing.id ? -1 : 1));
  const text = words.join(" ");
  const byIdPiece = ID_PIECE.test(text)
    ? (["vpc", "subnet", "instance", "eni"] as const).flatMap((kind) =>
        matchesAmongIds(inventory, kind, (id) => id.includes(text)),
      )
    : [];
  return {
    interpretedAs: `names with ${words.map((word) => `“${word}”`).join(" and ")}`,
    matches: [
      ...ranked.map(
        ({ thing }) =>
          () =>
            resultOf(inventory, thing),
      ),
      ...byIdPiece,
    ],
  };
}

function resultOf(inventory: Inventory, { kind, id, row }: NamedThing): SearchResult | null {
  switch (kind) {
    case "cluster":
      return clusterResult(inventory, id);
    case "eni":
      return row === null ? null : eniResult(inventory, row);
    case "node":
    case "instance":
      return matchOfId(inventory, "instance", id)?.() ?? null;
    case "vpc":
    case "subnet":
      return matchOfId(inventory, kind, id)?.() ?? null;
  }
}
