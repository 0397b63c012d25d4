import { drawBelow, seededOrder, type VisitOrder } from "@/lib/domain/ipamd/visit-order";

/** A sequence of drawn numbers; equal seeds and texts give equal sequences. */
export type Draws = VisitOrder;

const FNV_PRIME = 0x01000193;
const FNV_OFFSET = 0x811c9dc5;

/** A 32-bit number from a text (FNV-1a) and a seed. */
export function hashOf(text: string, seed: number): number {
  let hash = FNV_OFFSET ^ seed;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), FNV_PRIME);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** The sequence of one thing's draws, by its name and the run's seed: what else is drawn does not move it. */
export const drawsFor = (text: string, seed: number): Draws => seededOrder(hashOf(text, seed));

/** 0 or more, less than 1. */
export const drawUnit = (draws: Draws): number => drawBelow(draws, 2 ** 32) / 2 ** 32;

/** An exponentially distributed number of that mean. */
export const drawExponential = (draws: Draws, mean: number): number => -Math.log(1 - drawUnit(draws)) * mean;

/** `count` different numbers of 0 to `bound - 1`, in the order drawn; all of them where there are not more. */
export function drawSome(draws: Draws, count: number, bound: number): number[] {
  const numbers = Array.from({ length: bound }, (_, index) => index);
  const drawn = Math.min(count, bound);
  for (let index = 0; index < drawn; index++) {
    const other = index + drawBelow(draws, bound - index);
    const number = numbers[index] as number;
    numbers[index] = numbers[other] as number;
    numbers[other] = number;
  }
  return numbers.slice(0, drawn);
}
