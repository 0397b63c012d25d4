import { doubleAt, int32At } from "@/lib/domain/ipamd/typed-array";

/**
 * When each node is due next, at most one time a node, the earliest at hand: a binary heap by time, then node number.
 * `timeOf[node]` is Infinity for a node that is not due; `place[node]` is its position in `heap`.
 */
export interface WakeQueue {
  readonly timeOf: Float64Array;
  readonly heap: Int32Array;
  readonly place: Int32Array;
  length: number;
}

/** A queue in which no node is due. */
export const createWakeQueue = (nodeCount: number): WakeQueue => ({
  timeOf: new Float64Array(nodeCount).fill(Number.POSITIVE_INFINITY),
  heap: new Int32Array(nodeCount),
  place: new Int32Array(nodeCount).fill(-1),
  length: 0,
});

export const copyWakeQueue = (queue: WakeQueue): WakeQueue => ({
  timeOf: queue.timeOf.slice(),
  heap: queue.heap.slice(),
  place: queue.place.slice(),
  length: queue.length,
});

/** The earliest time at which a node is due; Infinity where none is. */
export const nextWakeTime = (queue: WakeQueue): number =>
  queue.length === 0 ? Number.POSITIVE_INFINITY : doubleAt(queue.timeOf, int32At(queue.heap, 0));

/** The node that is due at that time, the lowest number where there are several. The queue must not be empty. */
export const nextWakeNode = (queue: WakeQueue): number => int32At(queue.heap, 0);

/** Sets when the node is due, in place of what was set before; Infinity for not at all. */
export function setWakeTime(queue: WakeQueue, node: number, time: number): void {
  const before = doubleAt(queue.timeOf, node);
  if (before === time) return;
  queue.timeOf[node] = time;
  const place = int32At(queue.place, node);
  if (time === Number.POSITIVE_INFINITY) {
    remove(queue, node, place);
  } else if (place < 0) {
    put(queue, node, queue.length++);
    rise(queue, queue.length - 1);
  } else if (time < before) rise(queue, place);
  else sink(queue, place);
}

function remove(queue: WakeQueue, node: number, place: number): void {
  const last = int32At(queue.heap, --queue.length);
  queue.place[node] = -1;
  if (last === node) return;
  put(queue, last, place);
  rise(queue, place);
  sink(queue, int32At(queue.place, last));
}

function put(queue: WakeQueue, node: number, place: number): void {
  queue.heap[place] = node;
  queue.place[node] = place;
}

function isBefore(queue: WakeQueue, a: number, b: number): boolean {
  const timeA = doubleAt(queue.timeOf, a);
  const timeB = doubleAt(queue.timeOf, b);
  return timeA < timeB || (timeA === timeB && a < b);
}

function rise(queue: WakeQueue, from: number): void {
  const node = int32At(queue.heap, from);
  let place = from;
  while (place > 0) {
    const parentPlace = (place - 1) >> 1;
    const parent = int32At(queue.heap, parentPlace);
    if (!isBefore(queue, node, parent)) break;
    put(queue, parent, place);
    place = parentPlace;
  }
  put(queue, node, place);
}

function sink(queue: WakeQueue, from: number): void {
  const node = int32At(queue.heap, from);
  let place = from;
  for (;;) {
    let childPlace = 2 * place + 1;
    if (childPlace >= queue.length) break;
    const right = childPlace + 1;
    if (right < queue.length && isBefore(queue, int32At(queue.heap, right), int32At(queue.heap, childPlace)))
      childPlace = right;
    const child = int32At(queue.heap, childPlace);
    if (!isBefore(queue, child, node)) break;
    put(queue, child, place);
    place = childPlace;
  }
  put(queue, node, place);
}
