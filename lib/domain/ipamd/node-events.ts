import { drain } from "@/lib/domain/ipamd/drain";
import type { PlannedEvents } from "@/lib/domain/ipamd/fleet-plan";
import { byteAt, doubleAt, int32At } from "@/lib/domain/ipamd/typed-array";

/** The events of a plan node by node, in the order in which they happen on it, in columns. */
export interface NodeEvents {
  /** `{ node → the first of its events }`, and one more; nodes behind them have none. */
  readonly first: Int32Array;
  readonly time: Float64Array;
  /** REMOVE, ADD or ADD_BRANCH. */
  readonly kind: Uint8Array;
  readonly pod: Int32Array;
}

/** Events do not change, so they are sorted once, however many fleets run through them. */
const known = new WeakMap<PlannedEvents, NodeEvents>();

/** So many events are moved without a break. */
const EVENTS_A_STEP = 200_000;

/** Sorts a plan's events by node; what was sorted once is given again. */
export const eventsByNode = (events: PlannedEvents): NodeEvents => drain(eventsByNodeSteps(events));

/** The same in steps of some milliseconds. */
export function* eventsByNodeSteps(events: PlannedEvents): Generator<undefined, NodeEvents> {
  const sorted = known.get(events);
  if (sorted) return sorted;
  const { count } = events;
  const first = firstOfNodes(events);
  const place = first.slice();
  const time = new Float64Array(count);
  const kind = new Uint8Array(count);
  const pod = new Int32Array(count);
  for (let index = 0; index < count; index++) {
    if (index % EVENTS_A_STEP === EVENTS_A_STEP - 1) yield;
    const node = int32At(events.node, index);
    const to = int32At(place, node);
    place[node] = to + 1;
    time[to] = doubleAt(events.time, index);
    kind[to] = byteAt(events.kind, index);
    pod[to] = int32At(events.pod, index);
  }
  const byNode = { first, time, kind, pod };
  known.set(events, byNode);
  return byNode;
}

function firstOfNodes({ node, count }: PlannedEvents): Int32Array {
  let last = -1;
  for (let index = 0; index < count; index++) last = Math.max(last, int32At(node, index));
  const first = new Int32Array(last + 2);
  for (let index = 0; index < count; index++) {
    const behind = int32At(node, index) + 1;
    first[behind] = int32At(first, behind) + 1;
  }
  for (let at = 1; at < first.length; at++) first[at] = int32At(first, at) + int32At(first, at - 1);
  return first;
}

/** `{ node → the first of its events after that time }`, for so many nodes. */
export function firstAfter({ first, time }: NodeEvents, nodeCount: number, after: number): Int32Array {
  const next = new Int32Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    let low = first[node] ?? time.length;
    let high = first[node + 1] ?? time.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (doubleAt(time, middle) > after) high = middle;
      else low = middle + 1;
    }
    next[node] = low;
  }
  return next;
}
