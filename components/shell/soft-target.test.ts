import { describe, expect, it } from "vitest";
import { softTarget } from "@/components/shell/soft-target";

const here = { origin: "http://localhost:3000", pathname: "/vpcs/vpc-1", search: "?sort=free" };
const click = { defaultPrevented: false, button: 0, metaKey: false, ctrlKey: false, shiftKey: false, altKey: false };
const link = (path: string, target = "", attributes: readonly string[] = []) => ({
  href: path === "" ? "" : new URL(path, here.origin).href,
  target,
  hasAttribute: (name: string) => attributes.includes(name),
});

describe("softTarget", () => {
  it.each([
    ["a page", "/subnets/subnet-1", "/subnets/subnet-1"],
    ["a page with query and place", "/nodes/i-1?eni=eni-1#rack", "/nodes/i-1?eni=eni-1#rack"],
    ["the same page with another query", "/vpcs/vpc-1", "/vpcs/vpc-1"],
    ["the start", "/", "/"],
  ])("follows %s", (_, path, expected) => {
    expect(softTarget(link(path), click, here)).toBe(expected);
  });
  it.each([
    ["another site", link("https://example.invalid/")],
    ["another port", link("http://localhost:4000/")],
    ["mail", link("mailto:a@example.invalid")],
    ["the API's files", link("/api/openapi.json")],
    ["a place on this page", link("/vpcs/vpc-1?sort=free#main")],
    ["another tab", link("/", "_blank")],
    ["a download", link("/", "", ["download"])],
    ["an anchor without an address", link("")],
  ])("leaves %s to the browser", (_, anchor) => {
    expect(softTarget(anchor, click, here)).toBeNull();
  });
  it.each([
    ["metaKey", { metaKey: true }],
    ["ctrlKey", { ctrlKey: true }],
    ["shiftKey", { shiftKey: true }],
    ["altKey", { altKey: true }],
    ["the middle button", { button: 1 }],
    ["a click handled already", { defaultPrevented: true }],
  ])("leaves a click with %s to the browser", (_, how) => {
    expect(softTarget(link("/"), { ...click, ...how }, here)).toBeNull();
  });
});
