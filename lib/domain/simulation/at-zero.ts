/** Steps of a part that comes before the one whose share is told: the share stays 0. */
export function* atZero<Result>(steps: Generator<unknown, Result>): Generator<number, Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield 0;
  }
}
