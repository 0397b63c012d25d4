import type { CallCurve } from "@/lib/domain/simulation/simulation-result";

/** Calls a second by equal slices of the run: `{ slice → the most in any one second }`. */
export function peaksBySlice(times: Float64Array, { peakPerSecond }: CallCurve, slices: number): Int32Array {
  const peaks = new Int32Array(slices);
  const end = times.at(-1) ?? 0;
  if (end <= 0) return peaks;
  for (const [sample, time] of times.entries()) {
    const peak = peakPerSecond[sample] ?? 0;
    if (peak === 0) continue;
    const slice = Math.min(slices - 1, Math.floor((time / end) * slices));
    peaks[slice] = Math.max(peaks[slice] ?? 0, peak);
  }
  return peaks;
}
