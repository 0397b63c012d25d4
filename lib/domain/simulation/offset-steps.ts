/*
 * Ascending offsets as steps, which compress to about two bytes an address: a positive step is the distance from the
 * offset before (the first counts from -1), a negative one says that so many more follow one by one.
 */

/** `toSteps([4, 5, 6, 16])` is `[5, -2, 10]`. The offsets must ascend. */
export function toSteps(offsets: ArrayLike<number>): number[] {
  const steps: number[] = [];
  let last = -1;
  for (let index = 0; index < offsets.length; index++) {
    const offset = offsets[index] as number;
    const run = steps.at(-1);
    if (offset - last !== 1 || run === undefined) steps.push(offset - last);
    else if (run < 0) steps[steps.length - 1] = run - 1;
    else steps.push(-1);
    last = offset;
  }
  return steps;
}

/** The inverse of `toSteps`. */
export function fromSteps(steps: readonly number[]): number[] {
  const offsets: number[] = [];
  let last = -1;
  for (const step of steps) {
    const count = step > 0 ? 1 : -step;
    const distance = step > 0 ? step : 1;
    for (let index = 0; index < count; index++) {
      last += distance;
      offsets.push(last);
    }
  }
  return offsets;
}
