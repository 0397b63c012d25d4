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
export function toEvents({ node, from, until, count: podCount }: PodLives, endAt: number): PlannedEvents {
  // Sorted as numbers, which is far quicker than by a comparison: time and kind first, then the pod.
  const unit = Math.max(podCount, 1);
  const keys = new Float64Array(2 * podCount);
  let count = 0;
  for (let pod = 0; pod < podCount; pod++) {
    const start = from[pod] as number;
    const end = until[pod] as number;
    if (start > endAt) continue;
    if (start >= 0) keys[count++] = (2 * start + ADD) * unit + pod;
    if (end <= endAt) keys[count++] = (2 * end + REMOVE) * unit + pod;
  }
  const sorted = keys.subarray(0, count).sort();
  const events = {
    count,
    time: new Float64Array(count),
    node: new Int32Array(count),
    kind: new Uint8Array(count),
    pod: new Int32Array(count),
  };
  for (let index = 0; index < count; index++) {
    const key = sorted[index] as number;
    const instant = Math.floor(key / unit);
    const pod = key - instant * unit;
    events.time[index] = Math.floor(instant / 2);
    events.kind[index] = instant % 2;
    events.pod[index] = pod;
    events.node[index] = node[pod] as number;
  }
  return { ...events, podCount, podNumber: new Float64Array(podCount).map((_, pod) => pod) };
}
