import { describe, expect, it } from "vitest";
import { toTransferable } from "@/app/simulator/_worker/transferable";

describe("toTransferable", () => {
  const shared = new Int32Array([1, 2, 3]);
  const value = {
    curves: [{ free: shared, held: new Uint16Array([4]) }, { free: shared }],
    nothing: null,
    words: ["a"],
  };

  it("copies everything, so that the sender keeps its own arrays after the transfer", () => {
    const { copy, buffers } = toTransferable(value);
    const received = structuredClone(copy, { transfer: buffers });
    expect(received).toEqual(value);
    expect(copy.curves[0]?.free).toHaveLength(0);
    expect(shared).toEqual(new Int32Array([1, 2, 3]));
  });
  it("names each buffer once, although two places share it", () => {
    expect(toTransferable(value).buffers).toHaveLength(2);
  });
});
