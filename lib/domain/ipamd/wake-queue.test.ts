import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { copyWakeQueue, createWakeQueue, nextWakeNode, nextWakeTime, setWakeTime } from "@/lib/domain/ipamd/wake-queue";

const NODES = 12;

describe("a wake queue", () => {
  it("is empty at first", () => {
    expect(nextWakeTime(createWakeQueue(NODES))).toBe(Number.POSITIVE_INFINITY);
  });

  it("always has the earliest time, and of equal times the lowest node", () => {
    const change = fc.record({
      node: fc.integer({ min: 0, max: NODES - 1 }),
      time: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(Number.POSITIVE_INFINITY)),
    });
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const queue = createWakeQueue(NODES);
        const times = new Array<number>(NODES).fill(Number.POSITIVE_INFINITY);
        for (const { node, time } of changes) {
          setWakeTime(queue, node, time);
          times[node] = time;
          const earliest = Math.min(...times);
          expect(nextWakeTime(queue)).toBe(earliest);
          if (earliest < Number.POSITIVE_INFINITY) expect(nextWakeNode(queue)).toBe(times.indexOf(earliest));
        }
        const copy = copyWakeQueue(queue);
        for (let node = 0; node < NODES; node++) setWakeTime(queue, node, Number.POSITIVE_INFINITY);
        expect(nextWakeTime(queue)).toBe(Number.POSITIVE_INFINITY);
        expect(nextWakeTime(copy)).toBe(Math.min(...times));
      }),
    );
  });
});
