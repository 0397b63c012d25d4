import "server-only";
import type { SearchAnswer, SearchResult } from "@/lib/domain/api/node";
import { formatCidr } from "@/lib/domain/ip/cidr";
import { formatIpv4 } from "@/lib/domain/ip/ipv4";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import { ID_KINDS, type IdKind, parseSearchQuery, rankNames, type SearchQuery } from "@/lib/domain/vpc/search-query";
import type { ViewResult } from "@/lib/inventory/answer-from";
import { invalidParameter } from "@/lib/inventory/resource-id";
import { findAddress, findCidr } from "@/lib/inventory/search-addresses";
import { idsBeginningWith, type NamedThing, namedThings, rowByEniId, sortedIds } from "@/lib/inventory/search-index";
import { clusterResult, eniResult, nodeResult, subnetResult, vpcResult } from "@/lib/inventory/search-result";

const DEFAULT_LIMIT = 20;
const LARGEST_LIMIT = 100;

/** Matches, best first. A short text may match every ENI of the account, so results are made only of those shown. */
interface Found {
  readonly interpretedAs: string;
  readonly total: number;
  readonly first: (count: number) => SearchResult[];
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
  const parsed = parseSearchQuery(query);
  const direct = find(inventory, parsed);
  const { interpretedAs, total, first } =
    direct.total === 0 && parsed.kind !== "nothing" ? foundByName(inventory, query, direct) : direct;
  return { kind: "data", data: { query, interpretedAs, total, results: first(limit) } };
}

function find(inventory: Inventory, parsed: SearchQuery): Found {
  switch (parsed.kind) {
    case "nothing":
      return foundAll("nothing to search for", []);
    case "address":
      return foundAll(`the address ${formatIpv4(parsed.address)}`, findAddress(inventory, parsed.address));
    case "cidr":
      return foundAll(`the CIDR ${formatCidr(parsed.cidr)}`, findCidr(inventory, parsed.cidr));
    case "id":
      return findId(inventory, parsed.idKind, parsed.id);
    case "text":
      return findText(inventory, parsed.words);
  }
}

const foundAll = (interpretedAs: string, results: SearchResult[]): Found => ({
  interpretedAs,
  total: results.length,
  first: (count) => results.slice(0, count),
});

/** What is no address and no id may still be part of a name: `subnet-shared` begins both like an id and like a name. */
function foundByName(inventory: Inventory, query: string, direct: Found): Found {
  const byName = findText(inventory, query.trim().toLowerCase().split(/\s+/));
  return byName.total > 0 ? byName : direct;
}

const ID_WORDS: Record<IdKind, string> = { vpc: "VPCs", subnet: "subnets", eni: "ENIs", instance: "instances" };

function findId(inventory: Inventory, kind: IdKind, id: string): Found {
  const exact = resultOfId(inventory, kind, id);
  if (exact) return foundAll(`the id ${id}`, [exact]);
  const ids = idsBeginningWith(sortedIds(inventory)[kind], id);
  return {
    interpretedAs: `ids of ${ID_WORDS[kind]} that begin with ${id}`,
    total: ids.length,
    first: (count) => ids.slice(0, count).flatMap((found) => resultOfId(inventory, kind, found) ?? []),
  };
}

function resultOfId(inventory: Inventory, kind: IdKind, id: string): SearchResult | null {
  switch (kind) {
    case "vpc": {
      const vpc = inventory.vpcs.get(id);
      return vpc ? vpcResult(vpc) : null;
    }
    case "subnet": {
      const subnet = inventory.subnets.get(id);
      return subnet ? subnetResult(subnet) : null;
    }
    case "instance": {
      const node = inventory.nodes.get(id);
      return node ? nodeResult(node) : null;
    }
    case "eni": {
      const row = rowByEniId(inventory).get(id);
      return row === undefined ? null : eniResult(inventory, row);
    }
  }
}

const KIND_ORDER: readonly NamedThing["kind"][] = ["cluster", "vpc", "subnet", "node", "instance", "eni"];

function findText(inventory: Inventory, words: readonly string[]): Found {
  const byName = rankedByName(inventory, words);
  const byIdPiece = idsHolding(inventory, words.join(" "));
  return {
    interpretedAs: `names with ${words.map((word) => `“${word}”`).join(" and ")}`,
    total: byName.length + byIdPiece.length,
    first: (count) =>
      [
        ...byName.slice(0, count).map((thing) => resultOfThing(inventory, thing, words)),
        ...byIdPiece
          .slice(0, Math.max(count - byName.length, 0))
          .map(({ kind, id }) => resultOfId(inventory, kind, id)),
      ].flatMap((result) => result ?? []),
  };
}

function rankedByName(inventory: Inventory, words: readonly string[]): NamedThing[] {
  const ranked: { thing: NamedThing; order: number }[] = [];
  for (const thing of namedThings(inventory)) {
    const rank = rankNames(words, thing.names);
    if (rank !== null) ranked.push({ thing, order: rank * KIND_ORDER.length + KIND_ORDER.indexOf(thing.kind) });
  }
  return ranked.sort((a, b) => a.order - b.order || (a.thing.id < b.thing.id ? -1 : 1)).map(({ thing }) => thing);
}

/** A piece of an id, without its prefix, such as one copied out of a log. */
const ID_PIECE = /^[0-9a-f]{5,17}$/;

function idsHolding(inventory: Inventory, piece: string): { kind: IdKind; id: string }[] {
  if (!ID_PIECE.test(piece)) return [];
  return ID_KINDS.flatMap((kind) =>
    sortedIds(inventory)
      [kind].filter((id) => id.includes(piece))
      .map((id) => ({ kind, id })),
  );
}

function resultOfThing(inventory: Inventory, thing: NamedThing, words: readonly string[]): SearchResult | null {
  const { kind, id } = thing;
  const result =
    kind === "cluster" ? clusterResult(inventory, id) : resultOfId(inventory, kind === "node" ? "instance" : kind, id);
  return result && withMatch(result, thing, words);
}

/** A result that does not show the words searched for, as one found by its host name, says by which name it was found. */
function withMatch(result: SearchResult, { names }: NamedThing, words: readonly string[]): SearchResult {
  const shown = `${result.label} ${result.detail}`.toLowerCase();
  if (words.every((word) => shown.includes(word))) return result;
  const match = names.find((name) => words.every((word) => name.includes(word)));
  return match === undefined ? result : { ...result, detail: `${result.detail} · ${match}` };
}
