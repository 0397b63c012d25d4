import { type Cidr, cidrContains, networkOf, type PrefixLength } from "@/lib/domain/ip/cidr";
import { type Ipv4, parseIpv4 } from "@/lib/domain/ip/ipv4";

export const ID_KINDS = ["vpc", "subnet", "eni", "instance"] as const;
export type IdKind = (typeof ID_KINDS)[number];

/** How the text of a search is understood. */
export type SearchQuery =
  | { readonly kind: "nothing" }
  | { readonly kind: "address"; readonly address: Ipv4 }
  | { readonly kind: "cidr"; readonly cidr: Cidr }
  | { readonly kind: "id"; readonly idKind: IdKind; readonly id: string }
  | { readonly kind: "text"; readonly words: readonly string[] };

const ID_PREFIXES: readonly (readonly [string, IdKind])[] = [
  ["vpc-", "vpc"],
  ["subnet-", "subnet"],
  ["eni-", "eni"],
  ["i-", "instance"],
];

/** Longer texts name nothing that EC2 holds. */
const LONGEST_QUERY = 256;

/**
 * Understands what somebody typed or pasted: an IPv4 address, a CIDR (host bits may be set, they are cleared) or the
 * first octets of an address (one alone with its dot), an id of EC2 or its beginning, an EC2 host name (`ip-10-0-1-5…` is the address), else words. Letter case and space around do not
 * matter. `parseSearchQuery(" 10.0.0.9/24 ")` is the CIDR 10.0.0.0/24; `"i-0ab"` is the beginning of an instance's id.
 */
export function parseSearchQuery(text: string): SearchQuery {
  const trimmed = text.trim().toLowerCase().slice(0, LONGEST_QUERY);
  if (trimmed === "") return { kind: "nothing" };
  return (
    parseAddress(trimmed) ?? parseNetwork(trimmed) ?? parseId(trimmed) ?? { kind: "text", words: trimmed.split(/\s+/) }
  );
}

function parseAddress(text: string): SearchQuery | null {
  const host = /^ip-(\d{1,3})-(\d{1,3})-(\d{1,3})-(\d{1,3})(?:\..*)?$/.exec(text);
  const address = parseIpv4(host ? host.slice(1).join(".") : text);
  return address === null ? null : { kind: "address", address };
}

function parseNetwork(text: string): SearchQuery | null {
  const [, octets] = /^(\d{1,3}(?=\.)(?:\.\d{1,3}){0,2})\.?$/.exec(text) ?? [];
  const whole = octets === undefined ? text : wholeCidr(octets.split("."));
  const [, base, length] = /^([\d.]+)\/(\d{1,2})$/.exec(whole) ?? [];
  const address = parseIpv4(base ?? "");
  const prefixLength = Number(length);
  if (address === null || prefixLength > 32) return null;
  return { kind: "cidr", cidr: networkOf(address, prefixLength as PrefixLength) };
}

/** `["10", "20"]` is `10.20.0.0/16`. */
const wholeCidr = (octets: readonly string[]): string =>
  `${[...octets, "0", "0", "0"].slice(0, 4).join(".")}/${octets.length * 8}`;

function parseId(text: string): SearchQuery | null {
  for (const [prefix, idKind] of ID_PREFIXES) {
    if (text.startsWith(prefix) && /^[0-9a-z]{0,17}$/.test(text.slice(prefix.length))) {
      return { kind: "id", idKind, id: text };
    }
  }
  return null;
}

/** How well a subnet's block answers a search for a CIDR: the same, inside it, around it; null when they do not touch. */
export function relationTo(query: Cidr, block: Cidr): "same" | "inside" | "around" | null {
  if (query.base === block.base && query.prefixLength === block.prefixLength) return "same";
  if (query.prefixLength < block.prefixLength && cidrContains(query, block.base)) return "inside";
  return query.prefixLength > block.prefixLength && cidrContains(block, query.base) ? "around" : null;
}

/**
 * How well the best of a thing's names answers words: 0 when it is the words, 1 when it begins with the first of them, 2 when it holds them
 * all, null when one is missing. Names are compared in lower case.
 */
export function rankNames(words: readonly string[], names: readonly string[]): number | null {
  let best: number | null = null;
  for (const name of names) {
    if (!words.every((word) => name.includes(word))) continue;
    const rank = name === words.join(" ") ? 0 : name.startsWith(words[0] ?? "") ? 1 : 2;
    if (best === null || rank < best) best = rank;
  }
  return best;
}
