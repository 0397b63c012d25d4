import { describe, expect, it } from "vitest";
import { DAY_MS } from "@/lib/domain/time-units";
import { EniMemory } from "@/lib/history/eni-memory";

const scope = { accountId: "1", region: "eu-central-1" };
const one = { eniId: "eni-1", subnetId: "subnet-1" };
const two = { eniId: "eni-2", subnetId: "subnet-1" };

describe("the memory of kept ENIs", () => {
  it("leaves out what was kept today, in this scope", () => {
    const memory = new EniMemory();
    expect(memory.withoutKnown(scope, [one, two], 5)).toEqual([one, two]);
    memory.add(scope, [one], 5);
    expect(memory.withoutKnown(scope, [one, two], DAY_MS - 1)).toEqual([two]);
    expect(memory.withoutKnown({ ...scope, region: "eu-west-1" }, [one], 5)).toEqual([one]);
  });

  it("renews their age every day, and after the history was pruned", () => {
    const memory = new EniMemory();
    memory.add(scope, [one], 5);
    expect(memory.withoutKnown(scope, [one], DAY_MS)).toEqual([one]);
    memory.clear();
    expect(memory.withoutKnown(scope, [one], 5)).toEqual([one]);
  });
});
