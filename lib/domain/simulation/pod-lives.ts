import { drain } from "@/lib/domain/ipamd/drain";
import { ADD, type PlannedEvents, REMOVE } from "@/lib/domain/ipamd/fleet-plan";

/** Of a pod that is there from before the start. */
export const FROM_BEFORE = -1;
/** Of a pod that stays. */
export const STAYS = Number.POSITIVE_INFINITY;

/**
 * Which pod is on which node from when until when, in whole milliseconds; a pod is its position. Those of the observed
 * nodes come first, in the order of the nodes. A pod that moves is two.
 */
export class PodLives {
  readonly node: number[] = [];
  readonly from: number[] = [];
  readonly until: number[] = [];

  get count(): number {
    return this.node.length;
  }

  /** Gives the pod's number. */
  add(node: number, from: number, until: number): number {
    this.from.push(from);
    this.until.push(until);
    return this.node.push(node) - 1;
  }

  copy(): PodLives {
    const copy = new PodLives();
    for (let pod = 0; pod < this.count; pod++) {
      copy.add(this.node[pod] as number, this.from[pod] as number, this.until[pod] as number);
    }
    return copy;
  }
}

/** Comings and goings up to `endAt` in the order in which they happen: at one instant the goings first, else by pod. */
export const toEvents = (lives: PodLives, endAt: number): PlannedEvents => drain(toEventsSteps(lives, endAt));

/** About so many events are sorted without a break. */
const EVENTS_A_STEP = 20_000;

/** The same in steps of some milliseconds. */
export function* toEventsSteps(lives: PodLives, endAt: number): Generator<undefined, PlannedEvents> {
  const { node, count: podCount } = lives;
  // Sorted as numbers, which is far quicker than by a comparison: time and kind first, then the pod.
  const unit = Math.max(podCount, 1);
  const { keys, ends } = yield* keysBySpan(lives, endAt, unit);
  const count = keys.length;
  const events = {
    count,
    time: new Float64Array(count),
    node: new Int32Array(count),
    kind: new Uint8Array(count),
    pod: new Int32Array(count),
  };
  let index = 0;
  for (const end of ends) {
    keys.subarray(index, end).sort();
    for (; index < end; index++) {
      const key = keys[index] as number;
      const instant = Math.floor(key / unit);
      const pod = key - instant * unit;
      events.time[index] = Math.floor(instant / 2);
      events.kind[index] = instant % 2;
      events.pod[index] = pod;
      events.node[index] = node[pod] as number;
    }
    yield;
  }
  return { ...events, podCount, podNumber: numbersFrom0(podCount) };
}

/** The events' keys, roughly in order: by spans of equal length, which end at `ends` among the keys. */
function* keysBySpan(
  lives: PodLives,
  endAt: number,
  unit: number,
): Generator<undefined, { readonly keys: Float64Array; readonly ends: Int32Array }> {
  const unsorted = yield* keysOf(lives, endAt, unit);
  const spans = Math.ceil(unsorted.length / EVENTS_A_STEP) + 1;
  const keysASpan = (2 * (endAt + 1) * unit) / spans;
  // The last key of a long run is so near the end that their ratio may be rounded up.
  const spanOf = (key: number): number => Math.min(spans - 1, Math.floor(key / keysASpan));
  const ends = new Int32Array(spans);
  for (const key of unsorted) {
    const span = spanOf(key);
    ends[span] = (ends[span] as number) + 1;
  }
  for (let span = 1; span < spans; span++) ends[span] = (ends[span] as number) + (ends[span - 1] as number);
  yield;
  const places = new Int32Array(spans);
  places.set(ends.subarray(0, spans - 1), 1);
  const keys = new Float64Array(unsorted.length);
  for (const [index, key] of unsorted.entries()) {
    if (index % KEYS_A_STEP === KEYS_A_STEP - 1) yield;
    const span = spanOf(key);
    const place = places[span] as number;
    places[span] = place + 1;
    keys[place] = key;
  }
  return { keys, ends };
}

/** So many keys are made, or moved, without a break. */
const KEYS_A_STEP = 200_000;

function* keysOf(
  { from, until, count: podCount }: PodLives,
  endAt: number,
  unit: number,
): Generator<undefined, Float64Array> {
  const keys = new Float64Array(2 * podCount);
  let count = 0;
  for (let pod = 0; pod < podCount; pod++) {
    if (pod % KEYS_A_STEP === KEYS_A_STEP - 1) yield;
    const start = from[pod] as number;
    const end = until[pod] as number;
    if (start > endAt) continue;
    if (start >= 0) keys[count++] = (2 * start + ADD) * unit + pod;
    if (end <= endAt) keys[count++] = (2 * end + REMOVE) * unit + pod;
  }
  return keys.subarray(0, count);
}

/** `[0, 1, 2, …]` */
export function numbersFrom0(count: number): Float64Array {
  const numbers = new Float64Array(count);
  for (let number = 0; number < count; number++) numbers[number] = number;
  return numbers;
}
