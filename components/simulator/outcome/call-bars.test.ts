import fc from "fast-check";
import { expect, test } from "vitest";
import { peaksBySlice } from "@/components/simulator/outcome/call-bars";
import type { CallCurve } from "@/lib/domain/simulation/simulation-result";

const curve = (peaks: readonly number[]): CallCurve => ({
  bucket: { actions: ["DeleteNetworkInterface"], capacity: 100, refillPerSecond: 5 },
  calls: Int32Array.from(peaks),
  peakPerSecond: Int32Array.from(peaks),
  total: 0,
  failed: 0,
  peak: { atMs: 0, callsPerSecond: Math.max(0, ...peaks) },
  fewestTokens: 100,
  throttledCalls: 0,
  throttledMs: 0,
});

test("slices are of equal time, whatever the samples' distances", () => {
  const times = Float64Array.of(0, 100, 200, 1_000);
  expect([...peaksBySlice(times, curve([1, 7, 3, 2]), 2)]).toEqual([7, 2]);
});

test("the highest peak is in some slice, however many there are", () =>
  fc.assert(
    fc.property(
      fc.array(fc.nat(40), { minLength: 2, maxLength: 200 }),
      fc.integer({ min: 1, max: 90 }),
      (peaks, slices) => {
        const times = Float64Array.from(peaks, (_, index) => index * 1_000);
        expect(Math.max(...peaksBySlice(times, curve(peaks), slices))).toBe(Math.max(...peaks));
      },
    ),
  ));

test("a run without length has no peaks", () =>
  expect([...peaksBySlice(Float64Array.of(0), curve([3]), 2)]).toEqual([0, 0]));
