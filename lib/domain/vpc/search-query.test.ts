import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { formatCidr } from "@/lib/domain/ip/cidr";
import { formatIpv4 } from "@/lib/domain/ip/ipv4";
import { cidr } from "@/lib/domain/vpc/fixtures/records";
import { parseSearchQuery, rankNames, relationTo } from "@/lib/domain/vpc/search-query";

function summarise(text: string): string {
  const query = parseSearchQuery(text);
  switch (query.kind) {
    case "nothing":
      return "nothing";
    case "address":
      return `address ${formatIpv4(query.address)}`;
    case "cidr":
      return `cidr ${formatCidr(query.cidr)}`;
    case "id":
      return `${query.idKind} ${query.id}`;
    case "text":
      return `text ${query.words.join("|")}`;
  }
}

describe("parseSearchQuery", () => {
  test.each([
    ["", "nothing"],
    ["   ", "nothing"],
    ["10.0.0.9", "address 10.0.0.9"],
    [" 10.0.0.9\n", "address 10.0.0.9"],
    ["ip-10-0-1-5.eu-west-1.compute.internal", "address 10.0.1.5"],
    ["ip-10-0-1-5", "address 10.0.1.5"],
    ["ip-10-0-1-500", "text ip-10-0-1-500"],
    ["10.0.0.0/24", "cidr 10.0.0.0/24"],
    ["10.0.0.9/24", "cidr 10.0.0.0/24"],
    ["10.0.0.9/33", "text 10.0.0.9/33"],
    ["10.0.300.0/24", "text 10.0.300.0/24"],
    ["10.", "cidr 10.0.0.0/8"],
    ["10.0", "cidr 10.0.0.0/16"],
    ["10.0.4", "cidr 10.0.4.0/24"],
    ["10.0.4.", "cidr 10.0.4.0/24"],
    ["300.1", "text 300.1"],
    ["eni-0ABC", "eni eni-0abc"],
    ["i-", "instance i-"],
    ["subnet-0a00000000000001", "subnet subnet-0a00000000000001"],
    ["vpc-0a", "vpc vpc-0a"],
    ["vpc-shared-dev", "text vpc-shared-dev"],
    ["eni-0a000000000000001x", "text eni-0a000000000000001x"],
    ["shared  Dev", "text shared|dev"],
  ])("understands %j as %s", (text, meaning) => expect(summarise(text)).toBe(meaning));

  it("understands whatever is typed as something", () => {
    fc.assert(fc.property(fc.string({ maxLength: 400 }), (text) => summarise(text).length > 0));
  });
});

describe("relationTo", () => {
  test.each([
    ["10.0.0.0/24", "10.0.0.0/24", "same"],
    ["10.0.0.0/16", "10.0.4.0/24", "inside"],
    ["10.0.4.16/28", "10.0.4.0/24", "around"],
    ["10.0.4.0/24", "10.0.5.0/24", null],
    ["10.0.0.0/24", "10.0.0.0/25", "inside"],
  ])("a search for %s finds %s %s", (query, block, relation) =>
    expect(relationTo(cidr(query), cidr(block))).toBe(relation),
  );
});

describe("rankNames", () => {
  test.each<[string, string[], string[], number | null]>([
    ["the name itself first", ["shared-dev"], ["shared-dev"], 0],
    ["several words as the name", ["shared", "dev"], ["shared dev"], 0],
    ["its beginning next", ["shared"], ["shared-dev"], 1],
    ["then what holds it", ["dev"], ["shared-dev"], 2],
    ["all words in any order", ["dev", "shared"], ["shared-dev"], 2],
    ["a word that is missing", ["shared", "prod"], ["shared-dev"], null],
    ["the best of several names", ["b"], ["abc", "b"], 0],
    ["words split between two names do not count", ["a", "b"], ["a", "b"], null],
    ["no name", ["a"], [], null],
  ])("%s", (_, words, names, rank) => expect(rankNames(words, names)).toBe(rank));
});
