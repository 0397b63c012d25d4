import { describe, expect, it } from "vitest";
import { isClosedToCni, isForCniOf } from "@/lib/domain/vpc/subnet-discovery";

const ROLE = "kubernetes.io/role/cni";
const MAIN = "cni.networking.k8s.aws/cluster/prod-main";
const EDGE = "cni.networking.k8s.aws/cluster/prod-edge";

describe("a subnet is open to the discovery of a cluster's CNI", () => {
  it.each([
    ["not without the role's tag", {}, ["prod-main"], false],
    ["not by the cluster's tag alone", { [MAIN]: "1" }, ["prod-main"], false],
    ["not where the role's tag is empty", { [ROLE]: "" }, ["prod-main"], false],
    ["not where the role's tag is 0", { [ROLE]: "0", [MAIN]: "1" }, ["prod-main"], false],
    ["to every cluster where it is tagged for none", { [ROLE]: "1" }, ["prod-batch"], true],
    ["to nodes of no known cluster where it is tagged for none", { [ROLE]: "1" }, [], true],
    ["where it is tagged for the cluster", { [ROLE]: "1", [MAIN]: "1" }, ["prod-main"], true],
    ["where it is tagged for the cluster among others", { [ROLE]: "1", [EDGE]: "1", [MAIN]: "1" }, ["prod-main"], true],
    ["where it is tagged for one of several", { [ROLE]: "1", [MAIN]: "1" }, ["prod-batch", "prod-main"], true],
    ["not where it is tagged for another", { [ROLE]: "1", [MAIN]: "1" }, ["prod-batch"], false],
    ["not where the tag's name only begins alike", { [ROLE]: "1", [`${MAIN}-2`]: "1" }, ["prod-main"], false],
    ["not to nodes of no known cluster where it is tagged for one", { [ROLE]: "1", [MAIN]: "1" }, [], false],
  ])("%s", (_case, tags, clusters, isOpen) => {
    expect(isForCniOf({ tags }, clusters)).toBe(isOpen);
  });
});

it.each([
  [{}, false],
  [{ [ROLE]: "1" }, false],
  [{ [ROLE]: "0" }, true],
])("a subnet tagged %j is closed to new ENIs: %s", (tags, isClosed) => {
  expect(isClosedToCni({ tags })).toBe(isClosed);
});
