import { describe, expect, it } from "vitest";
import { Ec2Error } from "@/lib/demo/wire/error";
import { Query } from "@/lib/demo/wire/query";

const query = (text: string): Query => new Query(new URLSearchParams(`Action=DescribeVpcs&${text}`));

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Ec2Error) return error.code;
    throw error;
  }
  return "none";
}

describe("EC2's query form", () => {
  it("reads numbered lists in the order of their numbers, not of their text", () => {
    expect(query("VpcId.10=c&VpcId.2=b&VpcId.1=a").list("VpcId")).toEqual(["a", "b", "c"]);
  });

  it("reads filters with their values", () => {
    const text = "Filter.2.Name=state&Filter.2.Value.1=x&Filter.1.Name=vpc-id&Filter.1.Value.2=b&Filter.1.Value.1=a";
    expect(query(text).filters()).toEqual([
      { name: "vpc-id", values: ["a", "b"] },
      { name: "state", values: ["x"] },
    ]);
  });

  it.each([
    { what: "no action", code: "MissingParameter", act: () => new Query(new URLSearchParams("Version=1")) },
    { what: "a parameter twice", code: "InvalidParameterValue", act: () => query("VpcId.1=a&VpcId.1=b") },
    { what: "a filter without a name", code: "MissingParameter", act: () => query("Filter.1.Value.1=a").filters() },
    { what: "a filter without values", code: "InvalidParameterValue", act: () => query("Filter.1.Name=a").filters() },
    { what: "a filter part unheard of", code: "UnknownParameter", act: () => query("Filter.1.Nmae=a").filters() },
    { what: "a filter number of 0", code: "UnknownParameter", act: () => query("Filter.0.Name=a").filters() },
    {
      what: "a flag that is neither",
      code: "InvalidParameterValue",
      act: () => query("DryRun=perhaps").flag("DryRun"),
    },
    {
      what: "more than 200 filter values",
      code: "FilterLimitExceeded",
      act: () =>
        query(
          `Filter.1.Name=a&${Array.from({ length: 201 }, (_, i) => `Filter.1.Value.${i + 1}=v`).join("&")}`,
        ).filters(),
    },
    { what: "an unknown parameter", code: "UnknownParameter", act: () => query("Colour=red").refuseUnknown(["VpcId"]) },
  ])("refuses $what", ({ act, code }) => {
    expect(codeOf(act)).toBe(code);
  });

  it("knows the protocol's own parameters and the members of known lists", () => {
    const text = "Version=2016-11-15&X-Amz-Signature=f&AWSAccessKeyId=a&VpcId.1=v&Filter.1.Name=state";
    expect(codeOf(() => query(text).refuseUnknown(["VpcId", "Filter"]))).toBe("none");
  });

  it("gives pages of one listing the same key, whatever the page's size, and others another", () => {
    const key = (text: string): string => query(text).listingKey();
    expect(key("VpcId.1=a&MaxResults=5")).toBe(key("NextToken=t&MaxResults=50&VpcId.1=a&X-Amz-Date=1"));
    expect(key("VpcId.1=a")).not.toBe(key("VpcId.1=b"));
  });
});
