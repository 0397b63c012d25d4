import { describe, expect, it } from "vitest";
import { shortageKindOf } from "@/lib/domain/shortage/shortage-kind";
import { ALL_SHORTAGE_CODES, SHORTAGE_PHRASES } from "@/lib/domain/shortage/shortage-texts";

describe("a search for shortages by their texts", () => {
  it.each([
    "The specified subnet does not have enough free addresses to satisfy the request.",
    "The specified subnet does not have enough free cidr blocks to satisfy the request.",
    "There are not enough free cidr blocks in the specified subnet to satisfy the request.",
    "There aren't sufficient free Ipv4 addresses or prefixes",
    "insufficient free address to allocate 1 address",
    "Insufficient free addresses to allocate 14 addresses",
    "There are not enough free addresses in subnet 'subnet-0123456789abcdef0' to satisfy the requested number of instances.",
    "Insufficient Free IP Addresses in subnet.",
    "Not enough IP space available in subnet-0123456789abcdef0. ELB requires at least 8 free IP addresses in each subnet.",
  ])("finds %s", (message) => {
    expect(shortageKindOf(null, message)).not.toBeNull();
    expect(SHORTAGE_PHRASES.some((phrase) => message.toLowerCase().includes(phrase))).toBe(true);
  });

  it("knows the codes that decide alone", () => {
    for (const code of ALL_SHORTAGE_CODES) expect(shortageKindOf(code, null)).not.toBeNull();
  });
});
