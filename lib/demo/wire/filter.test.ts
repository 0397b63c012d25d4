import { describe, expect, it } from "vitest";
import type { TagList } from "@/lib/demo/state/model";
import { Ec2Error } from "@/lib/demo/wire/error";
import { compileFilters } from "@/lib/demo/wire/filter";

interface Thing {
  readonly description: string;
  readonly addresses: readonly string[];
  readonly isManaged: boolean;
  readonly owner: string | null;
  readonly tags: TagList;
}

const thing: Thing = {
  description: "aws-K8S-i-0abc",
  addresses: ["10.0.0.5", "10.0.0.6"],
  isManaged: false,
  owner: null,
  tags: [
    ["Name", "web"],
    ["empty", ""],
  ],
};

const passes = (...filters: readonly (readonly [name: string, ...values: string[]])[]): boolean =>
  compileFilters<Thing>(
    filters.map(([name, ...values]) => ({ name, values })),
    {
      table: {
        description: ({ description }) => description,
        address: ({ addresses }) => addresses,
        managed: ({ isManaged }) => isManaged,
        owner: ({ owner }) => owner,
      },
      tagsOf: ({ tags }) => tags,
    },
  )(thing);

describe("filters", () => {
  it.each([
    { filter: ["description", "aws-K8S-*"], passed: true },
    { filter: ["description", "aws-k8s-*"], passed: false },
    { filter: ["description", "*i-0ab?"], passed: true },
    { filter: ["description", "*i-0ab??"], passed: false },
    { filter: ["description", "aws-K8S-\\*"], passed: false },
    { filter: ["description", "other", "aws*abc"], passed: true },
    { filter: ["description", "*"], passed: true },
    { filter: ["description", ""], passed: false },
    { filter: ["address", "10.0.0.6"], passed: true },
    { filter: ["address", "10.0.0.7"], passed: false },
    { filter: ["managed", "false"], passed: true },
    { filter: ["owner", "*"], passed: false },
    { filter: ["tag:Name", "w*"], passed: true },
    { filter: ["tag:name", "web"], passed: false },
    { filter: ["tag:empty", ""], passed: true },
    { filter: ["tag-key", "empty"], passed: true },
    { filter: ["tag-key", "web"], passed: false },
    { filter: ["tag-value", "web"], passed: true },
  ] as const)("$filter: $passed", ({ filter, passed }) => {
    expect(passes(filter)).toBe(passed);
  });

  it("must all match", () => {
    expect(passes(["managed", "false"], ["tag:Name", "web"])).toBe(true);
    expect(passes(["managed", "false"], ["tag:Name", "api"])).toBe(false);
  });

  it("are refused by name when unknown, also those that every object has", () => {
    for (const name of ["colour", "constructor", "__proto__"]) {
      expect(() => passes([name, "x"])).toThrow(Ec2Error);
    }
  });

  it("are not slowed down by a pattern of many stars", () => {
    // Tried star by star it would take longer than the universe is old: this test would never end.
    expect(passes(["description", `${"*a".repeat(60)}!`])).toBe(false);
  });
});
