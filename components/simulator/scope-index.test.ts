import { describe, expect, test } from "vitest";
import { nodeNumber, runNode, subnetLabel } from "@/components/simulator/scope-index";
import { smallRun } from "@/components/simulator/small-run.fixture";

const { scope, result } = smallRun({
  env: null,
  load: {
    churn: null,
    burst: null,
    drain: null,
    addedNodes: {
      count: 1,
      subnetId: "subnet-00000001",
      instanceType: null,
      podsPerNode: 1,
      atSeconds: 60,
      everySeconds: 1,
    },
  },
});

describe("nodes of the run", () => {
  test("every number leads to an instance id and back", () => {
    const count = scope.nodes.length + result.newNodes.length;
    expect(count).toBe(6);
    for (let number = 0; number < count; number++) {
      const node = runNode(scope, result.newNodes, number);
      expect(nodeNumber(scope, result, node?.instanceId ?? null)).toBe(number);
    }
  });

  test("a number beyond the last is no node, and an unknown id has no number", () => {
    expect(runNode(scope, result.newNodes, 6)).toBeNull();
    expect(nodeNumber(scope, result, "i-unknown")).toBeNull();
    expect(nodeNumber(scope, result, null)).toBeNull();
  });
});

test("a subnet goes by its name, else by its id, and none is all of them", () => {
  expect(subnetLabel(scope, "subnet-00000000")).toBe("nodes-a");
  expect(subnetLabel(scope, "subnet-00000001")).toBe("subnet-00000001");
  expect(subnetLabel(scope, null)).toBe("all subnets together");
});
